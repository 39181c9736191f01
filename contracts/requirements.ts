/** Requirement rows: what a party has to fulfil, and on whose authority. */
import { readTable } from './tsv.ts'

export interface Requirement {
  /** RULE-… from the policy rules, IF-… from the interface. */
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  /** Official title of the document. */
  readonly source: string
  readonly clause: string
  readonly level: 'mandatory' | 'conditional' | 'advisory'
  /** Only a sourced row may fail a third party; design and unsourced ones are ours. */
  readonly weight: 'sourced' | 'design' | 'unsourced'
  readonly party: 'hospital' | 'platform' | 'both'
}

let loaded: ReadonlyMap<string, Requirement> | undefined

function load(): ReadonlyMap<string, Requirement> {
  return new Map(readTable('requirements.tsv').map((row) => {
    const { id = '', title_zh: zh = '', title_en: en = '', source = '', clause = '' } = row
    const requirement: Requirement = {
      id,
      title: { zh, en },
      source,
      clause,
      level: row['level'] as Requirement['level'],
      weight: row['weight'] as Requirement['weight'],
      party: row['party'] as Requirement['party'],
    }
    return [id, requirement]
  }))
}

/** One requirement row, or undefined when there is no such id. */
export function requirementOf(id: string): Requirement | undefined {
  loaded ??= load()
  return loaded.get(id)
}

/** Every requirement row, rules first, then the interface. */
export function allRequirements(): readonly Requirement[] {
  loaded ??= load()
  return [...loaded.values()]
}
