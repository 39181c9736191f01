/** The conditional rules of the interface: what a table of single fields cannot say. */
import { readFileSync } from 'node:fs'

/** What is asked of one field, or of the rows of a list. `rules.json` is written in these words. */
export type Demand =
  | { readonly in: readonly string[] }
  | { readonly filled: true }
  /** A regular expression over the whole text. */
  | { readonly matches: string }
  /** A key of `exp_content` with one of these values. */
  | { readonly key: string; readonly in: readonly string[] }
  | { readonly extension: 'object' | 'upper case' | 'codes' | 'known keys' }
  | { readonly sign: '> 0' | '>= 0' | '< 0' | '<= 0' | 'not 0' }
  /** Not before the date in another field of the same node. */
  | { readonly notBefore: string }
  /** An object whose nodes name this field, filled. */
  | { readonly names: string }
  /** Of the rows, exactly one has this value. */
  | { readonly once: Readonly<Record<string, string>> }
  /** No two rows have the same value in this field. */
  | { readonly unique: string }

/**
 * A change of a node, or of the first row of a list: fields that are set, or a copy of the row that
 * is added with these fields. `$field` stands for each field of the rule in turn.
 */
export interface Change {
  readonly set?: Readonly<Record<string, unknown>>
  readonly repeat?: Readonly<Record<string, unknown>>
}

/** One named rule. Without `when` it holds always; without a field it speaks of the list. */
export interface ConditionRule {
  readonly id: string
  /** Row of `requirements.tsv`; '' when no row speaks of it. */
  readonly requirement: string
  /** A rule whose only base is weak warns. */
  readonly severity: 'violation' | 'warning'
  readonly direction: 'input' | 'output'
  /** Transactions; `*` is every one, `envelope` the message around the input. */
  readonly on: readonly string[]
  /** `*` is every node that has the fields. */
  readonly nodes: readonly string[]
  readonly title: { readonly zh: string; readonly en: string }
  readonly expected: { readonly zh: string; readonly en: string }
  readonly when?: Readonly<Record<string, Demand>>
  readonly field?: string
  readonly fields?: readonly string[]
  readonly must: Demand
  readonly source: string
  /** A change that breaks this rule and no other, and one that just keeps it. */
  readonly breaks: Change
  readonly holds: Change
}

let loaded: ReadonlyMap<string, ConditionRule> | undefined

function load(): ReadonlyMap<string, ConditionRule> {
  const text = readFileSync(new URL('rules.json', import.meta.url), 'utf8')
  return new Map((JSON.parse(text) as ConditionRule[]).map((one) => [one.id, one]))
}

/** One rule, or undefined when there is no such id. */
export function ruleOf(id: string): ConditionRule | undefined {
  loaded ??= load()
  return loaded.get(id)
}

/** Every rule, in the order of the file. */
export function allRules(): readonly ConditionRule[] {
  loaded ??= load()
  return [...loaded.values()]
}
