/** Dictionaries as a reader wants them: title, remark, and every code with its origin. */
import { nationalEdition } from '../edition.ts'
import { readTable } from '../tsv.ts'

export interface CodeList {
  readonly dictionary: string
  readonly title: string
  /** Name on the wire where that is another; '' otherwise. */
  readonly key: string
  readonly note: string
  readonly codes: readonly {
    readonly code: string
    readonly meaning: string
    /** Edition that adds the code; '' when the printed list has it. */
    readonly addedBy: string
  }[]
}

interface Growing extends CodeList {
  readonly codes: { code: string; meaning: string; addedBy: string }[]
}

let loaded: ReadonlyMap<string, CodeList> | undefined

function load(): ReadonlyMap<string, CodeList> {
  const all = new Map<string, Growing>()
  for (const row of readTable('tables/dictionaries.tsv')) {
    const { dictionary = '', title = '', code = '', meaning = '', key = '', note = '' } = row
    if (code === '') all.set(dictionary, { dictionary, title, key, note, codes: [] })
    else all.get(dictionary)?.codes.push({ code, meaning, addedBy: '' })
  }
  for (const { dictionary, add } of nationalEdition().dictionaries) {
    for (const [code, meaning] of Object.entries(add)) {
      all.get(dictionary)?.codes.push({ code, meaning, addedBy: 'national' })
    }
  }
  return all
}

/** Every dictionary of the interface, in the order of the tables. */
export function allDictionaries(): readonly CodeList[] {
  loaded ??= load()
  return [...loaded.values()]
}

/** One dictionary; an empty one when nobody has printed it. */
export function dictionaryOf(dictionary: string): CodeList {
  loaded ??= load()
  return loaded.get(dictionary) ?? { dictionary, title: '', key: '', note: '', codes: [] }
}
