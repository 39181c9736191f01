import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { exportFiles } from '../export.ts'
import { KIND_NAMES } from './change.ts'
import type { Breaks, Kind, Party, Side } from './change.ts'
import { compareContracts } from './compare.ts'
import type { ContractSet, TransactionSchemas } from './compare.ts'
import { contractSetOf } from './contract-set.ts'
import { ExportUnreadable, readExport } from './read.ts'

/** A schema whose parts may be changed. */
interface Tree {
  properties?: Record<string, Tree>
  required?: string[]
  enum?: unknown[]
  [keyword: string]: unknown
}

type TreePair = Record<Side, Tree & { $defs: { input: Tree; output: Tree } }> & {
  direction: string
}

const here = contractSetOf('national', '1.0.0')

/** The contracts with a change planted in one message of one transaction. */
function planted(infno: string, side: Side, plant: Plant): ContractSet {
  const pair = structuredClone(here.transactions.get(infno)) as unknown as TreePair
  plant(pair[side].$defs[side === 'request' ? 'input' : 'output'], pair)
  const changed: [string, TransactionSchemas] = [infno, pair as unknown as TransactionSchemas]
  return { ...here, transactions: new Map([...here.transactions, changed]) }
}

/** `setlinfo` or `data` of an input or an output. */
function node(part: Tree, name: string): Tree {
  const found = part.properties?.[name]
  if (found === undefined) throw new RangeError(`no ${name} to plant in`)
  return found
}

function members(part: Tree): Record<string, Tree> {
  return part.properties ??= {}
}

function field(part: Tree, name: string): Tree {
  return node(node(part, 'data'), name)
}

function need(owner: Tree, name: string): void {
  owner.required = [...(owner.required ?? []), name]
}

function drop(owner: Tree, name: string): void {
  delete members(owner)[name]
  owner.required = (owner.required ?? []).filter((one: string) => one !== name)
}

function rename(owner: Tree, from: string, to: string): void {
  members(owner)[to] = node(owner, from)
  delete members(owner)[from]
  owner.required = (owner.required ?? []).map((one: string) => one === from ? to : one)
}

const TEXT: Tree = { title: '新字段', type: 'string', maxLength: 10 }
const NODE: Tree = { title: '新节点', 'x-node': 'one', type: 'object', properties: { one: TEXT } }

type Plant = (part: Tree, pair: TreePair) => void
type Planted = readonly [kind: Kind, breaks: Breaks, pointer: string, plant: Plant]

