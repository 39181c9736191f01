/** Code lists of the interface, with the codes that the national edition adds. */
import { nationalEdition } from './edition.ts'
import { readTable } from './tsv.ts'

let loaded: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined

function load(): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const all = new Map<string, Map<string, string>>()
  for (const row of readTable('tables/dictionaries.tsv')) {
    const { dictionary = '', code = '', meaning = '' } = row
    if (code === '') all.set(dictionary, new Map())
    else all.get(dictionary)?.set(code, meaning)
  }
  for (const { dictionary, add } of nationalEdition().dictionaries) {
    for (const [code, meaning] of Object.entries(add)) all.get(dictionary)?.set(code, meaning)
  }
  return all
}

/** Code and meaning of every entry of a dictionary; empty when there is no such dictionary. */
export function codesOf(dictionary: string): ReadonlyMap<string, string> {
  loaded ??= load()
  return loaded.get(dictionary) ?? new Map()
}

/** Meaning of a code, e.g. `meaningOf('insutype', '310')` is 职工基本医疗保险. */
export function meaningOf(dictionary: string, code: string): string | undefined {
  return codesOf(dictionary).get(code)
}
