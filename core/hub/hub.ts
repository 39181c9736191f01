/**
 * A hub (异地就医结算平台) between the place of care and the insured place: the province's own for
 * care inside the province, the national one across provinces. It routes by the two area codes,
 * never computes an amount, and keeps books and a log of its own of what it passed.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { accepted, NoAnswer } from '../../contracts/exchange.ts'
import type { FilingExchange } from '../benefit/filing/exchange.ts'
import type { Clock } from '../clock.ts'
import { receivingParty } from '../desk.ts'
import type { Effect } from '../desk.ts'
import { refuse } from '../party.ts'
import type { Party } from '../party.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { createBoard } from './board.ts'
import type { Board } from './board.ts'
import { bookingOf } from './events.ts'
import { filingReplica } from './filings.ts'
import { createOnward } from './onward.ts'
import type { Onward } from './onward.ts'
import { createOpenings } from './openings.ts'
import type { Openings } from './openings.ts'
import { createRelayLog } from './relay-log.ts'
import type { RelayLog } from './relay-log.ts'
import { routeOf } from './route.ts'

export interface HubContext {
  readonly store: Store
  /** The hub's own; it may differ from everybody else's. */
  readonly clock: Clock
  /** 100000 for the national hub, else the code of its province. */
  readonly admdvs: string
  /** The next party on the way to an insured place (pooling area). */
  readonly onward: (insuredPlace: string) => Party | undefined
  /** Whether that next party is another hub or the insured place itself. */
  readonly onwardIs: 'insured-place' | 'hub'
  /** Area of an institution in the national directory. */
  readonly institutionArea: (fixmedinsCode: string) => string | undefined
}

export interface Hub {
  readonly party: Party
  readonly board: Board
  /** Where insured places send their filings. */
  readonly filings: FilingExchange
  /** Resolves when the relay log is written to its end. */
  flush(): Promise<void>
}

/** Told about what did not end as it should; a log row that was lost has no message any more. */
export type OnHubFault = (
  reason: unknown,
  request: { readonly msgid: string; readonly infno: string },
) => void

/**
 * What moves money at the insured place: noted before it goes on, and finished after a stop or a
 * crash before anything else about that person.
 */
const MOVES_MONEY: ReadonlySet<string> = new Set([
  '2102', '2103', '2207', '2208', '2304', '2305', '2601',
])

/** What opens, changes or closes a visit there. */
const OPENS: ReadonlySet<string> = new Set([
  '2201', '2202', '2203', '2203A', '2401', '2403', '2404',
])

/** The hub as a party. What an earlier process left unfinished is finished first. */
export function createHub(context: HubContext, onFault: OnHubFault): Hub {
  const { store, clock, admdvs } = context
  const receiver = { admdvs, clock }
  const board = createBoard(store, clock)
  const openings = createOpenings(store)
  const onLost = (reason: unknown) => onFault(reason, { infno: '', msgid: '' })
  const log = createRelayLog(store, clock, onLost, () => openings.write())
  const onward = createOnward(context, log)
  const check = (request: RequestEnvelope) => {
    onward.told(request, () => routeOf(request, admdvs))
  }
  const admit = (request: RequestEnvelope) =>
    onward.told(request, () => {
      const { placeOfCare, insuredPlace } = routeOf(request, admdvs)
      board.requireOpen(request, placeOfCare, insuredPlace)
    })
  const desk = receivingParty({
    receiver,
    store,
    check,
    admit,
    useCaseOf: () => (request) => relayed(context, onward, log, request),
    bookedElsewhere: MOVES_MONEY,
    onFault,
  })
  const passed = passingWithoutMoney({ check, admit, openings, onward, log })

  const party: Party = async (request) => {
    log.arrived(request)
    try {
      if (!MOVES_MONEY.has(request.infno)) return await passed(request)
      const response = await desk(request)
      // What has not left by now never reached its use case: it was answered before.
      log.left(request, accepted(response) ? 'repeated' : 'refused-here')
      return response
    } catch (reason) {
      if (reason instanceof NoAnswer) {
        log.left(request, 'no-answer')
        throw reason
      }
      if (reason instanceof Refusal) return refuse(receiver, request.msgid, reason)
      onFault(reason, request)
      return refuse(receiver, request.msgid, new Refusal('internal', { msgid: request.msgid }))
    }
  }
  return { party, board, filings: filingReplica(context), flush: () => log.flush() }
}

/** With effect: under a number that counts once, its outcome never lost, booked when ours. */
async function relayed(
  context: HubContext,
  onward: Onward,
  log: RelayLog,
  request: RequestEnvelope,
): Promise<Effect> {
  const { placeOfCare, insuredPlace, ours } = routeOf(request, context.admdvs)
  const booking = ours
    ? onward.told(request, () => bookingOf(context, request, placeOfCare, insuredPlace))
    : undefined
  const { output } = await onward.forward(request)
  return {
    output,
    apply() {
      booking?.(output)
      log.left(request, 'passed')
      log.write()
    },
  }
}

interface WithoutMoney {
  readonly check: (request: RequestEnvelope) => void
  readonly admit: (request: RequestEnvelope) => void
  readonly openings: Openings
  readonly onward: Onward
  readonly log: RelayLog
}

/** Without money: the answer as it came, and at most one commit. */
function passingWithoutMoney({ check, admit, openings, onward, log }: WithoutMoney): Party {
  return async (request) => {
    check(request)
    const opens = OPENS.has(request.infno)
    if (!opens || !openings.known(request)) {
      admit(request)
      if (opens) await openings.note(request)
    }
    try {
      const response = await onward.forward(request)
      log.left(request, 'passed')
      if (opens) openings.settle(request)
      return response
    } catch (reason) {
      if (opens && reason instanceof Refusal) openings.settle(request)
      throw reason
    }
  }
}
