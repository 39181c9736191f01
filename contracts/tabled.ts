/** Leaves of an answer what the field tables have: what we send is strictly right. */
import { existsSync, readFileSync } from 'node:fs'

interface Node {
  readonly properties?: Readonly<Record<string, Node>>
  readonly items?: Node
}

/**
 * Fields that are answered although the national table has another name for them, because senders
 * of other editions read this one.
 */
const BESIDES: Readonly<Record<string, readonly string[]>> = { '2208': ['psn_cash_pay'] }

const schemas = new Map<string, Node | undefined>()

/** The output without fields that the transaction's table does not have. */
export function tabledOnly(
  infno: string,
  output: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (!schemas.has(infno)) schemas.set(infno, load(infno))
  const schema = schemas.get(infno)
  if (schema === undefined) return output
  return prune(output, schema, BESIDES[infno] ?? []) as Record<string, unknown>
}

function load(infno: string): Node | undefined {
  const url = new URL(`generated/schemas/${infno}.json`, import.meta.url)
  if (!existsSync(url)) return undefined
  const document = JSON.parse(readFileSync(url, 'utf8')) as { $defs: { response?: Node } }
  return document.$defs.response
}

function prune(value: unknown, schema: Node, besides: readonly string[]): unknown {
  if (Array.isArray(value)) {
    const { items } = schema
    return items === undefined ? value : value.map((one) => prune(one, items, besides))
  }
  const { properties } = schema
  if (typeof value !== 'object' || value === null || properties === undefined) return value
  const kept: Record<string, unknown> = {}
  for (const [name, inside] of Object.entries(value)) {
    const known = properties[name]
    if (known !== undefined) kept[name] = prune(inside, known, besides)
    else if (besides.includes(name)) kept[name] = inside
  }
  return kept
}
