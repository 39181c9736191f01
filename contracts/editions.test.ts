import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contractsOf } from './build/contract.ts'
import { sampleOf } from './build/sample.ts'
import { checkRequest, checkResponse } from './validate.ts'

type Message = Record<string, unknown>
type Side = 'request' | 'response'
/** Violations as `rule pointer`; warnings do not make a message wrong. */
type Found = readonly string[]

interface Moved {
  readonly says: string
  readonly infno: string
  readonly side?: Side
  /** Sets what stands at a pointer of a right national message; undefined takes it away. */
  readonly set?: Readonly<Record<string, unknown>>
  readonly there: Found
  readonly nationally: Found
}

const SERIAL = '4301002603020000001'

const MOVED: Readonly<Record<string, readonly Moved[]>> = {
  hunan: [
    {
      says: '2206 without the identity echo', infno: '2206', nationally: [],
      there: ['certno', 'psn_cert_type', 'psn_name', 'psn_type'].map((one) =>
        `required /input/data/${one}`),
    },
    {
      says: '2206 with the identity echo', infno: '2206', nationally: [], there: [],
      set: {
        '/input/data/certno': '430105198001010010', '/input/data/psn_cert_type': '01',
        '/input/data/psn_name': '测试甲', '/input/data/psn_type': '11',
      },
    },
    {
      says: 'an ordinary visit without a disease', infno: '2203', nationally: [],
      there: ['empty /input/mdtrtinfo/dise_codg', 'empty /input/mdtrtinfo/dise_name'],
    },
    {
      says: 'a padded nation', infno: '1101', side: 'response', nationally: [],
      set: { '/output/baseinfo/naty': '01' }, there: ['dictionary /output/baseinfo/naty'],
    },
    {
      says: 'a transaction of Guangdong', infno: '3262', nationally: [],
      there: ['unknown-transaction /infno'],
    },
  ],
  guangdong: [
    {
      says: 'a month without its zero', infno: '3260', nationally: [],
      set: { '/input/data/trt_month': '7' }, there: ['format /input/data/trt_month'],
    },
    {
      says: 'a month with its zero', infno: '3260', nationally: [],
      set: { '/input/data/trt_month': '07' }, there: [],
    },
    {
      says: 'a number of another province', infno: '3260', side: 'response', nationally: [],
      set: { '/output': { data: [clearingRow('X', 'A')] } },
      there: ['format /output/data/0/mdtrt_id'],
    },
    {
      says: '100 rows and one', infno: '3261', nationally: [],
      set: { '/input/detail': Array.from({ length: 101 }, () => clearingRow('S', 'A')) },
      there: ['format /input/detail'],
    },
    {
      says: '100 rows', infno: '3261', nationally: [],
      set: { '/input/detail': Array.from({ length: 100 }, () => clearingRow('S', 'A')) },
      there: [],
    },
    {
      says: 'care before the hospital', infno: '2206', there: [],
      set: { '/input/data/med_type': '9902' },
      nationally: ['dictionary /input/data/med_type'],
    },
    {
      says: 'the settlement sheet of an inpatient', infno: '5270', there: [],
      nationally: ['unknown-transaction /infno'],
    },
  ],
  zhejiang: [
    {
      says: 'a trial by 2206', infno: '2206', nationally: [],
      there: ['unknown-transaction /infno'],
    },
    {
      says: 'a settlement by 2207', infno: '2207', nationally: [],
      there: ['unknown-transaction /infno'],
    },
    {
      says: 'a trial that has no time of settlement', infno: '2206A', side: 'response', there: [],
      set: { '/output/setlinfo/setl_time': null },
      nationally: ['empty /output/setlinfo/setl_time'],
    },
    { says: 'a settlement by 2207A', infno: '2207A', there: [], nationally: [] },
  ],
  jilin: [
    {
      says: 'an encrypted input', infno: '2207', there: [], set: { '/input': 'c20tNA==' },
      nationally: ['type /input'],
    },
    {
      says: 'text that is no ciphertext', infno: '2207', there: ['format /input'],
      set: { '/input': '{"data":{}}' }, nationally: ['type /input'],
    },
    {
      says: 'an encrypted output', infno: '2207', side: 'response', there: [],
      set: { '/output': 'c20tNA==' }, nationally: ['type /output'],
    },
    {
      says: 'inpatient care in four digits', infno: '2401', nationally: [],
      set: { '/input/mdtrtinfo/med_type': '2101' },
      there: ['dictionary /input/mdtrtinfo/med_type'],
    },
    {
      says: 'a class of charge in one digit', infno: '2204', side: 'response', there: [],
      set: { '/output/result/0/chrgitm_lv': '1', '/output/result/1': undefined },
      nationally: ['dictionary /output/result/0/chrgitm_lv'],
    },
    {
      says: 'a way of clearing in two digits', infno: '2206', side: 'response', there: [],
      set: { '/output/setlinfo/clr_way': '01' },
      nationally: ['dictionary /output/setlinfo/clr_way'],
    },
    {
      says: 'the extension in camel case', infno: '2203A', there: [],
      set: { '/input/mdtrtinfo/exp_content': undefined, '/input/mdtrtinfo/expContent': '' },
      nationally: ['misspelt /input/mdtrtinfo/expContent'],
    },
    {
      says: 'a page of 200 rows', infno: '13203', nationally: [],
      set: { '/input/data/page_size': '200' }, there: ['format /input/data/page_size'],
    },
  ],
  neimenggu: [
    {
      says: 'the extension in camel case', infno: '2206', there: [],
      set: { '/input/data/exp_content': undefined, '/input/data/expContent': '' },
      nationally: ['misspelt /input/data/expContent'],
    },
    {
      says: 'the extension as it is nationally', infno: '2206', nationally: [],
      there: ['misspelt /input/data/exp_content'],
    },
    {
      says: 'the condition of the extension, under its own name', infno: '2206',
      set: { '/input/data/exp_content': undefined, '/input/data/expContent': 'TRUM_FLAG=1' },
      there: ['condition /input/data/expContent'],
      nationally: ['misspelt /input/data/expContent'],
    },
    {
      says: 'the day of discharge with an underscore', infno: '2303', there: [],
      set: {
        '/input/data/dscgTime': undefined, '/input/data/dscg_time': '2026-03-09',
        '/input/data/exp_content': undefined,
      },
      nationally: ['misspelt /input/data/dscg_time'],
    },
    {
      says: 'a trial without its four amounts', infno: '2303',
      set: {
        '/input/data/dscgTime': undefined, '/input/data/exp_content': undefined,
        '/input/data/fulamt_ownpay_amt': undefined, '/input/data/overlmt_selfpay': undefined,
      },
      there: ['required /input/data/fulamt_ownpay_amt', 'required /input/data/overlmt_selfpay'],
      nationally: [],
    },
    {
      says: 'the cash of a refund, rightly spelt', infno: '2208', side: 'response', there: [],
      set: {
        '/output/setlinfo/pdn_cash_pay': undefined, '/output/setlinfo/psn_cash_pay': -53.4,
        '/output/setlinfo/exp_content': undefined,
      },
      nationally: ['misspelt /output/setlinfo/psn_cash_pay'],
    },
    {
      says: 'a registration without the identity', infno: '2201', there: [],
      set: {
        '/input/data/certno': undefined, '/input/data/psn_cert_type': undefined,
        '/input/data/psn_name': undefined, '/input/data/exp_content': undefined,
      },
      nationally: ['certno', 'psn_cert_type', 'psn_name'].map((one) =>
        `required /input/data/${one}`),
    },
  ],
  jiangsu: [
    {
      says: 'the extension in camel case', infno: '2207', there: [],
      set: { '/input/data/exp_content': undefined, '/input/data/expContent': '' },
      nationally: ['misspelt /input/data/expContent'],
    },
    {
      says: 'a category with a local suffix', infno: '2206', there: [],
      set: { '/input/data/med_type': '110107', '/input/data/exp_content': undefined },
      nationally: ['dictionary /input/data/med_type'],
    },
    {
      says: 'an unknown encryption', infno: '2202', nationally: [],
      set: { '/enc_type': 'AES', '/input/data/exp_content': undefined },
      there: ['dictionary /enc_type'],
    },
    {
      says: 'a day of birth that is none', infno: '2201', nationally: [],
      set: {
        '/input/psnbaseinfo': { brdy: '1980-02-30' }, '/input/data/exp_content': undefined,
      },
      there: ['date /input/psnbaseinfo/brdy'],
    },
    {
      says: 'the cash of a refund, as in Hunan', infno: '2208', side: 'response', nationally: [],
      set: { '/output/setlinfo/exp_content': undefined },
      there: ['misspelt /output/setlinfo/pdn_cash_pay'],
    },
  ],
}

