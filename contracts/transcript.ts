/** One line of `transcript.jsonl`. Schema: `schemas/transcript.schema.json`. */

/** JSON as parsed when it was JSON; the raw text otherwise (bytes as base64). */
export type RecordedBody =
  | { readonly json: unknown }
  | { readonly text: string }
  | { readonly base64: string }

export interface RecordedExchange {
  readonly schema: 'liantiao/exchange/1'
  /** Counts from 1 in the order of arrival. */
  readonly n: number
  /** Name of the case, '' when nobody could tell. */
  readonly case: string
  readonly hop: 'institution-platform' | 'platform-insured'
  /** Platform clock at arrival, yyyy-MM-dd HH:mm:ss. */
  readonly at: string
  readonly infno: string
  readonly msgid: string
  readonly request: { readonly path: string; readonly body: RecordedBody }
  /** What the party answered; null when it never saw the request. */
  readonly response: { readonly status: number; readonly body: RecordedBody } | null
  /** False when a planted fault kept the answer from the sender. */
  readonly delivered: boolean
  readonly fault?: string
}
