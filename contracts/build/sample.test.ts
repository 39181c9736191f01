import { expect, test } from 'vitest'
import { checkRequest, checkResponse } from '../validate.ts'
import { contractsOf } from './contract.ts'
import { sampleOf } from './sample.ts'

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

test('a sample fills every field that its schema has, and is the same every time', () => {
  const [one] = contractsOf(['4101'])
  const [again] = contractsOf(['4101'])
  if (one === undefined || again === undefined) throw new RangeError('4101 is gone')
  const sample = sampleOf(one, 'request') as { input: Record<string, unknown> }
  expect(sample).toEqual(sampleOf(again, 'request'))
  const fields = new Set(JSON.stringify(sample.input).match(/"\w+":/g))
  expect(fields.size).toBeGreaterThan(150)
})

test('an example written by hand goes before one made from the schema', () => {
  const [one] = contractsOf(['2601'])
  if (one === undefined) throw new RangeError('2601 is gone')
  expect(sampleOf(one, 'request')).toMatchObject({ input: { data: { oinfno: '2207' } } })
})