describe.each(Object.entries(MOVED))('in %s', (edition, rows) => {
  test.each(rows)('$says, $infno', ({ infno, side = 'request', set, there, nationally }) => {
    const message = messageOf(infno, side, set)
    const check = side === 'request' ? checkRequest : checkResponse
    const found = (name: string): Found => check(infno, message, name)
      .filter((one) => one.severity === 'violation').map((one) => `${one.rule} ${one.pointer}`)
    expect(found('national')).toEqual(nationally)
    expect(found(edition)).toEqual(there)
  })

  test('at least three messages are right on one side alone', () => {
    const differ = rows.filter((one) => (one.there.length === 0) !== (one.nationally.length === 0))
    expect(differ.length).toBeGreaterThanOrEqual(3)
  })
})

test('a transaction that is known from elsewhere alone is a remark, not a fault', () => {
  const [found, ...more] = checkRequest('3262', messageOf('3262', 'request'), 'jilin')
  expect(more).toEqual([])
  expect(found).toMatchObject({ rule: 'unknown-transaction', severity: 'warning' })
})

test('what is called instead is said', () => {
  const [found] = checkRequest('2206', messageOf('2206', 'request'), 'zhejiang')
  expect(found?.message.zh).toContain('浙江版本改用2206A')
  expect(found?.message.en).toContain('2206A in zhejiang')
})

