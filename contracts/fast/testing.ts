/** Changes for tests: every place of a message, and values that try whoever judges it. */
import fc from 'fast-check'
import type { SchemaNode } from '../violation.ts'

/** One change: in the object or list at `path`, this name is set, or removed. */
interface Change {
  readonly path: readonly string[]
  readonly name: string
  readonly value: unknown
}

const TEXTS = [
  '', ' ', 'null', 'NULL', 'Null', 'nul1', 'x', '测', '\ud800', '1', '0', '-1', '-0', '.5', '1.',
  '+1', '1e2', '007.50', '12.345', '118.50', '99999999999999.99', '12345678901234567890', '２',
  '2026-03-02', '2026-02-29', '2024-02-29', '2026-13-01', '2026-3-2', '0000-01-01',
  '2026-03-02 23:59:59', '2026-03-02 24:00:00', '2026-03-02T08:00:00', '2026-03-02 08:00:00 ',
  '{}', '{"TRUM_FLAG":"1"}', '{"TRUM_FLAG":1}', '{"IPT_TYPE" : "2", "local":"x"}', '{"TRUM_FLAG"',
  '{"TRUM_FLAG":"0","REL_TTP_FLAG":"1"}', '{"trum_flag":"0"}', '{"TRUM_FLAG":\u00a0"0"}',
]
const NUMBERS = [
  0, -0, 1, -1, 0.01, -0.01, 118.5, 0.1 + 0.2, 1.005, 1.0000000000000002, 1e-6, 1e-7, 1e15, 1e21,
  99999999999999.98, 1e14, 999999999.123456, 12345678901234.56, 2 ** 53, 5e-324, Infinity, NaN,
]
const PLAIN = { enumerable: true, writable: true, configurable: true }
const OTHERS = [null, true, false, [], {}, [{}], [null], [[]], { a: 1 }, undefined]

/** Values that the schema of a place was made for, or that just miss it. */
function likelyFor(schema: SchemaNode): fc.Arbitrary<unknown> {
  const codes = schema['enum'] as readonly unknown[] | undefined ?? []
  const { maxLength = 4 } = schema
  if (codes.length > 0) return fc.constantFrom(...codes, '9', '1')
  if (schema['x-decimal'] !== undefined) {
    const cents = fc.integer({ min: -(10 ** 4), max: 10 ** 9 })
    const isText = [schema.type].flat().includes('string')
    return fc.oneof(
      cents.map((value) => value / 100),
      fc.double(),
      isText ? cents.map((value) => (value / 100).toFixed(2)) : fc.constantFrom(...NUMBERS),
    )
  }
  if (schema['x-date'] !== undefined) {
    const day = fc.integer({ min: 10, max: 33 }).map((value) => `2026-02-${value}`)
    return fc.oneof(day, day.map((value) => `${value} 08:30:00`))
  }
  return fc.oneof(
    fc.string({ maxLength }),
    fc.constantFrom('长'.repeat(maxLength), '长'.repeat(maxLength + 1), '𠮷'.repeat(maxLength),
      '𠮷'.repeat(Math.ceil(maxLength / 2)), 'null'.padEnd(maxLength, 'x')),
  )
}

function valuesFor(schema: SchemaNode): fc.Arbitrary<unknown> {
  return fc.oneof(
    { arbitrary: likelyFor(schema), weight: 5 },
    { arbitrary: fc.constantFrom(...TEXTS), weight: 2 },
    { arbitrary: fc.constantFrom(...NUMBERS), weight: 1 },
    { arbitrary: fc.constantFrom(...OTHERS), weight: 1 },
  )
}

/** Every place of a message with values to try there, and names that are not known beside it. */
function places(
  schema: SchemaNode,
  message: unknown,
  path: readonly string[],
): fc.Arbitrary<Change>[] {
  if (typeof message !== 'object' || message === null) return []
  const own = Object.entries(message).flatMap(([name, value]) => {
    const inside = schema.items ?? schema.properties?.[name] ?? {}
    const change = valuesFor(inside).map((wanted) => ({ path, name, value: wanted }))
    return [change, ...places(inside, value, [...path, name])]
  })
  const strange = fc.constantFrom('colour', 'CERTNO', '__proto__', 'constructor', '1', '')
    .map((name) => ({ path, name, value: name }))
  return [...own, strange]
}

/** The message with one to three changes; `text` is the message before them. */
export function changedMessages(schema: SchemaNode, text: string): fc.Arbitrary<unknown> {
  const change = fc.oneof(...places(schema, JSON.parse(text), []))
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const message: unknown = JSON.parse(text)
    for (const one of changes) apply(message, one)
    return message
  })
}

function apply(message: unknown, { path, name, value }: Change): void {
  const box = path.reduce<unknown>((inside, part) =>
    (inside as Record<string, unknown> | null | undefined)?.[part], message)
  if (typeof box !== 'object' || box === null) return
  if (value === undefined) delete (box as Record<string, unknown>)[name]
  // Assigned, `__proto__` would not become a name of the message, as JSON.parse makes it one.
  else Object.defineProperty(box, name, { ...PLAIN, value })
}
