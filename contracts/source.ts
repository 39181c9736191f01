/** Everything that an export, a page or a comparison is made of, as one edition has it. */
import { allDictionaries } from './build/code-lists.ts'
import type { CodeList } from './build/code-lists.ts'
import { contractsOf } from './build/contract.ts'
import type { Contract } from './build/contract.ts'
import { portablePair } from './build/portable.ts'
import type { Pair } from './build/portable.ts'
import { editionContract, editionEnvelope } from './editions/contract.ts'
import { changedLists } from './editions/schema.ts'
import { pathOf, wiringOf } from './editions/wiring.ts'
import { editionOf } from './editions.ts'
import type { Edition } from './edition.ts'
import { CALL_SERVICE_PATH } from './envelope.ts'
import { servicePath } from './build/service-paths.ts'

export interface Source {
  /** Name of the edition, e.g. `national` or `guangdong`. */
  readonly edition: string
  readonly title: string
  /** Transactions that can be called in this edition. */
  readonly contracts: readonly Contract[]
  /** The envelope in plain JSON Schema. */
  readonly envelope: Pair
  readonly dictionaries: readonly CodeList[]
  /** Where requests are posted. */
  readonly layout: Layout
}

export interface Layout {
  /** Path that carries every transaction; undefined where each has its own. */
  readonly entry: string | undefined
  /** Path of one transaction; made up of its number where nobody knows it. */
  readonly pathOf: (infno: string) => string
}

function layoutOf(edition: Edition): Layout {
  const made = (infno: string): string => `/fsi/api/transactions/${infno}`
  const printed = (infno: string): string => servicePath(infno) ?? made(infno)
  switch (edition.paths?.layout) {
    case 'infno-in-path':
    case 'per-transaction':
      return { entry: undefined, pathOf: (infno) => pathOf(infno, edition) ?? made(infno) }
    case 'single': return { entry: edition.paths.path, pathOf: printed }
    case 'fixed': return { entry: '/', pathOf: printed }
    case undefined: return { entry: CALL_SERVICE_PATH, pathOf: printed }
  }
}

function dictionariesOf(edition: Edition): readonly CodeList[] {
  if (edition.edition === 'national') return allDictionaries()
  const changed = changedLists(edition)
  return allDictionaries().map((list) => {
    const codes = changed.get(list.dictionary)
    if (codes === undefined) return list
    const known = new Map(list.codes.map((one) => [one.code, one]))
    return {
      ...list,
      codes: [...codes].map(([code, meaning]) => {
        const before = known.get(code)
        return before?.meaning === meaning ? before : { code, meaning, addedBy: edition.edition }
      }),
    }
  })
}

/** The interface of an edition. Throws what `editionOf` throws for a name that is none. */
export function sourceOf(name: string): Source {
  const edition = editionOf(name)
  const contracts = contractsOf()
    .filter(({ infno }) => wiringOf(infno, edition).status === 'wired')
    .map((one) => editionContract(one.infno, edition) ?? one)
  const envelope = portablePair(editionEnvelope(edition)['$defs'])
  const { title } = edition
  const [dictionaries, layout] = [dictionariesOf(edition), layoutOf(edition)]
  return { edition: name, title, contracts, envelope, dictionaries, layout }
}
