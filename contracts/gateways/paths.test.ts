import { expect, test } from 'vitest'
import { readTable } from '../tsv.ts'
import { infnoOf, PATH_LAYOUTS, pathOf } from './paths.ts'

const rows = readTable('gateways/service-names.tsv')
const perTransaction = PATH_LAYOUTS['path-per-transaction']

test('every service name leads back to its transaction', () => {
  expect(rows.length).toBeGreaterThan(50)
  const back = rows.map(({ path }) => infnoOf(perTransaction, perTransaction.prefix + path, {}))
  expect(back).toEqual(rows.map(({ infno }) => infno))
  expect(new Set(rows.map(({ path }) => path)).size).toBe(rows.length)
})

test('spelling mistakes of the wire are kept', () => {
  const paths = ['2201', '2206', '2208'].map((infno) => pathOf(perTransaction, infno))
  expect(paths).toEqual([
    '/ebus/mbs_fsi_auth/fsi/api/outpatientDocInfoService/outpatientRregistration',
    '/ebus/mbs_fsi_auth/fsi/api/outpatientSettleService/preSettletment',
    '/ebus/mbs_fsi_auth/fsi/api/outpatientSettleService/cancleSettletment',
  ])
})

test('a transaction with two names is sent under the first and understood under both', () => {
  const zhejiang = { ...perTransaction, prefix: '' }
  expect(pathOf(zhejiang, '2207A')).toBe('/fsi/api/outpatientSettleService/saveSettletment')
  const other = '/fsi/api/outpatientSettleService/saveSettletmentA'
  expect(infnoOf(zhejiang, other, {})).toBe('2207A')
})

test('an infno in the path is read back, and nothing else is taken for one', () => {
  const layout = PATH_LAYOUTS['infno-in-path']
  expect(pathOf(layout, '2207A')).toBe('/ebus/gdyb_api/prd/hsa/hgs/2207A')
  expect(infnoOf(layout, '/ebus/gdyb_api/prd/hsa/hgs/100001?trace=1', {})).toBe('100001')
  expect(infnoOf(layout, '/ebus/gdyb_api/prd/hsa/hgs/../2207', {})).toBeUndefined()
  expect(infnoOf(layout, '/elsewhere/2207', {})).toBeUndefined()
})

test('CSB names the transaction in a header, a single entry in the body alone', () => {
  const csb = PATH_LAYOUTS['csb-header']
  expect(pathOf(csb, '1101')).toBe(pathOf(csb, '2207'))
  expect(infnoOf(csb, '/CSB', { _API_NAME: '1101' })).toBe('1101')
  expect(infnoOf(csb, '/CSB', {})).toBeUndefined()
  const single = PATH_LAYOUTS['single-entry']
  expect(infnoOf(single, pathOf(single, '1101') ?? '', {})).toBeUndefined()
  expect(PATH_LAYOUTS['oauth2-single-entry'].tokenPath).toBe('/auth/oauth/token')
})

test('a transaction without a known service name has no path', () => {
  expect(pathOf(perTransaction, '6301')).toBeUndefined()
  expect(infnoOf(perTransaction, '/ebus/mbs_fsi_auth/fsi/api/nothing', {})).toBeUndefined()
})