/** Each kind of change, in the request of 2207, which the institution sends. */
const REQUEST: readonly Planted[] = [
  ['field-added-optional', 'nobody', '/input/data/fresh', (part) => {
    members(node(part, 'data'))['fresh'] = TEXT
  }],
  ['field-added-required', 'senders', '/input/data/fresh', (part) => {
    members(node(part, 'data'))['fresh'] = TEXT
    need(node(part, 'data'), 'fresh')
  }],
  ['field-removed-optional', 'nobody', '/input/data/invono', (part) => {
    drop(node(part, 'data'), 'invono')
  }],
  ['field-removed-required', 'receivers', '/input/data/psn_no', (part) => {
    drop(node(part, 'data'), 'psn_no')
  }],
  ['field-renamed', 'both', '/input/data/exp_content', (part) => {
    rename(node(part, 'data'), 'exp_content', 'expContent')
  }],
  ['node-added-optional', 'nobody', '/input/more', (part) => {
    members(part)['more'] = NODE
  }],
  ['node-added-required', 'senders', '/input/more', (part) => {
    members(part)['more'] = NODE
    need(part, 'more')
  }],
  ['node-removed-required', 'receivers', '/input/data', (part) => drop(part, 'data')],
  ['node-renamed', 'both', '/input/data', (part) => rename(part, 'data', 'setldata')],
  ['many-changed', 'both', '/input/data', (part) => {
    const { title, ...row } = node(part, 'data')
    members(part)['data'] = { title, 'x-node': 'many', type: 'array', items: row }
  }],
  ['now-required', 'senders', '/input/data/invono', (part) => {
    need(node(part, 'data'), 'invono')
    Object.assign(field(part, 'invono'), { type: 'string', minLength: 1 })
  }],
  ['now-optional', 'receivers', '/input/data/med_type', (part) => {
    const data = node(part, 'data')
    data.required = (data.required ?? []).filter((one) => one !== 'med_type')
    const coded = field(part, 'med_type')
    Object.assign(coded, { type: ['string', 'null'], enum: [...(coded.enum ?? []), '', null] })
  }],
  ['type-changed', 'both', '/input/data/mdtrt_id', (part) => {
    field(part, 'mdtrt_id')['type'] = 'number'
  }],
  ['type-narrowed', 'senders', '/input/data/medfee_sumamt', (part) => {
    field(part, 'medfee_sumamt')['type'] = 'number'
  }],
  ['type-widened', 'receivers', '/input/data/mdtrt_id', (part) => {
    field(part, 'mdtrt_id')['type'] = ['string', 'number']
  }],
  ['length-tightened', 'senders', '/input/data/mdtrt_id', (part) => {
    field(part, 'mdtrt_id')['maxLength'] = 20
  }],
  ['length-loosened', 'receivers', '/input/data/mdtrt_id', (part) => {
    delete field(part, 'mdtrt_id')['maxLength']
  }],
  ['decimal-tightened', 'senders', '/input/data/medfee_sumamt', (part) => {
    field(part, 'medfee_sumamt')['x-decimal'] = [12, 2]
  }],
  ['decimal-loosened', 'receivers', '/input/data/medfee_sumamt', (part) => {
    field(part, 'medfee_sumamt')['x-decimal'] = [18, 4]
  }],
  ['decimal-changed', 'both', '/input/data/medfee_sumamt', (part) => {
    field(part, 'medfee_sumamt')['x-decimal'] = [16, 4]
  }],
  ['format-tightened', 'senders', '/input/data/mdtrt_id', (part) => {
    field(part, 'mdtrt_id')['pattern'] = '^\\d+$'
  }],
  ['format-loosened', 'receivers', '/input/data/medfee_sumamt', (part) => {
    delete field(part, 'medfee_sumamt')['pattern']
  }],
  ['code-added', 'receivers', '/input/data/mdtrt_cert_type', (part) => {
    field(part, 'mdtrt_cert_type').enum?.push('04')
  }],
  ['code-removed', 'senders', '/input/data/mdtrt_cert_type', (part) => {
    field(part, 'mdtrt_cert_type').enum?.shift()
  }],
  ['codes-imposed', 'senders', '/input/data/mdtrt_id', (part) => {
    Object.assign(field(part, 'mdtrt_id'), { enum: ['1', '2'], 'x-dictionary': 'new_list' })
  }],
  ['codes-lifted', 'receivers', '/input/data/insutype', (part) => {
    delete field(part, 'insutype').enum
  }],
  ['meaning-changed', 'both', '/input/data/insutype', (part) => {
    Object.assign(field(part, 'insutype')['x-meanings'] as object, { 310: '另一险种' })
  }],
  ['rule-added', 'senders', '/input/data', (part) => {
    const data = node(part, 'data')
    const rules = (data['allOf'] ?? []) as object[]
    data['allOf'] = [...rules, { 'x-rule': 'new-rule', minProperties: 1 }]
  }],
  ['title-changed', 'nobody', '/input/data/mdtrt_id', (part) => {
    field(part, 'mdtrt_id')['title'] = '就诊流水'
  }],
]

