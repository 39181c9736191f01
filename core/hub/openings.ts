/**
 * Messages that open or close something at the insured place and move no money. Each is noted
 * before it goes on, so that after a crash the hub knows it again and never refuses, because of a
 * stop that has begun since, what may have taken effect. The note leaves with a later commit.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { isPending, notePending, strikePending } from '../pending.ts'
import type { Store } from '../store/store.ts'

export interface Openings {
  /** True when the message may have gone on before. */
  known(request: RequestEnvelope): boolean
  /** Resolves when the note is on disk. */
  note(request: RequestEnvelope): Promise<void>
  /** The outcome is known: the note may go. */
  settle(request: RequestEnvelope): void
  /** Strikes what is settled; inside a commit. */
  write(): void
}

/** Nobody's: they are found by their number only, and hold up nothing else about a person. */
const NOBODY = ''

/** The notes in a hub's own store. */
export function createOpenings(store: Store): Openings {
  let settled: string[] = []
  return {
    known: ({ msgid }) => isPending(store, msgid),
    note: (request) => store.commit(() => notePending(store, request, NOBODY)),
    settle: ({ msgid }) => void settled.push(msgid),
    write() {
      for (const msgid of settled) strikePending(store, msgid)
      settled = []
    },
  }
}
