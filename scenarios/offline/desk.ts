/**
 * Where messages wait and are given up. Whole ones wait until their person has been silent for
 * long; then they are judged, and only what later messages are compared with is kept; and when
 * there are too many of those, only hashes.
 */
import type { Finding } from '../../contracts/run-record.ts'
import { textOf } from '../checks/read.ts'
import type { Heard } from '../evidence.ts'
import { createGroupJudge, leftOpen } from './group-judge.ts'
import type { GroupJudge, Surroundings } from './group-judge.ts'
import { createGroups } from './groups.ts'
import type { Group, Groups } from './groups.ts'
import { createInstitution } from './institutions.ts'
import type { Institution } from './institutions.ts'
import { createMemory } from './memory.ts'
import type { Memory } from './memory.ts'
import type { OnPractice } from './pair-checks.ts'
import { practiceOfFunds } from './practices.ts'
import { slim } from './slim.ts'

/** How many messages are kept whole, and how many slim. */
export interface Limits {
  readonly whole: number
  readonly slim: number
}

/** Everything that the judge has at hand. */
export interface Desk {
  readonly groups: Groups
  readonly institutions: Map<string, Institution>
  readonly memory: Memory
  readonly judge: GroupJudge
  readonly tell: (finding: Finding) => void
  readonly onPractice: OnPractice
  readonly limits: Limits
  whole: number
  slim: number
}

/** One person with more messages than this is no patient: his older ones are given up. */
export const MOST_OF_ONE = 1000

/** An empty desk. */
export function createDesk(
  edition: string,
  limits: Limits,
  tell: (finding: Finding) => void,
  onPractice: OnPractice,
): Desk {
  return {
    groups: createGroups(),
    institutions: new Map(),
    memory: createMemory(),
    judge: createGroupJudge(edition, onPractice),
    tell,
    onPractice,
    limits,
    whole: 0,
    slim: 0,
  }
}

export function institutionOf(desk: Desk, { institution }: Heard): Institution {
  const own = desk.institutions.get(institution) ?? createInstitution(institution)
  desk.institutions.set(institution, own)
  return own
}

/** Gives up the messages that there is no room for, longest silent first. */
export function makeRoom(desk: Desk): void {
  const { active, dormant } = desk.groups
  while (desk.whole > desk.limits.whole) {
    const group = first(active)
    if (group === undefined) break
    settle(desk, group)
    desk.groups.rest(group)
  }
  while (desk.slim > desk.limits.slim) {
    const group = first(dormant)
    if (group === undefined) break
    farewell(desk, group)
  }
}

/** Nothing more will come. */
export function clear(desk: Desk): void {
  const { active, dormant } = desk.groups
  for (const group of active.values()) settle(desk, group)
  for (const group of [...active.values(), ...dormant.values()]) farewell(desk, group)
}

/** Judges what is fresh in a group, and tells it. */
export function judgeFresh(desk: Desk, group: Group): void {
  for (const one of desk.judge.judgeGroup(group, aroundOf(desk, group))) {
    if (!isEarlier(desk, one, group)) desk.tell(one)
  }
}

function settle(desk: Desk, group: Group): void {
  judgeFresh(desk, group)
  for (const { heard } of group.fresh) practiceOfFunds(heard, desk.onPractice)
  desk.whole -= group.fresh.length
  desk.slim += group.fresh.length
  group.past.push(...group.fresh.map(({ heard }) => slim(heard)))
  group.fresh = []
  if (group.past.length <= MOST_OF_ONE) return
  giveUp(desk, group.past.splice(0, group.past.length - MOST_OF_ONE / 2))
  group.blind = true
}

function farewell(desk: Desk, group: Group): void {
  for (const one of leftOpen(group, aroundOf(desk, group))) {
    const lost = group.past.find(({ n }) => n === one.exchange)
    // At the very end of a recording nothing can be said of what came after.
    const last = lost !== undefined && institutionOf(desk, lost).last === lost.n
    desk.tell(last ? { ...one, severity: 'warning' } : one)
  }
  giveUp(desk, group.past)
  desk.groups.drop(group)
}

function giveUp(desk: Desk, all: readonly Heard[]): void {
  for (const visit of desk.groups.forget(all)) desk.memory.forgotten(visit)
  desk.slim -= all.length
}

/** A recording that begins in the middle of a day cannot have heard that day's sign-in. */
function isEarlier(desk: Desk, one: Finding, group: Group): boolean {
  if (one.check !== 'sign-in' || one.pointer !== '') return false
  const heard = group.fresh.find((fresh) => fresh.heard.n === one.exchange)?.heard
  if (heard === undefined || textOf(heard.envelope?.['sign_no']) === '') return false
  const own = institutionOf(desk, heard)
  return own.partial && heard.at.startsWith(own.firstDay)
}

function aroundOf(desk: Desk, group: Group): Surroundings {
  const all = [...group.past, ...group.fresh.map(({ heard }) => heard)]
  const lost = all.some((one) => !one.delivered)
  const codes = new Set(lost ? all.map((one) => one.institution) : [])
  const queries = [...codes].flatMap((code) => desk.institutions.get(code)?.queries ?? [])
  const originals = group.fresh.flatMap(({ heard }) => desk.memory.originalOf(heard, all) ?? [])
  const firsts = new Map(group.fresh.map(({ heard, first: sight }) => [heard, sight]))
  return {
    institution: (heard) => institutionOf(desk, heard),
    context: [...originals, ...queries],
    firstOf: (heard) => desk.memory.firstOf(heard, firsts.get(heard)),
    openedBefore: (heard) => desk.memory.openedBefore(heard),
  }
}

function first(groups: ReadonlyMap<string, Group>): Group | undefined {
  return groups.values().next().value
}
