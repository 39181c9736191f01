/** The offline judge: recorded messages in, findings out, in memory that hardly grows. */
import type { Finding } from '../../contracts/run-record.ts'
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { numberOf } from '../checks/run-index.ts'
import { heardOf } from '../evidence.ts'
import type { Heard } from '../evidence.ts'
import { clear, createDesk, institutionOf, judgeFresh, makeRoom, MOST_OF_ONE } from './desk.ts'
import type { Desk, Limits } from './desk.ts'
import { visitsOf } from './groups.ts'
import { book, isMoney, judgeStatements, noteMessage } from './institutions.ts'
import { slim } from './slim.ts'

export interface StreamOptions {
  readonly edition: string
  /** Told each finding once; `exchange` is the place of the message in its file. */
  readonly tell: (finding: Finding) => void
  readonly limits?: Limits
}

export interface StreamJudge {
  /** Takes the next message, in the order of the recording. */
  hear(exchange: RecordedExchange): void
  /** Judges what is left. */
  end(): void
  /** How often each accepted practice was seen, by identity and name. */
  readonly practices: ReadonlyMap<string, number>
}

/** Enough for the visits of some hours at a busy hospital, in some thirty megabytes. */
const LIMITS: Limits = { whole: 1500, slim: 20_000 }

/** A judge that has heard nothing. */
export function createStreamJudge({ edition, tell, limits = LIMITS }: StreamOptions): StreamJudge {
  const practices = new Map<string, number>()
  const desk = createDesk(edition, limits, tell, (identity, name) => {
    const key = `${identity} ${name}`
    practices.set(key, (practices.get(key) ?? 0) + 1)
  })
  return {
    practices,
    hear(exchange) {
      const heard = heardOf(exchange)
      if (exchange.hop === 'platform-insured') desk.judge.judgeRelayed(heard).forEach(tell)
      else hear(desk, heard)
    },
    end() {
      clear(desk)
      for (const own of desk.institutions.values()) judgeStatements(own).forEach(tell)
    },
  }
}

function hear(desk: Desk, heard: Heard): void {
  const own = institutionOf(desk, heard)
  noteMessage(own, heard)
  const fresh = { heard, first: desk.memory.note(heard) }
  const group = desk.groups.of(heard)
  if (group === undefined) {
    // A message about nobody is judged at once, and is nobody's history.
    judgeFresh(desk, { key: '', past: [], money: [], blind: true, fresh: [fresh] })
    return
  }
  if (group.past.length + group.fresh.length === 0) {
    group.blind = desk.memory.isForgotten(visitsOf(heard))
  }
  group.fresh.push(fresh)
  desk.groups.touched(group, heard)
  desk.whole += 1
  if (isMoney(heard)) {
    group.money = [...group.money.slice(-MOST_OF_ONE / 5), slim(heard)]
    book(own, group.money)
  }
  const all = () => [...group.past, ...group.fresh.map((one) => one.heard)]
  desk.memory.opened(heard, numberOf(heard), all)
  makeRoom(desk)
}
