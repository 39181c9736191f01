/** Plants a defect: the same hospital, with exactly one thing changed. */
import type { Handler, Journey, RequestEnvelope } from '../../contracts/exchange.ts'
import { soundBookKeeping } from '../hospital/books.ts'
import type { BookKeeping } from '../hospital/books.ts'
import type { HospitalOptions } from '../hospital/hospital.ts'

/** A bug that real integrations have, and the requirement row that must catch it. */
export interface Defect {
  /** Words with hyphens, stable: target files and reports name it. */
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly party: 'hospital'
  readonly requirement: string
  readonly plant: Plant
}

/** What is changed; each part is optional and a defect usually has one. */
export interface Plant {
  /** The message on its way out, envelope and all; it gets a copy and returns what to send. */
  readonly message?: (envelope: RequestEnvelope) => unknown
  /** The body that leaves; bytes when it is no longer UTF-8. */
  readonly wire?: (body: string) => string | Uint8Array
  /** A visit's journey: drops, repeats or alters its steps. */
  readonly journey?: <Result>(journey: Journey<Result>, memory: Memory) => Journey<Result>
  /** Takes the place of the careful handling of lost answers. */
  readonly careful?: <Result>(journey: Journey<Result>) => Journey<Result>
  readonly bookKeeping?: Partial<BookKeeping>
}

/** What a hospital wrongly keeps from one visit to the next; empty in a new hospital. */
export type Memory = Map<string, string>

/**
 * A hospital's options with the defect planted. Call it for every new hospital, since a defect may
 * remember things. When two are planted, the one planted first changes the message last.
 */
export function defective(options: HospitalOptions, { plant }: Defect): HospitalOptions {
  const { playbook, bookKeeping = soundBookKeeping } = options
  const memory: Memory = new Map()
  const { journey } = plant
  return {
    ...options,
    exchange: altered(options.exchange, plant),
    playbook: {
      ...playbook,
      visit: journey === undefined
        ? playbook.visit
        : (sheet) => journey(playbook.visit(sheet), memory),
      careful: plant.careful ?? playbook.careful,
    },
    bookKeeping: { ...bookKeeping, ...plant.bookKeeping },
  }
}

function altered(exchange: Handler, { message, wire }: Plant): Handler {
  if (message === undefined && wire === undefined) return exchange
  return (request) => {
    // Bytes are what another defect made of the text; there is no message in them to alter.
    if (typeof request.body !== 'string') return exchange(request)
    const envelope = JSON.parse(request.body) as RequestEnvelope
    const text = message === undefined ? request.body : JSON.stringify(message(envelope))
    return exchange({ ...request, body: wire === undefined ? text : wire(text) })
  }
}
