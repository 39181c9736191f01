/**
 * The text that the mobile channel signs. It is made from the values, not from the JSON text:
 * names sorted, empty values dropped, every leaf a string, so that both ends may write their JSON
 * as they like.
 */

/** Members that are never signed. */
const UNSIGNED = new Set(['signData', 'encData', 'extra'])

/** A number is kept as it was written, so that 1.50 stays 1.50. */
type Value = string | boolean | null | { readonly [name: string]: Value } | readonly Value[]

/** `a=1&b=2&key=SECRET`. @param body a JSON object with `data` in plain */
export function signTextOf(body: string, secret: string): string {
  const entries = Object.entries(parsed(body) as Readonly<Record<string, Value>>)
    .filter(([name, value]) => !UNSIGNED.has(name) && !isEmpty(value))
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${leafText(value) ?? canonical(value)}&`)
  const fold = (text: string) => text.toUpperCase().toLowerCase()
  entries.sort((left, right) => compare(fold(left), fold(right)))
  return `${entries.join('')}key=${secret}`
}

function canonical(value: Value): string {
  const leaf = leafText(value)
  if (leaf !== undefined) return JSON.stringify(leaf)
  if (Array.isArray(value)) {
    return `[${value.filter((item: Value) => !isEmpty(item)).map(canonical).join(',')}]`
  }
  const members = Object.entries(value as Readonly<Record<string, Value>>)
    .filter(([, member]) => !isEmpty(member))
    .toSorted(([left], [right]) => compare(left, right))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}

function leafText(value: Value): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'boolean' ? String(value) : undefined
}

function isEmpty(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

type Reviver = (name: string, value: unknown, context: { readonly source?: string }) => unknown

function parsed(text: string): Value {
  const keepNumbers: Reviver = (_name, value, context) =>
    typeof value === 'number' ? (context.source ?? String(value)) : value
  return JSON.parse(text, keepNumbers as (name: string, value: unknown) => unknown) as Value
}