/** What needs another transaction or another side to be seen. */
const ELSEWHERE: readonly (readonly [string, Side, ...Planted])[] = [
  ['2204', 'request', 'rows-optional', 'receivers', '/input/feedetail', (part) => {
    delete node(part, 'feedetail')['minItems']
  }],
  ['2204', 'response', 'rows-required', 'senders', '/output/result', (part) => {
    node(part, 'result')['minItems'] = 1
  }],
  ['1101', 'response', 'node-removed-optional', 'nobody', '/output/idetinfo', (part) => {
    delete members(part)['idetinfo']
  }],
  ['2207', 'response', 'format-changed', 'both', '/output/setlinfo/setl_time', (part) => {
    const time = node(node(part, 'setlinfo'), 'setl_time')
    Object.assign(time, { 'x-date': 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
  }],
  ['2207', 'response', 'range-tightened', 'senders', '/output/setlinfo/balc', (part) => {
    node(node(part, 'setlinfo'), 'balc')['minimum'] = 1
  }],
  ['2207', 'response', 'range-loosened', 'receivers', '/output/setlinfo/hifp_pay', (part) => {
    delete node(node(part, 'setlinfo'), 'hifp_pay')['minimum']
  }],
  ['2207', 'response', 'range-changed', 'both', '/output/setlinfo/hifp_pay', (part) => {
    Object.assign(node(node(part, 'setlinfo'), 'hifp_pay'), { minimum: -1, maximum: 9 })
  }],
  ['2207', 'response', 'length-loosened', 'receivers', '/output/setlinfo/setl_id', (part) => {
    node(node(part, 'setlinfo'), 'setl_id')['maxLength'] = 40
  }],
]

function only(before: ContractSet, after: ContractSet) {
  const changes = compareContracts(before, after)
  expect(changes.map((one) => `${one.kind} ${one.pointer}`)).toHaveLength(1)
  const [change] = changes
  if (change === undefined) throw new RangeError('nothing was seen')
  return change
}

describe('a planted change', () => {
  test.each(REQUEST)('%s breaks %s at %s', (kind, breaks, pointer, plant) => {
    const change = only(here, planted('2207', 'request', plant))
    expect(change).toMatchObject({ transaction: '2207', side: 'request', kind, breaks, pointer })
    const both: Party[] = ['institution', 'platform']
    const parties = { senders: ['institution'], receivers: ['platform'], both, nobody: [] }
    expect(change.parties).toEqual(parties[breaks])
    expect(change.message.zh).toContain(pointer)
  })

  test.each(ELSEWHERE)('in %s %s: %s breaks %s', (infno, side, kind, breaks, pointer, plant) => {
    const change = only(here, planted(infno, side, plant))
    expect(change).toMatchObject({ transaction: infno, side, kind, breaks, pointer })
    const [sender, receiver] = side === 'request'
      ? ['institution', 'platform'] : ['platform', 'institution']
    const parties = {
      senders: [sender], receivers: [receiver], both: ['institution', 'platform'], nobody: [],
    }
    expect(change.parties).toEqual(parties[breaks])
  })

  test('in a condition is seen whether it goes or changes', () => {
    const condition = (...least: number[]): ContractSet => planted('2207', 'request', (part) => {
      node(part, 'data')['allOf'] = least.map((minProperties) =>
        ({ 'x-rule': 'planted', minProperties }))
    })
    expect(only(condition(1), condition()))
      .toMatchObject({ kind: 'rule-removed', breaks: 'receivers' })
    expect(only(condition(1), condition(2)))
      .toMatchObject({ kind: 'rule-changed', breaks: 'both' })
  })

  test('in the direction of a whole transaction breaks both', () => {
    const turned = planted('2207', 'request', (_part, pair) => {
      pair.direction = 'platform->institution'
    })
    expect(only(here, turned)).toMatchObject({ kind: 'direction-changed', breaks: 'both' })
  })

  test('that adds or removes a transaction is one change', () => {
    const fewer = new Map(here.transactions)
    fewer.delete('3261')
    const without = { ...here, transactions: fewer }
    expect(only(here, without)).toMatchObject({ kind: 'transaction-removed', breaks: 'both' })
    expect(only(without, here)).toMatchObject({ kind: 'transaction-added', breaks: 'nobody' })
  })

  test('in the envelope of all transactions is told once', () => {
    const shorter = new Map([...here.transactions].map(([infno, one]) => {
      const copy = structuredClone(one) as unknown as TreePair
      node(copy.request, 'sign_no')['maxLength'] = 20
      return [infno, copy as unknown as TransactionSchemas]
    }))
    const change = only(here, { ...here, transactions: shorter })
    expect(change).toMatchObject({
      transaction: '*', pointer: '/sign_no', kind: 'length-tightened',
    })
  })
})

test('in a call from the platform the platform is the sender', () => {
  const tighter = planted('6302', 'request', (part) => {
    const [, first] = Object.entries(members(part))[0] ?? []
    const fields = Object.values(first?.properties ?? members(part))
    Object.assign(fields[0] ?? {}, { maxLength: 1 })
  })
  expect(only(here, tighter)).toMatchObject({ breaks: 'senders', parties: ['platform'] })
})

test('from one province to another the renamed extension is seen, and the other is told', () => {
  const changes = compareContracts(here, contractSetOf('jiangsu', '1.0.0'))
  expect(changes).toContainEqual(expect.objectContaining({
    transaction: '2207', kind: 'field-renamed', from: 'exp_content', to: 'expContent',
  }))
  const back = compareContracts(contractSetOf('jiangsu', '1.0.0'), here)
  expect(back.filter((one) => one.kind === 'field-renamed').length)
    .toBe(changes.filter((one) => one.kind === 'field-renamed').length)
})

test('every kind of change is planted here', () => {
  const told: Kind[] = ['transaction-added', 'transaction-removed', 'direction-changed',
    'rule-removed', 'rule-changed']
  const seen = [...REQUEST.map(([kind]) => kind), ...ELSEWHERE.map(([, , kind]) => kind), ...told]
  expect([...new Set(seen)].toSorted()).toEqual(KIND_NAMES.toSorted())
})

describe('an exported directory', () => {
  const directory = mkdtempSync(join(tmpdir(), 'liantiao-compare-'))
  afterAll(() => rmSync(directory, { recursive: true }))
  for (const [path, text] of exportFiles('1.0.0')) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }

  test('is the same as the contracts that it was made of', () => {
    expect(compareContracts(here, readExport(directory))).toEqual([])
    expect(readExport(directory).transactions.size).toBe(228)
  })

  test.each([
    ['index.json', '{"schema":', 'not JSON'],
    ['index.json', '{"schema":"other"}', 'no index of contracts'],
    ['index.json', 'null', 'no index of contracts'],
  ])('with %s reading %s is refused', (name, text, said) => {
    writeFileSync(join(directory, name), text)
    expect(() => readExport(directory)).toThrow(ExportUnreadable)
    expect(() => readExport(directory)).toThrow(said)
  })
})
