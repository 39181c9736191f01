import { expect, test } from 'vitest'
import { checkRequest, checkResponse } from '../validate.ts'
import type { SchemaNode } from '../violation.ts'
import { contractsOf } from './contract.ts'
import { sampleBody, sampleOf } from './sample.ts'

const contracts = contractsOf()

test('every transaction has a sample request that its contract accepts without a remark', () => {
  const remarks = contracts.flatMap((one) =>
    checkRequest(one.infno, sampleOf(one, 'request'))
      .map((found) => `${one.infno} ${found.pointer} ${found.rule} ${found.message.en}`))
  expect(remarks).toEqual([])
})

test('every transaction has a sample answer that its contract accepts without a remark', () => {
  const remarks = contracts.flatMap((one) =>
    checkResponse(one.infno, sampleOf(one, 'response'))
      .map((found) => `${one.infno} ${found.pointer} ${found.rule} ${found.message.en}`))
  expect(remarks).toEqual([])
})

/** Every pointer of a schema or of a sample, rows written as `0`. */
function schemaPointers(schema: SchemaNode, at = ''): string[] {
  if (schema.items !== undefined) return schemaPointers(schema.items, `${at}/0`)
  if (schema.properties === undefined) return [at]
  return Object.entries(schema.properties)
    .flatMap(([name, inside]) => schemaPointers(inside, `${at}/${name}`))
}

function samplePointers(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return [at]
  return Object.entries(value).flatMap(([name, inside]) => samplePointers(inside, `${at}/${name}`))
}

test('a sample made from a schema fills every field, the same way every time', () => {
  for (const { schema } of contracts) {
    for (const side of Object.values(schema['$defs'] as Readonly<Record<string, SchemaNode>>)) {
      const sample = sampleBody(side)
      expect(samplePointers(sample)).toEqual(schemaPointers(side))
      expect(sampleBody(side)).toEqual(sample)
    }
  }
})

test('an example written by hand goes before one made from the schema', () => {
  const [one] = contractsOf(['2601'])
  if (one === undefined) throw new RangeError('2601 is gone')
  expect(sampleOf(one, 'request')).toMatchObject({ input: { data: { oinfno: '2207' } } })
})
