/** A network that loses what the fault plan says it loses, and nothing else. */
import { NoAnswer } from '../contracts/exchange.ts'
import type { Handler, WireRequest, WireResponse } from '../contracts/exchange.ts'
import type { Fault } from '../contracts/case.ts'

/** The sender gets no answer. `response` is what the party said, null when it never heard. */
export class Lost extends NoAnswer {
  readonly fault: Fault['kind']
  readonly response: WireResponse | null

  constructor(fault: Fault['kind'], response: WireResponse | null) {
    super(`planted fault: ${fault}`)
    this.fault = fault
    this.response = response
  }
}

/** Applies a fault to the requests for which `faultFor` names one. */
export function faulty(
  handler: Handler,
  faultFor: (request: WireRequest) => Fault['kind'] | undefined,
): Handler {
  return async (request) => {
    const fault = faultFor(request)
    if (fault === undefined) return handler(request)
    if (fault === 'lost-before-commit') throw new Lost(fault, null)
    throw new Lost(fault, await handler(request))
  }
}

/** Counts messages by case and transaction, and says when a planned fault is due. */
export function faultPlan(
  faultsOf: (caseName: string) => readonly Fault[],
  seenAs: (request: WireRequest) => { readonly case: string; readonly infno: string },
): (request: WireRequest) => Fault['kind'] | undefined {
  const counts = new Map<string, number>()
  return (request) => {
    const seen = seenAs(request)
    const key = `${seen.case}\n${seen.infno}`
    const nth = (counts.get(key) ?? 0) + 1
    counts.set(key, nth)
    return faultsOf(seen.case).find((fault) => fault.infno === seen.infno && fault.nth === nth)
      ?.kind
  }
}
