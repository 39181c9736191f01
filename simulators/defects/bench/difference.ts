/** What a defect changed, in words, for the defects' tests. */
import { createHospital } from '../../hospital/hospital.ts'
import type { HospitalOptions } from '../../hospital/hospital.ts'
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import { cannedPlatform, messageOf } from './canned-platform.ts'
import { DAY_END } from './visits.ts'
import type { Scenario } from './visits.ts'

/** What one hospital sent and booked in a scenario. */
export interface Trace {
  readonly messages: readonly RequestEnvelope[]
  readonly bytes: number
  readonly rows: readonly object[]
}

/** Performs a scenario and its day end in a new hospital against fixed answers. */
export async function trace(
  { sheets, lost }: Scenario,
  plan: Omit<HospitalOptions, 'exchange'>,
  plant: (options: HospitalOptions) => HospitalOptions = (options) => options,
): Promise<Trace> {
  const platform = cannedPlatform(lost)
  const hospital = createHospital(plant({ ...plan, exchange: platform.handler }))
  for (const sheet of [...sheets, DAY_END]) await hospital.perform(sheet)
  return {
    messages: platform.bodies.map(messageOf),
    bytes: platform.bodies.filter((body) => typeof body !== 'string').length,
    rows: hospital.books(),
  }
}

/**
 * One line for each thing that differs: `2207 /input/data/pric` for a value, `-2206` and `+2304`
 * for a message left out or added, `books fundFen` for the hospital's own rows, `bytes`.
 */
export function difference(sound: Trace, other: Trace): string[] {
  const found = new Set<string>()
  const [before, after] = [sound.messages.map(numberOf), other.messages.map(numberOf)]
  if (before.join() === after.join()) {
    for (const [at, message] of sound.messages.entries()) {
      for (const pointer of pointers(message, other.messages[at])) {
        found.add(`${message.infno} ${pointer}`)
      }
    }
  } else {
    for (const infno of excess(before, after)) found.add(`-${infno}`)
    for (const infno of excess(after, before)) found.add(`+${infno}`)
  }
  if (sound.rows.length !== other.rows.length) {
    found.add(`books ${sound.rows.length} → ${other.rows.length} rows`)
  } else if (before.join() === after.join()) {
    for (const pointer of pointers(sound.rows, other.rows)) found.add(`books ${pointer.slice(1)}`)
  }
  if (sound.bytes !== other.bytes) found.add('bytes')
  return [...found]
}

function numberOf({ infno }: RequestEnvelope): string {
  return infno
}

/** What a list has more often than another, once for each time. */
function excess(list: readonly string[], than: readonly string[]): string[] {
  const left = [...than]
  return list.filter((one) => {
    const at = left.indexOf(one)
    if (at !== -1) left.splice(at, 1)
    return at === -1
  })
}

/** Places where two values differ; the number of a row is left out. */
function pointers(one: unknown, other: unknown, at = ''): string[] {
  if (one === other) return []
  if (!isTree(one) || !isTree(other)) return [at]
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...names].flatMap((name) =>
    pointers(one[name], other[name], Array.isArray(one) ? at : `${at}/${name}`),
  )
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
