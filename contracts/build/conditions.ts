/** Conditions between fields that a contract holds, gathered from its schema. */
import { ruleOf } from '../rules/rules.ts'
import type { ConditionRule } from '../rules/rules.ts'

function idsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const own = (value as Readonly<Record<string, unknown>>)['x-rule']
  return [...(typeof own === 'string' ? [own] : []), ...Object.values(value).flatMap(idsIn)]
}

/** The named rules that a schema asks for, each once. */
export function conditionsIn(schema: unknown): ConditionRule[] {
  return [...new Set(idsIn(schema))].flatMap((id) => ruleOf(id) ?? [])
}
