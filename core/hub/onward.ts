/** The way from the hub to the next party, and back: what came of a message is told to the log. */
import type { RequestEnvelope, ResponseEnvelope } from '../../contracts/exchange.ts'
import { accepted, NoAnswer } from '../../contracts/exchange.ts'
import { Refusal } from '../refusal.ts'
import { refusalOf } from './answer.ts'
import type { HubContext } from './hub.ts'
import { recordIncident } from './incidents.ts'
import { brokenPart } from './parts.ts'
import type { RelayLog } from './relay-log.ts'

export interface Onward {
  /** Sends a message on. @throws Refusal, NoAnswer */
  forward(request: RequestEnvelope): Promise<ResponseEnvelope>
  /** Runs a work of the hub's own; a refusal of our own is logged with its code. */
  told<Result>(request: RequestEnvelope, work: () => Result): Result
}

/** The way onward of one hub. */
export function createOnward(context: HubContext, log: RelayLog): Onward {
  const told: Onward['told'] = (request, work) => {
    try {
      return work()
    } catch (reason) {
      if (reason instanceof Refusal) log.left(request, 'refused-here', reason.code)
      throw reason
    }
  }
  return {
    told,
    async forward(request) {
      const next = told(request, () => {
        const party = context.onward(request.insuplc_admdvs)
        if (party !== undefined) return party
        throw new Refusal('unconnected-area', { code: request.insuplc_admdvs })
      })
      log.sent(request)
      try {
        const response = await next(request)
        log.answered(request)
        if (!accepted(response)) {
          log.left(request, 'refused-there')
          throw refusalOf(response, context.onwardIs)
        }
        const what = brokenPart(request.infno, response.output)
        if (what === undefined) return response
        log.left(request, 'refused-here', 'parts-differ')
        await recordIncident(context, next, request, what)
        throw new Refusal('parts-differ', { what })
      } catch (reason) {
        if (reason instanceof NoAnswer) log.left(request, 'no-answer')
        throw reason
      }
    },
  }
}
