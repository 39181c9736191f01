/** Is a whole message right at a glance? The envelope, and what it carries. */
import { wiringOf } from '../editions/wiring.ts'
import { contractOf, editionNamed } from './contract-of.ts'
import type { Contract, Side } from './contract-of.ts'
import type { Accept } from './program.ts'

type Message = Readonly<Record<string, unknown>>

/** By side, edition and number: nested, because to join texts costs as much as to read a row. */
const glances: Readonly<Record<Side, Map<string, Map<string, Accept>>>> = {
  request: new Map(),
  response: new Map(),
}

/**
 * True only when the message has neither violation nor warning; false is doubt, not a verdict.
 * @param infno the transaction that the message is meant to be, or that was asked
 * @throws UnknownEdition
 */
export function rightAtAGlance(
  infno: string,
  message: unknown,
  side: Side,
  edition: string,
): boolean {
  const accept = glances[side].get(edition)?.get(infno) ?? prepared(infno, side, edition)
  return accept?.(message) ?? false
}

/** Undefined, and not kept, when the number cannot be called: there is something to say then. */
function prepared(infno: string, side: Side, edition: string): Accept | undefined {
  if (wiringOf(infno, editionNamed(edition)).status !== 'wired') return undefined
  const envelope = contractOf('envelope', side, edition)
  if (envelope === undefined) return undefined
  const body = contractOf(infno, side, edition)
  const accept = side === 'request'
    ? requestAccept(infno, envelope, body)
    : responseAccept(envelope, body)
  const ofEdition = glances[side].get(edition) ?? new Map<string, Accept>()
  glances[side].set(edition, ofEdition.set(infno, accept))
  return accept
}

function requestAccept(infno: string, envelope: Contract, body: Contract | undefined): Accept {
  return (message) => envelope.accept(message)
    && (message as Message)['infno'] === infno
    && (body === undefined || body.accept((message as Message)['input']))
}

/** Output is looked at only when the platform accepted, and text is ciphertext. */
function responseAccept(envelope: Contract, body: Contract | undefined): Accept {
  const required = body?.schema['required'] as readonly string[] | undefined ?? []
  return (message) => {
    if (!envelope.accept(message)) return false
    if (body === undefined || Number((message as Message)['infcode']) !== 0) return true
    const output = (message as Message)['output'] ?? null
    if (output === null) return required.length === 0
    return typeof output === 'string' || body.accept(output)
  }
}
