/** The one helper of all journeys: send a step, insist on acceptance, return the output. */
import { accepted } from '../../contracts/exchange.ts'
import type { Journey, Step } from '../../contracts/exchange.ts'

/** The journey cannot go on: the platform refused a message, or its outcome stayed unknown. */
export class JourneyStopped extends Error {
  override readonly name = 'JourneyStopped'
  readonly infno: string

  constructor(infno: string, reason: string) {
    super(`${infno}: ${reason}`)
    this.infno = infno
  }
}

/**
 * Yields the step and returns the `output` of its answer, typed by the caller.
 * @throws JourneyStopped when the platform refuses or no answer came.
 */
export function* ask<Output>(step: Step): Journey<Output> {
  const outcome = yield step
  if (outcome.kind === 'unknown') throw new JourneyStopped(step.infno, outcome.reason)
  const { response } = outcome
  if (!accepted(response)) {
    throw new JourneyStopped(step.infno, response.err_msg ?? 'refused without a reason')
  }
  return (response.output ?? {}) as Output
}
