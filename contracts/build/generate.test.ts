import { describe, expect, test } from 'vitest'
import { compile } from '../keywords.ts'
import { oneIn } from '../testing-thorough.ts'
import { readTable } from '../tsv.ts'
import { contractsOf } from './contract.ts'
import { firstStale, generatedFiles } from './generate.ts'

interface Definition {
  readonly required?: readonly string[]
  readonly properties: Readonly<Record<string, Definition>>
  readonly items: Definition
  readonly [keyword: string]: unknown
}

function definition(infno: string, side: 'request' | 'response'): Definition {
  const schema = contractsOf([infno])[0]?.schema
  const found = (schema as { $defs?: Record<string, Definition> } | undefined)?.$defs?.[side]
  if (found === undefined) throw new RangeError(`${infno} has no ${side}`)
  return found
}

describe('the generator', () => {
  test('writes the same text every time', () => {
    expect(generatedFiles()).toEqual(generatedFiles())
  })

  test('has been run: the committed files are what the tables say', () => {
    expect(firstStale(generatedFiles())).toBeUndefined()
  })

  test('names a file that is stale, missing, or should not be there', () => {
    const files = generatedFiles()
    expect(firstStale(new Map([...files, ['types.ts', 'old']]))).toBe('types.ts')
    expect(firstStale(new Map([...files, ['new.json', '{}']]))).toBe('new.json (missing)')
    files.delete('schemas/2207.json')
    expect(firstStale(files)).toBe('schemas/2207.json (should not be there)')
  })

  test('refuses a transaction that the tables do not have', () => {
    expect(() => contractsOf(['0000'])).toThrow('no transaction 0000')
  })
})

describe('the schemas', () => {
  test('all 228 transactions give schemas that compile', () => {
    const definitions = contractsOf().flatMap(({ schema }) =>
      Object.values(schema['$defs'] as Readonly<Record<string, object>>))
    for (const one of oneIn(3, definitions)) compile(one)
    expect(definitions).toHaveLength(396)
  })

  test('are written for every transaction', () => {
    const paths = [...generatedFiles().keys()]
    expect(paths.filter((path) => path.startsWith('schemas/'))).toHaveLength(228)
  })

  test('a field of Hunan alone is optional where other editions were compared', () => {
    const data = definition('2207', 'request').properties['data']
    const row = readTable('tables/fields/2207.tsv').find((one) => one['field'] === 'psn_cert_type')
    expect(row?.['required']).toBe('yes')
    expect(data?.required).not.toContain('psn_cert_type')
    expect(data?.required).toContain('psn_no')
  })

  test('a field of Hunan alone stays required where nothing was compared', () => {
    expect(definition('5203', 'response').properties['setlinfo']?.required).toContain('gend')
  })

  test('a length too short for its own codes gives way to the codes', () => {
    const item = definition('2207', 'response').properties['setldetail']?.items
    expect(item?.properties['fund_pay_type']).toMatchObject({ maxLength: 8 })
  })

  test('nodes nest, and a list must be filled in a request only', () => {
    const detail = definition('2102', 'request').properties['drugdetail']
    expect(detail).toMatchObject({ type: 'array', minItems: 1, 'x-node': 'many' })
    expect(detail?.items.properties['durg_trac_info']).toMatchObject({ type: ['array', 'null'] })
    expect(definition('2204', 'response').properties['result']?.['minItems']).toBeUndefined()
  })

  test('rows of a file are no part of the message', () => {
    expect(Object.keys(definition('3202', 'request').properties)).toEqual(['data'])
  })

  test('fields without a node stand directly under output', () => {
    expect(Object.keys(definition('9101', 'response').properties)).toContain('file_qury_no')
  })

  test('a wrapper that the tables only mention is there', () => {
    expect(definition('4102', 'request').properties['data']?.properties).toHaveProperty('stastinfo')
  })
})
