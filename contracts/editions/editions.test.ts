import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EMPTY_EDITION } from '../edition.ts'
import type { Edition } from '../edition.ts'
import { EditionError, editionNames, editionOf, readEdition, UnknownEdition } from '../editions.ts'
import { editionsPage } from '../editions-page.ts'
import { GATEWAY_SCHEME_IDS } from '../gateways/gateways.ts'
import { compile } from '../keywords.ts'
import { oneIn } from '../testing-thorough.ts'
import { allTransactions } from '../transactions.ts'
import { editionContract, editionEnvelope } from './contract.ts'
import { pathOf, wiringOf } from './wiring.ts'

const provinces = editionNames().filter((name) => name !== 'national')
const national = new Map(allTransactions().map(({ infno }) =>
  [infno, JSON.stringify(editionContract(infno, editionOf('national'))?.schema)]))

test('six provinces differ from the baseline', () => {
  expect(provinces).toEqual(['guangdong', 'hunan', 'jiangsu', 'jilin', 'neimenggu', 'zhejiang'])
  expect(() => editionOf('atlantis')).toThrow(UnknownEdition)
  expect(() => editionOf('atlantis')).toThrow(/national, guangdong, hunan/)
})

const LISTS = [
  'wiring', 'fields', 'nodes', 'added', 'addedNodes', 'renamed', 'dropped', 'dictionaries',
  'envelope',
] as const

const NOTHING: Edition = { ...EMPTY_EDITION, edition: 'nothing', title: '无' }

/** Every entry of an edition as an edition of its own, with its place in the list. */
function alone(edition: Edition): [entry: string, only: Edition][] {
  return LISTS.flatMap((list) => (edition[list] as readonly object[])
    .map((entry): [string, Edition] =>
      [`${list} ${JSON.stringify(entry)}`, { ...NOTHING, [list]: [entry] }]))
}

function changesSomething(only: Edition): boolean {
  const [wired] = only.wiring
  if (wired !== undefined) {
    return wiringOf(wired.infno, only).status !== wiringOf(wired.infno, NOTHING).status
      || (wired.title !== undefined && titleOf(wired.infno, only) !== titleOf(wired.infno, NOTHING))
  }
  if (only.envelope.length > 0) {
    return JSON.stringify(editionEnvelope(only)) !== JSON.stringify(editionEnvelope(NOTHING))
  }
  const [list] = only.dictionaries
  const about = LISTS.flatMap((one) => only[one] as readonly { readonly infno?: string }[])
    .map((one) => one.infno ?? '')
  const infnos = list === undefined ? about : allTransactions().map((one) => one.infno)
    .filter((infno) => national.get(infno)?.includes(`"x-dictionary":"${list.dictionary}"`))
  return infnos.some((infno) =>
    JSON.stringify(editionContract(infno, only)?.schema) !== national.get(infno))
}

function titleOf(infno: string, edition: Edition): unknown {
  return editionContract(infno, edition)?.schema['title']
}

describe.each(oneIn(3, provinces))('the edition of %s', (name) => {
  const edition = editionOf(name)

  test('has no entry that changes nothing', () => {
    const entries = alone(edition)
    expect(entries.length).toBeGreaterThan(0)
    expect(entries.filter(([, only]) => !changesSomething(only)).map(([entry]) => entry))
      .toEqual([])
  })

  test('is the baseline where it says nothing, and compiles where it differs', () => {
    const differing = allTransactions()
      .map(({ infno }) => [infno, editionContract(infno, edition)?.schema] as const)
      .filter(([infno, schema]) => JSON.stringify(schema) !== national.get(infno))
    expect(differing.length).toBeGreaterThan(0)
    expect(differing.length).toBeLessThan(allTransactions().length / 2)
    for (const [infno, schema] of oneIn(4, differing)) {
      const text = national.get(infno) ?? ''
      const parts = Object.values(schema?.['$defs'] ?? {}) as object[]
      // The side of a transaction that is as in the baseline was compiled there.
      const own = parts.filter((one) => !text.includes(JSON.stringify(one)))
      expect(own.length, infno).toBeGreaterThan(0)
      expect(() => own.forEach((one) => compile(one)), infno).not.toThrow()
    }
    const envelope = editionEnvelope(edition)['$defs'] as Record<string, object>
    expect(Object.values(envelope).map((one) => typeof compile(one)))
      .toEqual(['function', 'function'])
  }, 60_000)

  test('names a gateway and a path', () => {
    expect(GATEWAY_SCHEME_IDS).toContain(edition.gateway?.scheme)
    expect(pathOf('1101', edition)).toBeDefined()
  })
})

