/** Filings go to the hub at once, and come back when something does not match (RULE-027). */
import { beijingTime } from '../../clock.ts'
import type { BenefitContext } from '../context.ts'
import { note, notesOf } from './notes.ts'
import type { PlaceFiling } from './record.ts'
import { filingHistory } from './register.ts'

/** What the hub says about one version of a filing. */
export type FilingFeedback =
  | { readonly outcome: 'acknowledged' }
  | { readonly outcome: 'mismatch'; readonly field: string; readonly message: string }

/** The hub's side: it keeps a copy of every filing for the places of care. */
export interface FilingExchange {
  /** Takes a version in place of the earlier ones. The same version again has the same answer. */
  submit(filing: PlaceFiling): Promise<FilingFeedback>
  /** The acknowledged filings of a person, as a place of care would see them. */
  find(psnNo: string): Promise<readonly PlaceFiling[]>
}

export interface SyncCounts {
  readonly acknowledged: number
  readonly mismatched: number
}

/**
 * Sends what waits in the outbox, in the order of the serials. What the hub does not answer stays
 * there; what does not match stays as such until a corrected version replaces it.
 * @throws whatever the exchange throws; everything answered before that is kept
 */
export async function synchronise(
  context: BenefitContext,
  exchange: FilingExchange,
  limit = 1_000,
): Promise<SyncCounts> {
  const counts = { acknowledged: 0, mismatched: 0 }
  let after = ''
  for (;;) {
    const waiting = waitingAfter(context, after, Math.min(limit, 1_000))
    for (const { trt_dcla_detl_sn: serial, version } of waiting) {
      const filing = filingHistory<PlaceFiling>(context, serial).at(-1)
      if (filing === undefined) continue
      const feedback = await exchange.submit(filing)
      await context.store.commit(() => settleFeedback(context, serial, version, feedback))
      counts[feedback.outcome === 'acknowledged' ? 'acknowledged' : 'mismatched'] += 1
      if (counts.acknowledged + counts.mismatched >= limit) return counts
    }
    const last = waiting.at(-1)
    if (last === undefined) return counts
    after = last.trt_dcla_detl_sn
  }
}

/** What the hub has answered about a filing, version by version. */
export function feedbackOf(context: BenefitContext, serial: string) {
  return notesOf<FilingFeedback & { readonly version: number }>(context, 'exchange', serial)
}

/** Serials that came back and wait for a correction. */
export function mismatches({ store }: BenefitContext): string[] {
  return store
    .all<{ trt_dcla_detl_sn: string }>(
      `select trt_dcla_detl_sn from filing_outbox where state = 'mismatch'
        order by trt_dcla_detl_sn`,
    )
    .map((row) => row.trt_dcla_detl_sn)
}

function waitingAfter({ store }: BenefitContext, after: string, count: number) {
  return store.all<{ trt_dcla_detl_sn: string; version: number }>(
    `select trt_dcla_detl_sn, version from filing_outbox
      where state = 'waiting' and trt_dcla_detl_sn > ? order by trt_dcla_detl_sn limit ?`,
    after,
    count,
  )
}

/** A version written meanwhile is another one, and waits on. */
function settleFeedback(
  context: BenefitContext,
  serial: string,
  version: number,
  feedback: FilingFeedback,
): void {
  const at = beijingTime(context.clock.now())
  note(context, 'exchange', serial, at, { ...feedback, version })
  if (feedback.outcome === 'acknowledged') {
    context.store.run(
      'delete from filing_outbox where trt_dcla_detl_sn = ? and version = ?',
      serial,
      version,
    )
    return
  }
  context.store.run(
    `update filing_outbox set state = 'mismatch' where trt_dcla_detl_sn = ? and version = ?`,
    serial,
    version,
  )
}
