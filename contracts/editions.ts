/** The editions by name: each a small file in `editions/`, refused when it says what cannot be. */
import { readdirSync, readFileSync } from 'node:fs'
import { EMPTY_EDITION, nationalEdition } from './edition.ts'
import type { Edition } from './edition.ts'
import { editionFault } from './editions/check.ts'
import { entriesOf } from './editions/entries.ts'
import type { Entry } from './editions/entries.ts'

/** Nobody has written this edition. */
export class UnknownEdition extends Error {
  override readonly name = 'UnknownEdition'
}

/** An edition file is wrong; the message names file and entry. */
export class EditionError extends Error {
  override readonly name = 'EditionError'
}

/** What an entry may leave out. */
const DEFAULTS: Readonly<Record<string, Entry>> = {
  dictionaries: { add: {} },
  envelope: { set: {} },
}

const FOLDER = new URL('editions/', import.meta.url)

const loaded = new Map<string, Edition>()

/** Names of all editions, the national baseline first. */
export function editionNames(): string[] {
  const names = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .filter((name) => name !== 'national')
  return ['national', ...names.toSorted()]
}

/**
 * An edition by its name, read and checked once.
 * @throws UnknownEdition naming those that exist
 * @throws EditionError when its file is wrong
 */
export function editionOf(name: string): Edition {
  if (name === 'national') return nationalEdition()
  const known = loaded.get(name)
  if (known !== undefined) return known
  if (!editionNames().includes(name)) {
    throw new UnknownEdition(`no edition ${name}; there are: ${editionNames().join(', ')}`)
  }
  const text = readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')
  const edition = readEdition(text, `${name}.json`)
  loaded.set(name, edition)
  return edition
}

/**
 * An edition from the text of its file. Where an entry lists several transactions, nodes or
 * fields, the edition has one entry for each combination.
 * @param file name that messages begin with; its stem must be the edition's name
 * @throws EditionError
 */
export function readEdition(text: string, file: string): Edition {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    throw new EditionError(`${file}: ${(error as Error).message}`, { cause: error })
  }
  const fault = editionFault(raw)
  if (fault !== undefined) throw new EditionError(`${file}, ${fault}`)
  const edition = expanded(raw as Readonly<Record<string, unknown>>)
  if (`${edition.edition}.json` !== file) {
    throw new EditionError(`${file}, /edition: must be the name of the file`)
  }
  return edition
}

function expanded(raw: Readonly<Record<string, unknown>>): Edition {
  const lists = Object.entries(raw).map(([key, value]) =>
    [key, Array.isArray(value)
      ? value.flatMap(entriesOf).map((entry) => ({ ...DEFAULTS[key], ...entry }))
      : value])
  return { ...EMPTY_EDITION, ...Object.fromEntries(lists) as Partial<Edition> }
}
