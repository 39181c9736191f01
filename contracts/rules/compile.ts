/**
 * Rules as JSON Schema. What the standard can say is said in its keywords, so that any validator
 * enforces it; the rest is said in keywords of ours, which others read as remarks. A rule that only
 * warns stands under `x-warn`, because to a plain validator there is no such thing as a warning.
 */
import { allRules } from './rules.ts'
import type { ConditionRule, Demand } from './rules.ts'

type Schema = Readonly<Record<string, unknown>>

/** Where rules are looked for. */
export interface RulePlace {
  readonly infno: string
  readonly direction: 'input' | 'output'
  readonly node: string
}

const EMPTY: Schema = {}

/** What the rules of a place add to a whole node; nothing when none applies. */
export function nodeRules(place: RulePlace, fields: readonly string[]): Schema {
  return byWeight(rulesAt(place)
    .filter((rule) => rule.when !== undefined || 'notBefore' in rule.must)
    .filter((rule) => namesOf(rule).every((name) => fields.includes(name)))
    .map((rule) => [rule, conditional(rule)]))
}

/**
 * What the rules of a place that hold always add to one field: keywords of the field itself, with
 * `x-rules` to say which rule each belongs to, because that compiles in a third of the time.
 */
export function fieldRules(place: RulePlace, field: string, type: unknown): Schema {
  const rules = rulesAt(place)
    .filter((rule) => rule.when === undefined && !('notBefore' in rule.must))
    .filter((rule) => fieldsOf(rule).includes(field))
  const ofText = rules.filter((rule) => 'extension' in rule.must)
  const others = rules.filter((rule) => !ofText.includes(rule))
  // Text that may be a number has a pattern of its own when the schemas are exported.
  const single = others.length === 1 && !isText(type) ? others[0] : undefined
  if (single?.severity === 'violation') return named(single.id, always(single.must, type))
  return {
    ...extensionRules(ofText),
    ...byWeight(others.map((rule) => [rule, { 'x-rule': rule.id, ...always(rule.must, type) }])),
  }
}

/** What the rules of a place add to a list of rows. */
export function listRules(place: RulePlace, fields: readonly string[]): Schema {
  return byWeight(rulesAt(place)
    .filter((rule) => fieldsOf(rule).length === 0 && fields.includes(rowFieldOf(rule.must)))
    .map((rule) => [rule, { 'x-rule': rule.id, ...ofRows(rule.must) }]))
}

function named(id: string, keywords: Schema): Schema {
  const names = Object.keys(keywords).map((keyword) => [keyword, id] as const)
  return { ...keywords, 'x-rules': Object.fromEntries(names) }
}

/** All that is asked of `exp_content`, so that its text is parsed once. */
function extensionRules(rules: readonly ConditionRule[]): Schema {
  const aspects = rules.flatMap(({ id, must }): [string, string][] =>
    'extension' in must ? [[must.extension, id]] : [])
  const anObject = aspects.find(([aspect]) => aspect === 'object')?.[1]
  if (anObject === undefined) return EMPTY
  const plain = named(anObject, { pattern: '^\\s*(\\{[\\s\\S]*\\}\\s*)?$' })
  return { ...plain, 'x-extension': Object.fromEntries(aspects) }
}

function isText(type: unknown): boolean {
  return [type].flat().includes('string')
}

/** The fields that a rule speaks of; none when it speaks of the rows of a list. */
export function fieldsOf(rule: ConditionRule): readonly string[] {
  return rule.fields ?? (rule.field === undefined ? [] : [rule.field])
}

function rulesAt({ infno, direction, node }: RulePlace): ConditionRule[] {
  return allRules().filter((rule) => rule.direction === direction
    && (rule.on.includes(infno) || (rule.on.includes('*') && infno !== 'envelope'))
    && (rule.nodes.includes('*') || rule.nodes.includes(node)))
}

function byWeight(parts: readonly (readonly [ConditionRule, Schema])[]): Schema {
  const heavy = parts.filter(([rule]) => rule.severity === 'violation').map(([, part]) => part)
  const light = parts.filter(([rule]) => rule.severity === 'warning').map(([, part]) => part)
  if (heavy.length + light.length === 0) return EMPTY
  return {
    ...(heavy.length === 0 ? {} : { allOf: heavy }),
    ...(light.length === 0 ? {} : { 'x-warn': light }),
  }
}