test('the schema of an edition knows the gateway schemes that there are', () => {
  const file = new URL('../schemas/edition.schema.json', import.meta.url)
  const { properties } = JSON.parse(readFileSync(file, 'utf8')) as {
    properties: { gateway: { properties: { scheme: { enum: string[] } } } }
  }
  expect(properties.gateway.properties.scheme.enum).toEqual(GATEWAY_SCHEME_IDS)
})

test.each([
  ['guangdong', '3260', '/ebus/gdyb_api/prd/hsa/hgs/3260'],
  ['jilin', '2207', '/mbs/fmi/fsi/api/callFsiService/callService'],
  ['zhejiang', '2207A', '/fsi/api/outpatientSettleService/saveSettletmentA'],
  ['neimenggu', '2207A', '/ebus/mbs_fsi_auth/fsi/api/outpatientSettleService/saveSettletment'],
  ['neimenggu', '1304', undefined],
  ['national', '1101', undefined],
])('in %s, %s is posted to %s', (name, infno, path) => {
  expect(pathOf(infno, editionOf(name))).toBe(path)
})

const REASON = 'A reason that is long enough.'
const PLACE = { infno: '2206', direction: 'input', node: 'data', reason: REASON }

test.each([
  ['no JSON', '{', /^x\.json: /],
  ['an unknown key', { feilds: [] }, /^x\.json, \/feilds: /],
  ['no reason', { dropped: [{ ...PLACE, field: 'certno', reason: '' }] },
    /^x\.json, \/dropped\/0\/reason: /],
  ['an unknown transaction', { dropped: [{ ...PLACE, infno: '2299', field: 'certno' }] },
    'x.json, /dropped/0: no transaction 2299'],
  ['an unknown node', { dropped: [{ ...PLACE, node: 'dada', field: 'certno' }] },
    'x.json, /dropped/0: 2206 input dada: no such node'],
  ['an unknown field among known ones', { dropped: [{ ...PLACE, field: ['certno', 'crtno'] }] },
    'x.json, /dropped/0: 2206 input data has no field crtno'],
  ['a new name that is taken', { renamed: [{ ...PLACE, field: 'certno', to: 'psn_no' }] },
    'x.json, /renamed/0: 2206 input data has psn_no already'],
  ['a field that is there', {
    added: [{ ...PLACE, field: 'certno', as: { title: '证件号码', type: 'string' } }],
  }, 'x.json, /added/0: 2206 input data has certno already'],
  ['a field of no dictionary', {
    added: [{ ...PLACE, field: 'x', as: { title: '甲', type: 'string', dictionary: 'sex' } }],
  }, 'x.json, /added/0: no dictionary sex'],
  ['an unknown dictionary', {
    dictionaries: [{ dictionary: 'med_tpye', add: { 1: '' }, reason: REASON }],
  }, 'x.json, /dictionaries/0: no dictionary med_tpye'],
  ['a code that is there', {
    dictionaries: [{ dictionary: 'med_type', add: { 11: '' }, reason: REASON }],
  }, 'x.json, /dictionaries/0: med_type has 11 already'],
  ['a code that is not', {
    dictionaries: [{ dictionary: 'med_type', remove: ['77'], reason: REASON }],
  }, 'x.json, /dictionaries/0: med_type has no code 77 to remove'],
  ['a number without a table or a title', {
    wiring: [{ infno: '2299', wired: true, reason: REASON }],
  }, 'x.json, /wiring/0: no transaction 2299; one that the tables lack needs a title'],
  ['an unknown field of the envelope', {
    envelope: [{ field: 'inpt', drop: true, reason: REASON }],
  }, 'x.json, /envelope/0: the request envelope has no inpt'],
  ['an unknown gateway', {
    gateway: { scheme: 'rot13', reason: REASON },
  }, /^x\.json, \/gateway\/scheme: /],
  ['another name than its file', { edition: 'y' },
    'x.json, /edition: must be the name of the file'],
] as const)('an edition with %s is refused', (_what, content, message) => {
  const text = typeof content === 'string'
    ? content
    : JSON.stringify({ edition: 'x', title: '某省', ...content })
  expect(() => readEdition(text, 'x.json')).toThrow(EditionError)
  expect(() => readEdition(text, 'x.json')).toThrow(message)
})

test('docs/editions.md is what the editions say', () => {
  const page = readFileSync(new URL('../../docs/editions.md', import.meta.url), 'utf8')
  expect(page).toBe(editionsPage())
})
