/**
 * A local agency (经办机构) between its hospitals and the platform: it passes on what it hears, byte
 * by byte and under the same message id, and writes down of each message that it came, went on and
 * was answered. It knows no business; a hospital speaks to its own agency and to nobody else.
 */
import { NoAnswer } from '../../contracts/exchange.ts'
import type {
  Handler,
  RequestEnvelope,
  ResponseEnvelope,
  WireRequest,
  WireResponse,
} from '../../contracts/exchange.ts'
import { accepted } from '../../contracts/exchange.ts'
import type { Clock } from '../clock.ts'
import { createRelayLog } from '../hub/relay-log.ts'
import type { Relayed } from '../hub/relay-log.ts'
import { refuse } from '../party.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'

export interface AgencyContext {
  readonly store: Store
  readonly clock: Clock
  /** The pooling area whose agency this is. */
  readonly area: string
  /** Whether an institution is one of this agency's own. */
  readonly serves: (fixmedinsCode: string) => boolean
  /** The next hop: what the agency itself is connected to. */
  readonly platform: Handler
}

export interface Agency {
  /** What its hospitals call. */
  readonly handler: Handler
  /** Resolves when the relay log is written to its end. */
  flush(): Promise<void>
}

/** The agency; `onFault` hears of log rows that could not be written. */
export function createAgency(context: AgencyContext, onFault: (reason: unknown) => void): Agency {
  const { store, clock, area } = context
  const log = createRelayLog(store, clock, onFault)

  const handler: Handler = async (request) => {
    const message = namesOn(request)
    log.arrived(message)
    const { fixmedins_code: code, msgid } = message
    if (code !== '' && !context.serves(code)) {
      log.left(message, 'refused-here', 'not-own-agency')
      const refused = refuse({ admdvs: area, clock }, msgid, new Refusal('not-own-agency', {
        code,
        area,
      }))
      return wire(refused)
    }
    log.sent(message)
    try {
      const response = await context.platform(request)
      log.answered(message)
      log.left(message, saysYes(response) ? 'passed' : 'refused-there')
      return response
    } catch (reason) {
      if (reason instanceof NoAnswer) log.left(message, 'no-answer')
      throw reason
    }
  }
  return { handler, flush: () => log.flush() }
}

/** What stands on a message, as far as it can be read; the platform judges the rest. */
function namesOn(request: WireRequest): Relayed & { readonly fixmedins_code: string } {
  const envelope = (parsed(request.body) ?? {}) as Partial<RequestEnvelope>
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 30) : '')
  return {
    msgid: text(envelope.msgid),
    infno: text(envelope.infno),
    mdtrtarea_admvs: text(envelope.mdtrtarea_admvs),
    insuplc_admdvs: text(envelope.insuplc_admdvs),
    fixmedins_code: text(envelope.fixmedins_code),
  }
}

function saysYes({ body }: WireResponse): boolean {
  const answer = parsed(body)
  return answer !== undefined && accepted(answer as ResponseEnvelope)
}

function parsed(body: string | Uint8Array): object | undefined {
  if (typeof body !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function wire(answer: ResponseEnvelope): WireResponse {
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(answer),
  }
}
