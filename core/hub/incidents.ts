/**
 * Answers of an insured place that contradict themselves. The hub does not pass them on (NEG-09),
 * writes down what it saw, and takes back what the insured place has booked with them, because
 * whoever asked is told that nothing happened.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { accepted } from '../../contracts/exchange.ts'
import { reversibleIn } from '../../contracts/protocol/reversal.ts'
import type { Clock } from '../clock.ts'
import { beijingTime } from '../clock.ts'
import { digitsOf } from '../ids.ts'
import type { Party } from '../party.ts'
import type { Store } from '../store/store.ts'

/** One step of an incident: refused, then undone at the insured place or left for people. */
export interface Incident {
  readonly msgid: string
  readonly stage: 'refused' | 'undone' | 'left'
  readonly infno: string
  readonly mdtrtarea_admvs: string
  readonly insuplc_admdvs: string
  /** yyyy-MM-dd HH:mm:ss, the hub's clock. */
  readonly noticed_at: string
  /** The sum that does not hold, and what its parts come to. */
  readonly what: string
}

interface Keeper {
  readonly store: Store
  readonly clock: Clock
}

/** Transactions whose answer is only a question's: nothing was booked. */
const TRIALS: ReadonlySet<string> = new Set(['2206', '2303'])

/** Every step, in the order of message and time. */
export function incidentsOf(store: Store): Incident[] {
  const order = "case stage when 'refused' then 0 else 1 end"
  return store.all<Incident>(`select * from hub_incident order by noticed_at, msgid, ${order}`)
}

/**
 * Writes an incident down and undoes what it booked. It can be done again: the reversal has a
 * number that follows from the message, and each step is written once.
 * @throws NoAnswer when nobody knows whether it was undone
 */
export async function recordIncident(
  { store, clock }: Keeper,
  insuredPlace: Party,
  request: RequestEnvelope,
  what: string,
): Promise<void> {
  const note = (stage: Incident['stage']) =>
    store.commit(() => insert(store, { ...request, stage, what, at: beijingTime(clock.now()) }))
  await note('refused')
  if (TRIALS.has(request.infno)) return
  const undone = reversibleIn('national').includes(request.infno)
    && accepted(await insuredPlace(reversalOf(request)))
  await note(undone ? 'undone' : 'left')
}

/** The same sender's, with a sequence that senders do not reach in a second. */
function reversalOf(request: RequestEnvelope): RequestEnvelope {
  const { msgid, infno } = request
  const number = `${msgid.slice(0, 26)}9${digitsOf(`undo:${msgid}`, 3)}`
  const data = { psn_no: personIn(request), omsgid: msgid, oinfno: infno }
  return { ...request, infno: '2601', msgid: number, input: { data } }
}

function personIn({ input }: RequestEnvelope): string {
  const node = (input['data'] ?? input['druginfo'] ?? {}) as { readonly psn_no?: string }
  return node.psn_no ?? ''
}

function insert(
  store: Store,
  row: RequestEnvelope & Pick<Incident, 'stage' | 'what'> & { readonly at: string },
): void {
  store.run(
    `insert or ignore into hub_incident
       (msgid, stage, infno, mdtrtarea_admvs, insuplc_admdvs, noticed_at, what)
     values (?, ?, ?, ?, ?, ?, ?)`,
    row.msgid,
    row.stage,
    row.infno,
    row.mdtrtarea_admvs,
    row.insuplc_admdvs,
    row.at,
    row.what,
  )
}