/** A row of the clearing of places, right but for the letters that its numbers begin with. */
function clearingRow(visit: string, settlement: string): Message {
  return {
    seqno: 1, mdtrtarea: '440100', medins_no: 'H44010000001', certno: '430105198001010010',
    mdtrt_id: visit + SERIAL, mdtrt_setl_time: '2026-03-02 09:00:00', setl_sn: settlement + SERIAL,
    fulamt_advpay_flag: '0', medfee_sumamt: 118.5, optins_pay_sumamt: 65.1,
  }
}

/** A right message of the baseline, from its examples or made of its schema, and then changed. */
function messageOf(
  infno: string,
  side: Side,
  set: Readonly<Record<string, unknown>> = {},
): Message {
  const message = structuredClone(exampleOf(infno, side))
  for (const [pointer, value] of Object.entries(set)) {
    const keys = pointer.slice(1).split('/')
    const last = keys.pop() ?? ''
    const holder = keys.reduce<unknown>((so, key) => (so as Message)[key], message) as Message
    if (value !== undefined) holder[last] = value
    else if (Array.isArray(holder)) holder.splice(Number(last))
    else delete holder[last]
  }
  return message
}

function exampleOf(infno: string, side: Side): Message {
  const file = new URL(`examples/${infno}.json`, import.meta.url)
  if (!existsSync(file)) {
    const known = infno === '5270' ? '2202' : infno
    const [contract] = contractsOf([known])
    if (contract === undefined) throw new RangeError(`no transaction ${infno}`)
    return { ...sampleOf(contract, side), ...(side === 'request' && { infno }) }
  }
  const { valid } = JSON.parse(readFileSync(file, 'utf8')) as {
    valid: { side: Side; message: Message }[]
  }
  const found = valid.find((one) => one.side === side)
  if (found === undefined) throw new RangeError(`${infno} has no ${side}`)
  return found.message
}
