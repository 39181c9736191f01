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
  /** Whom it binds; a pharmacy is a hospital here, and `platform` is what the hospital talks to. */
  readonly party: readonly Party[]
  /** Policy regimes (R-…) or interface editions that it belongs to; none means all of them. */
  readonly regimes: readonly string[]
  /** Why no check proves it; '' as soon as one does. */
  readonly reason: string
  /** What else has to be known: a part without a source, a figure, the identity (E1 to E19). */
  readonly note: string
}

export type Party =
  | 'hospital' | 'platform' | 'place-of-care' | 'insured-place' | 'national' | 'agency'
  | 'terminal' | 'harness'

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
      party: wordsOf(row['party']) as Party[],
      regimes: wordsOf(row['regime']),
      reason: row['reason'] ?? '',
      note: row['note'] ?? '',
    }
    return [id, requirement]
  }))
}

function wordsOf(cell = ''): string[] {
  return cell.split(' ').filter((word) => word !== '')
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
