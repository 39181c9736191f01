/**
 * What a relaying party writes down of each message that comes by (RULE-251). Rows wait in memory
 * and are written with the next commit that is made anyway, so that a message that moves nothing
 * costs no commit; a message that moves money has its row in the same commit as the money.
 */
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'

/** How a message left again: passed on and answered, refused by one of two, or not answered. */
export type RelayOutcome = 'passed' | 'refused-there' | 'refused-here' | 'no-answer' | 'repeated'

/** The names on a message that the log takes. */
export interface Relayed {
  readonly msgid: string
  readonly infno: string
  readonly mdtrtarea_admvs: string
  readonly insuplc_admdvs: string
}

export interface RelayLog {
  /** A message has come. */
  arrived(request: Relayed): void
  /** It goes on to the next party. */
  sent(request: Relayed): void
  /** The next party has answered. */
  answered(request: Relayed): void
  /** It leaves; whatever is told of it afterwards is not written. */
  left(request: Relayed, outcome: RelayOutcome, reason?: string): void
  /** Writes what waits; inside a commit. */
  write(): void
  /** Resolves when all is written. */
  flush(): Promise<void>
}

interface Hop {
  readonly arrivedMs: number
  sentMs: number | null
  answeredMs: number | null
}

type Row = readonly (string | number | null)[]

/** So many rows wait at most for somebody else's commit. */
const WAITING_ROWS = 128

const INSERT = `insert into relay (msgid, infno, mdtrtarea_admvs, insuplc_admdvs, arrived_ms,
  sent_ms, answered_ms, outcome, reason) values (?, ?, ?, ?, ?, ?, ?, ?, ?)`

/**
 * A log in a party's own store.
 * @param onFault hears of rows that could not be written
 * @param alongside writes what else may wait for a commit
 */
export function createRelayLog(
  store: Store,
  clock: Clock,
  onFault: (reason: unknown) => void,
  alongside: () => void = () => {},
): RelayLog {
  // By the message itself and not by its number, because a repeated one has the same number.
  const hops = new WeakMap<object, Hop>()
  let waiting: Row[] = []

  function hopOf(request: Relayed): Hop {
    let hop = hops.get(request)
    if (hop === undefined) {
      hop = { arrivedMs: clock.now(), sentMs: null, answeredMs: null }
      hops.set(request, hop)
    }
    return hop
  }

  function write(): void {
    for (const row of waiting) store.run(INSERT, ...row)
    waiting = []
    alongside()
  }

  return {
    arrived: (request) => void hopOf(request),
    sent(request) {
      hopOf(request).sentMs = clock.now()
    },
    answered(request) {
      hopOf(request).answeredMs = clock.now()
    },
    left(request, outcome, reason = '') {
      const hop = hops.get(request)
      if (hop === undefined) return
      hops.delete(request)
      const { msgid, infno, mdtrtarea_admvs, insuplc_admdvs } = request
      const { arrivedMs, sentMs, answeredMs } = hop
      const names = [msgid, infno, mdtrtarea_admvs, insuplc_admdvs]
      waiting.push([...names, arrivedMs, sentMs, answeredMs, outcome, reason])
      if (waiting.length === WAITING_ROWS) store.commit(write).catch(onFault)
    },
    write,
    flush: () => store.commit(write),
  }
}