function namesOf(rule: ConditionRule): string[] {
  const other = 'notBefore' in rule.must ? [rule.must.notBefore] : []
  return [...Object.keys(rule.when ?? {}), ...fieldsOf(rule), ...other]
}

function conditional(rule: ConditionRule): Schema {
  const [field = ''] = fieldsOf(rule)
  if ('notBefore' in rule.must) {
    return { 'x-rule': rule.id, 'x-ordered': [rule.must.notBefore, field] }
  }
  const when = Object.entries(rule.when ?? {})
  return {
    'x-rule': rule.id,
    ...implies({
      required: when.map(([name]) => name),
      properties: Object.fromEntries(when.map(([name, demand]) => [name, typed(demand)])),
    }, {
      ...('filled' in rule.must || 'key' in rule.must ? { required: [field] } : {}),
      properties: { [field]: orNothing(rule.must) },
    }),
  }
}

function implies(condition: Schema, consequence: Schema): Schema {
  const keywords = ['if', 'then']
  return Object.fromEntries([condition, consequence].map((one, at) => [keywords[at], one]))
}

/** A demand on a value of which nothing is known yet. */
function typed(demand: Demand): Schema {
  if ('in' in demand && !('key' in demand)) return { enum: demand.in }
  if ('names' in demand) return namesSomewhere(demand.names)
  if ('sign' in demand) {
    return { type: ['number', 'string'], ...signOf(demand.sign, true) }
  }
  return { type: 'string', ...always(demand, 'string') }
}

/** A form is asked only of what is sent; that it must be sent is another demand. */
function orNothing(demand: Demand): Schema {
  return 'matches' in demand ? { ...typed(demand), type: ['string', 'null'] } : typed(demand)
}

/** A demand on a value whose type the table has said already. */
function always(demand: Demand, type: unknown): Schema {
  if ('filled' in demand) return { minLength: 1 }
  if ('matches' in demand) return { pattern: demand.matches }
  if ('key' in demand) return { pattern: `"${demand.key}"\\s*:\\s*"(${demand.in.join('|')})"` }
  if ('sign' in demand) return signOf(demand.sign, isText(type))
  throw new TypeError(`no field can be held to ${Object.keys(demand).join(', ')}`)
}

/** Numbers may be sent as text, so a sign is asked of both. */
function signOf(sign: string, text: boolean): Schema {
  switch (sign) {
    case '> 0': return { exclusiveMinimum: 0, ...(text ? { pattern: '^[^-]*[1-9]' } : {}) }
    case '>= 0': return { minimum: 0, ...(text ? { pattern: '^(?!-.*[1-9])' } : {}) }
    case '< 0': return { exclusiveMaximum: 0, ...(text ? { pattern: '^-.*[1-9]' } : {}) }
    case '<= 0': return { maximum: 0, ...(text ? { pattern: '^(-|[^1-9]*$)' } : {}) }
    default: return { not: { const: 0 }, ...(text ? { pattern: '[1-9]' } : {}) }
  }
}

/** An object of nodes, one of which (or a row of which) has this field filled. */
function namesSomewhere(field: string): Schema {
  const row = {
    type: 'object',
    required: [field],
    properties: { [field]: { type: 'string', minLength: 1 } },
  }
  const node = { anyOf: [row, { type: 'array', contains: row }] }
  return { type: 'object', not: { additionalProperties: { not: node } } }
}

function rowFieldOf(demand: Demand): string {
  if ('unique' in demand) return demand.unique
  return 'once' in demand ? Object.keys(demand.once)[0] ?? '' : ''
}

/** Rows whose mark is missing or unreadable are told by the table; the count then says nothing. */
function ofRows(demand: Demand): Schema {
  if ('unique' in demand) return { 'x-unique': demand.unique }
  if (!('once' in demand)) return EMPTY
  const marks = Object.entries(demand.once)
  const row = (of: (value: string) => Schema): Schema => ({
    type: 'object',
    required: marks.map(([name]) => name),
    properties: Object.fromEntries(marks.map(([name, value]) => [name, of(value)])),
  })
  return implies(
    { items: row(() => ({ type: 'string', pattern: '^[01]$' })) },
    { contains: row((value) => ({ const: value })), minContains: 1, maxContains: 1 },
  )
}
