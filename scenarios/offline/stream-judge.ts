/**
 * The offline judge: recorded messages in, findings out, in memory that does not grow with the
 * recording. Full messages wait until their person has been silent for long; then they are judged
 * and only what later messages are compared with is kept; and in the end only hashes.
 */
import type { Finding } from '../../contracts/run-record.ts'
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { numberOf } from '../checks/run-index.ts'
import { heardOf } from '../evidence.ts'
import type { Heard } from '../evidence.ts'
import { textOf } from '../checks/read.ts'
import { createGroupJudge, leftOpen } from './group-judge.ts'
import type { Surroundings } from './group-judge.ts'
import { createGroups, visitsOf } from './groups.ts'
import type { Group } from './groups.ts'
import { book, createInstitution, isMoney, judgeStatements, noteMessage } from './institutions.ts'
import type { Institution } from './institutions.ts'
import { createMemory } from './memory.ts'
import { practiceOfFunds } from './practices.ts'
import { slim } from './slim.ts'

export interface StreamOptions {
  readonly edition: string
  /** Told each finding once; `exchange` is the place of the message in its file. */
  readonly tell: (finding: Finding) => void
  /** Messages kept whole, and messages kept slim. */
  readonly limits?: { readonly whole: number; readonly slim: number }
}

export interface StreamJudge {
  /** Takes the next message, in the order of the recording. */
  hear(exchange: RecordedExchange): void
  /** Judges what is left. */
  end(): void
  /** How often each accepted practice was seen, by identity and name. */
  readonly practices: ReadonlyMap<string, number>
}

/** Enough for the visits of some hours at a busy hospital. */
const LIMITS = { whole: 1500, slim: 20_000 }
/** One person with more than this is no patient; he is judged message by message from then on. */
const MOST_OF_ONE = 1000

/** A judge that has heard nothing. */
export function createStreamJudge({ edition, tell, limits = LIMITS }: StreamOptions): StreamJudge {
  const groups = createGroups()
  const institutions = new Map<string, Institution>()
  const memory = createMemory()
  const practices = new Map<string, number>()
  const onPractice = (identity: string, name: string) => {
    const key = `${identity} ${name}`
    practices.set(key, (practices.get(key) ?? 0) + 1)
  }
  const { judgeGroup, judgeRelayed } = createGroupJudge(edition, onPractice)
  let whole = 0
  let kept = 0

  function institutionOf({ institution }: Heard): Institution {
    const own = institutions.get(institution) ?? createInstitution(institution)
    institutions.set(institution, own)
    return own
  }

  function aroundOf(group: Group): Surroundings {
    const all = [...group.past, ...group.fresh.map(({ heard }) => heard)]
    const lost = all.some((one) => !one.delivered)
    const codes = new Set(all.map((one) => one.institution))
    const queries = lost
      ? [...codes].flatMap((code) => institutions.get(code)?.queries ?? [])
      : []
    const originals = group.fresh.flatMap(({ heard }) => memory.originalOf(heard, all) ?? [])
    return {
      institution: institutionOf,
      context: [...originals, ...queries],
      firstOf: (heard) => {
        const one = group.fresh.find((fresh) => fresh.heard === heard)
        return memory.firstOf(heard, one?.first)
      },
      openedBefore: memory.openedBefore,
    }
  }

  /** Judges what is fresh in a group and makes it slim. */
  function settle(group: Group): void {
    for (const one of judgeGroup(group, aroundOf(group))) tellUnlessEarlier(one, group)
    for (const { heard } of group.fresh) practiceOfFunds(heard, onPractice)
    whole -= group.fresh.length
    kept += group.fresh.length
    group.past.push(...group.fresh.map(({ heard }) => slim(heard)))
    group.fresh = []
    if (group.past.length <= MOST_OF_ONE) return
    const old = group.past.splice(0, group.past.length - MOST_OF_ONE / 2)
    for (const heard of old) memory.forgotten(heard, visitsOf(heard))
    groups.forget(old)
    kept -= old.length
    group.blind = true
  }

  /** What a recording that begins in the middle of a day cannot have heard is nobody's fault. */
  function tellUnlessEarlier(one: Finding, group: Group): void {
    const heard = group.fresh.find((fresh) => fresh.heard.n === one.exchange)?.heard
    if (heard !== undefined && one.check === 'sign-in' && one.pointer === '') {
      const own = institutionOf(heard)
      const began = own.partial && heard.at.startsWith(own.firstDay)
      if (began && textOf(heard.envelope?.['sign_no']) !== '') return
    }
    tell(one)
  }

  function farewell(group: Group): void {
    for (const one of leftOpen(group, aroundOf(group))) {
      const lost = group.past.find(({ n }) => n === one.exchange)
      // At the very end of a recording nothing can be said of what came after.
      const last = lost !== undefined && institutionOf(lost).last === lost.n
      tell(last ? { ...one, severity: 'warning' } : one)
    }
    kept -= group.past.length
    for (const heard of group.past) memory.forgotten(heard, visitsOf(heard))
    groups.drop(group)
  }

  function makeRoom(): void {
    while (whole > limits.whole) {
      const group = oldest(groups.active)
      if (group === undefined) return
      settle(group)
      groups.rest(group)
    }
    while (kept > limits.slim) {
      const group = oldest(groups.dormant)
      if (group === undefined) return
      farewell(group)
    }
  }

  /** A message about nobody is judged at once, and is nobody's history. */
  function judgeAlone(heard: Heard): void {
    const group: Group = {
      key: '', past: [], money: [], blind: true, fresh: [{ heard, first: memory.note(heard) }],
    }
    for (const one of judgeGroup(group, aroundOf(group))) tellUnlessEarlier(one, group)
  }

  function hearInstitution(heard: Heard): void {
    const own = institutionOf(heard)
    noteMessage(own, heard)
    const group = groups.of(heard)
    if (group === undefined) {
      judgeAlone(heard)
      return
    }
    if (group.past.length + group.fresh.length === 0) {
      group.blind = memory.isForgotten(visitsOf(heard))
    }
    group.fresh.push({ heard, first: memory.note(heard) })
    groups.touched(group, heard)
    whole += 1
    if (isMoney(heard)) {
      group.money = [...group.money.slice(-MOST_OF_ONE / 5), slim(heard)]
      book(own, group.money)
    }
    memory.opened(heard, numberOf(heard), [...group.past, ...group.fresh.map((one) => one.heard)])
    makeRoom()
  }

  return {
    practices,
    hear(exchange) {
      const heard = heardOf(exchange)
      if (exchange.hop === 'platform-insured') judgeRelayed(heard).forEach(tell)
      else hearInstitution(heard)
    },
    end() {
      for (const group of [...groups.active.values()]) settle(group)
      for (const group of [...groups.active.values(), ...groups.dormant.values()]) farewell(group)
      for (const own of institutions.values()) judgeStatements(own).forEach(tell)
    },
  }
}

function oldest(groups: ReadonlyMap<string, Group>): Group | undefined {
  return groups.values().next().value
}
