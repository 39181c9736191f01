/**
 * Everyone who speaks is a {@link Handler}; everything said is a request and its response.
 *
 * These types are plain data: no Web class, no Node class, so that the same party can be an msw
 * handler, a real HTTP server, or a function call. Portable: k6 bundles this file.
 */

/** One HTTP request. `body` is bytes only when it is not valid UTF-8, e.g. from a GBK sender. */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** One HTTP response. Business failure is status 200 with `infcode` -1, as on the real platform. */
export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * A party as seen from the wire. It rejects with {@link NoAnswer} when the connection ends without
 * an answer; every other rejection is a fault of our own.
 */
export type Handler = (request: WireRequest) => Promise<WireResponse>

/** The request was sent and no answer came back: its outcome is unknown, never a failure. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** What a journey asks its engine to send: business content only, the engine adds the envelope. */
export interface Step {
  readonly infno: string
  readonly input: Readonly<Record<string, unknown>>
  /** Insured place (参保地医保区划), six digits; '' only before the person is known. */
  readonly insuplc_admdvs: string
  /** Send again under this msgid: the very same message, because its answer was lost. */
  readonly resendMsgid?: string
}

/** What became of a step. `unknown` means that no answer came: the platform may have booked it. */
export type Outcome =
  | { readonly kind: 'answered'; readonly msgid: string; readonly response: ResponseEnvelope }
  | { readonly kind: 'unknown'; readonly msgid: string; readonly reason: string }

/**
 * A journey yields steps and is given their outcomes. It does no I/O and knows no clock, so one
 * file runs asynchronously in Node, synchronously in k6, and step by step in a debugger.
 */
export type Journey<Result = void> = Generator<Step, Result, Outcome>

/** Request envelope (交易报文头), the names of the wire. */
export interface RequestEnvelope {
  readonly infno: string
  /** Sender's message id: fixmedins_code(12) + yyyyMMddHHmmss(14) + sequence(4). */
  readonly msgid: string
  /** Place of care; spelt without the second d on the wire. */
  readonly mdtrtarea_admvs: string
  readonly insuplc_admdvs: string
  readonly recer_sys_code: string
  readonly dev_no: string
  readonly dev_safe_info: string
  readonly cainfo: string
  readonly signtype: string
  readonly infver: string
  readonly opter_type: string
  readonly opter: string
  readonly opter_name: string
  /** yyyy-MM-dd HH:mm:ss, Beijing time. */
  readonly inf_time: string
  readonly fixmedins_code: string
  readonly fixmedins_name: string
  readonly sign_no: string
  readonly input: Readonly<Record<string, unknown>>
}

/** Response envelope. Success if and only if `Number(infcode) === 0`. */
export interface ResponseEnvelope {
  readonly infcode: number | string
  /** Receiver admdvs(6) + yyyyMMddHHmmss(14) + serial(10). */
  readonly inf_refmsgid: string | null
  readonly refmsg_time: string | null
  readonly respond_time: string | null
  readonly err_msg: string | null
  readonly output: Readonly<Record<string, unknown>> | null
}

/**
 * True when the platform accepted the message; both 0 and "0" occur in real answers. Null and ''
 * would also count as 0, so only a digit is believed.
 */
export function accepted(response: ResponseEnvelope): boolean {
  return /^\s*0+\s*$/.test(String(response.infcode))
}
