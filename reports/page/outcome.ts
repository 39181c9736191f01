/** What became of an exchange, as the sender saw it. */
import type { RecordedExchange } from '../../contracts/transcript.ts'
import type { TextKey } from './texts.ts'

export interface MessageOutcome {
  readonly key: 'accepted' | 'rejected' | 'unreadable' | 'lostRequest' | 'lostAnswer'
  /** The platform's own words when it refused, else ''. */
  readonly reason: string
}

/** Reads the answer: success if and only if it is HTTP 200 with a numeric `infcode` of 0. */
export function outcomeOf(exchange: RecordedExchange): MessageOutcome {
  const { response } = exchange
  if (response === null) return { key: 'lostRequest', reason: '' }
  if (!exchange.delivered) return { key: 'lostAnswer', reason: '' }
  const answer = 'json' in response.body ? response.body.json : null
  if (response.status !== 200 || !isRecord(answer) || !isCode(answer.infcode)) {
    return { key: 'unreadable', reason: `HTTP ${response.status}` }
  }
  if (Number(answer.infcode) === 0) return { key: 'accepted', reason: '' }
  const reason = typeof answer.err_msg === 'string' ? answer.err_msg : ''
  return { key: 'rejected', reason }
}

/** The word for the direction of a message. */
export function directionOf(hop: RecordedExchange['hop']): TextKey {
  return hop === 'institution-platform' ? 'institutionPlatform' : 'platformInsured'
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An empty or null code would become 0 by conversion and pass for success. */
function isCode(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() !== '' && Number.isFinite(Number(value))
  return typeof value === 'number'
}
