/** `plan.json`: what a k6 process is told before it starts. Portable. */
import type { Sender } from '../contracts/envelope.ts'

/** One institution that has signed in (9001) and may therefore speak. */
export interface Seat {
  readonly sender: Sender
  readonly signNo: string
}

export interface LoadPlan {
  readonly schema: 'liantiao/load-plan/1'
  /** Base address without a path, e.g. `http://127.0.0.1:8080`. */
  readonly target: string
  /** JSON lines, one `CaseSheet` each; every sheet is played once, so every person is new. */
  readonly casesPath: string
  readonly summaryPath: string
  /** A sheet is played from the seat that has its `fixmedins_code`. */
  readonly seats: readonly Seat[]
  /** Most VUs the run may use; each of them owns its own part of the message numbers. */
  readonly maxVUs: number
  /**
   * Seconds to add to the machine's clock so that `inf_time` follows the business time of the
   * platform, whose clock may be virtual. 0 for a platform that lives in the present.
   */
  readonly clockOffsetSeconds: number
  /** Options for k6 as `profiles.ts` makes them. */
  readonly options: Readonly<Record<string, unknown>>
}
