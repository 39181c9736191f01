/** Keywords about lists of rows. */
import type { SchemaNode } from '../violation.ts'
import { parts } from './part.ts'
import type { Keywords, Part, Place } from './part.ts'

/** Every row, in a function of its own. */
function itemsPart(items: SchemaNode, { program, partOf, value }: Place): Part {
  const row = partOf(items, 'row')
  const name = program.define('rows', [
    'for (let at = 0; at < rows.length; at += 1) {',
    '  const row = rows[at]',
    `  if (!(${row.code})) return false`,
    '}',
    'return true',
  ].join('\n'))
  return { code: `${name}(${value})`, exact: row.exact }
}

/** How many rows are like this; between one and any number unless the schema says otherwise. */
function containsPart(like: SchemaNode, { program, partOf, schema, value }: Place): Part {
  const row = partOf(like, 'row', false)
  if (!row.exact) return parts.doubt
  const { minContains = 1, maxContains = Infinity } = schema as Readonly<Record<string, number>>
  const name = program.define('rows', [
    'let count = 0',
    'for (let at = 0; at < rows.length; at += 1) {',
    '  const row = rows[at]',
    `  if (${row.code}) count += 1`,
    '}',
    `return count >= ${minContains} && count <= ${maxContains}`,
  ].join('\n'))
  return parts.exactly(`${name}(${value})`)
}

export const listKeywords: Keywords = {
  items: { array: itemsPart },
  minItems: { array: (least: number, { value }) => parts.exactly(`${value}.length >= ${least}`) },
  maxItems: { array: (most: number, { value }) => parts.exactly(`${value}.length <= ${most}`) },
  contains: { array: containsPart },
  'x-unique': {
    array: (field: string, { value }) =>
      parts.surely(`isUnique(${value}, ${JSON.stringify(field)})`),
  },
}
