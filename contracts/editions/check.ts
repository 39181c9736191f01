/** What is wrong with an edition file: its form by the schema, its names by the tables. */
import { readFileSync } from 'node:fs'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { codesOf } from '../dictionaries.ts'
import type { NodeShape } from '../build/model.ts'
import { EMPTY_EDITION } from '../edition.ts'
import type { AddedField, Edition, EntryPlace } from '../edition.ts'
import { compile } from '../keywords.ts'
import { fromError } from '../schema-errors.ts'
import { allTransactions, transactionOf } from '../transactions.ts'
import { entriesOf } from './entries.ts'
import type { Entry } from './entries.ts'
import { editionEnvelope } from './contract.ts'
import { nationalShape, nodeName, nodesOf, speaksOf } from './shape.ts'

let validator: ValidateFunction | undefined

/** The first fault, led by the JSON pointer of its entry; undefined when the file is right. */
export function editionFault(raw: unknown): string | undefined {
  if (validator === undefined) {
    const url = new URL('../schemas/edition.schema.json', import.meta.url)
    validator = compile(JSON.parse(readFileSync(url, 'utf8')) as object)
  }
  if (!validator(raw)) {
    const telling = validator.errors?.find((error) => error.keyword !== 'anyOf')
    const one = telling === undefined ? undefined : fromError(telling, '')
    return `${one?.pointer ?? ''}: ${one?.message.en.replace(/^: /, '') ?? 'wrong'}`
  }
  for (const [key, value] of Object.entries(raw as Record<string, unknown>)) {
    if (!Array.isArray(value)) continue
    for (const [at, entry] of (value as Entry[]).entries()) {
      const says = entriesOf(entry).map((one) => entryFault(key, one)).find((one) => one !== '')
      if (says !== undefined) return `/${key}/${at}: ${says}`
    }
  }
  return undefined
}

function entryFault(list: string, entry: Entry): string {
  switch (list) {
    case 'wiring': return wiringFault(entry as unknown as Edition['wiring'][number])
    case 'dictionaries': return listFault(entry as unknown as Edition['dictionaries'][number])
    case 'envelope': return envelopeFault(entry as unknown as Edition['envelope'][number])
    default: return placeFault(list, entry as unknown as Placed)
  }
}

/** An entry about a field or a node, whichever list it stands in. */
interface Placed extends EntryPlace {
  readonly field?: string
  readonly to?: string
  readonly name?: string
  readonly as?: AddedField
  readonly like?: EntryPlace
}

function wiringFault({ infno, title, instead }: Edition['wiring'][number]): string {
  const known = transactionOf(infno) !== undefined || title !== undefined
  if (!known) return `no transaction ${infno}; one that the tables lack needs a title`
  if (instead === undefined || transactionOf(instead) !== undefined) return ''
  return `no transaction ${instead} to call instead`
}

function listFault({ dictionary, add, remove = [] }: Edition['dictionaries'][number]): string {
  const codes = codesOf(dictionary)
  if (codes.size === 0) return `no dictionary ${dictionary}`
  const absent = remove.find((code) => !codes.has(code))
  if (absent !== undefined) return `${dictionary} has no code ${absent} to remove`
  const present = Object.keys(add ?? {}).find((code) => codes.has(code))
  return present === undefined ? '' : `${dictionary} has ${present} already`
}

function envelopeFault(entry: Edition['envelope'][number]): string {
  const { side = 'request', field, drop = false, set } = entry
  const { $defs } = editionEnvelope(EMPTY_EDITION) as { $defs: Record<string, unknown> }
  const { properties } = $defs[side] as { properties: object }
  if (field in properties) return ''
  return drop || set?.['title'] === undefined ? `the ${side} envelope has no ${field}` : ''
}

function nodesAt(place: EntryPlace): NodeShape[] {
  const infnos = place.infno === '*'
    ? allTransactions().map((one) => one.infno)
    : [place.infno]
  return infnos.flatMap((infno) => (['input', 'output'] as const).flatMap((direction) => {
    const shape = nationalShape({ infno, direction })
    return shape === undefined ? [] : nodesOf(shape)
      .filter((node) => speaksOf(place, { infno, direction }, nodeName(node)))
  }))
}

function placeFault(list: string, entry: Placed): string {
  const { infno, direction, node, field = '', to, name, as, like } = entry
  if (infno !== '*' && transactionOf(infno) === undefined) return `no transaction ${infno}`
  const nodes = nodesAt(entry)
  const where = `${infno} ${direction} ${node}`
  if (nodes.length === 0) return `${where}: no such node`
  if (like !== undefined && nodesAt(like).length === 0) {
    return `${like.infno} ${like.direction} ${like.node}: no such node to be like`
  }
  const dictionary = as?.dictionary ?? ''
  if (dictionary !== '' && codesOf(dictionary).size === 0) return `no dictionary ${dictionary}`
  const has = (wanted: string): boolean =>
    nodes.some((one) => one.members.some((member) => member.name === wanted))
  const fresh = list === 'added' ? field : to ?? name
  if (fresh !== undefined && has(fresh)) return `${where} has ${fresh} already`
  return field === '' || list === 'added' || has(field) ? '' : `${where} has no field ${field}`
}
