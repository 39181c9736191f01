import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { catalogueItem } from '../../simulators/world/catalogue.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { platformStore } from '../../simulators/world/testing-register.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { claim, departure, DOCTOR, upload } from '../../simulators/world/testing-visits.ts'
import { splitLine, sumLines } from '../calculator/split-fees.ts'
import { lineAmountFen, yuanOf } from '../money.ts'
import { openLines } from './visit-store.ts'

const [person] = PEOPLE
const STENT = 'C0101010060001'

let bench: Bench
let mdtrtId = ''
beforeEach(async () => {
  bench = openBench()
  const { input } = await prepare(bench, '2301')
  mdtrtId = (input['feedetail'] as { mdtrt_id: string }[])[0]?.mdtrt_id ?? ''
})
afterEach(() => bench.country.close())

interface Row {
  readonly sn: number
  readonly of?: number
  readonly cnt: number
  readonly code?: string
  readonly pric?: string
}

function line({ sn, of, cnt, code = STENT, pric = '3680.00' }: Row) {
  return {
    ...upload(VISIT, mdtrtId).feedetail[0],
    ...DOCTOR,
    feedetl_sn: sn,
    init_feedetl_sn: of === undefined ? '' : String(of),
    med_list_codg: code,
    cnt,
    pric,
    det_item_fee_sumamt: yuanOf(lineAmountFen(pric, cnt)),
  }
}

/** Uploads lines and returns the reason against them, '' when they were accepted. */
async function say(...rows: readonly Row[]): Promise<string> {
  return (await bench.say('2301', person, { feedetail: rows.map(line) }))?.err_msg ?? ''
}

test('a stay with a refund settles as if only the rest was charged (RULE-076)', async () => {
  expect(await say({ sn: 1, cnt: 3 })).toBe('')
  expect(await say({ sn: 2, of: 1, cnt: -2 })).toBe('')
  await must(bench, bench.message('2402', person, departure(VISIT, mdtrtId)))
  const rest = { ...VISIT, lines: [{ code: STENT, pric: '3680.00', cnt: '1' }] }
  await must(bench, bench.message('2303', person, claim(rest, mdtrtId, true)))
  await must(bench, bench.message('2304', person, claim(rest, mdtrtId, true)))
  expect(bench.country.settlements()).toMatchObject([{ medfee_fen: 368_000 }])
})

test('a refund needs an original of the same visit, item and price (RULE-076)', async () => {
  expect(await say({ sn: 1, cnt: 3 })).toBe('')
  const reason = '费用明细5为退费，原费用流水号'
  expect(await say({ sn: 5, of: 9, cnt: -1 })).toContain(`${reason}9`)
  expect(await say({ sn: 5, of: 1, cnt: -1, code: 'C0201010070001' })).toContain(reason)
  expect(await say({ sn: 5, of: 1, cnt: -1, pric: '3000.00' })).toContain(reason)
  expect(await say({ sn: 4, of: 1, cnt: -1 })).toBe('')
  expect(await say({ sn: 5, of: 4, cnt: -1 })).toContain(`${reason}4`)
})

test('a refund line without an original is refused (RULE-076, RULE-084)', async () => {
  expect(await say({ sn: 5, cnt: -1 })).toContain('init_feedetl_sn')
})

test('never more is taken back than was charged, over all refunds (RULE-076)', async () => {
  expect(await say({ sn: 1, cnt: 3 }, { sn: 2, of: 1, cnt: -1 })).toBe('')
  expect(await say({ sn: 3, of: 1, cnt: -3 }))
    .toBe('费用明细3退费超过原费用1：尚可退数量2.0000、金额7360')
  expect(await say({ sn: 3, of: 1, cnt: -1 }, { sn: 4, of: 1, cnt: -2 })).toContain('费用明细4')
  expect(await say({ sn: 3, of: 1, cnt: -1 }, { sn: 4, of: 1, cnt: -1 })).toBe('')
})

test('a charge is not deleted from under its refund, but together with it (RULE-076)', async () => {
  expect(await say({ sn: 1, cnt: 3 }, { sn: 2, of: 1, cnt: -1 })).toBe('')
  const drop = async (...serials: string[]) => {
    const data = serials.map((feedetl_sn) =>
      ({ feedetl_sn, mdtrt_id: mdtrtId, psn_no: person.psn_no }))
    return (await bench.say('2302', person, { data }))?.err_msg
  }
  expect(await drop('1')).toBe('费用明细1已有退费明细，须先撤销退费明细')
  expect(await drop('1', '2')).toBe('')
})

const codes = [STENT, 'XC09DAX0020001', 'S1101000130001', 'S1109000100001', 'XL01XXX0150001']
const charge = fc.record({
  code: fc.constantFrom(...codes),
  /** Hundredths of a fen; every part is some fen, so that rounding never takes all of it. */
  price: fc.integer({ min: 100_000, max: 50_000_000 }),
  parts: fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 2, maxLength: 5 }),
})

test('charge and refunds are the charge of the rest (RULE-076, RULE-078)', async () => {
  let sn = 100
  await fc.assert(fc.asyncProperty(charge, async ({ code, price, parts }) => {
    const pric = (price / 10_000).toFixed(4)
    const [kept = 1, ...taken] = parts
    const first = (sn += 10)
    const whole = (kept + taken.reduce((sum, part) => sum + part, 0)) / 100
    const rows = taken.map((part, at) =>
      ({ sn: first + 1 + at, of: first, cnt: -part / 100, code, pric }))
    const reason = await say({ sn: first, cnt: whole, code, pric }, ...rows)
    const before = [first, ...rows.map((row) => row.sn)].map(String)
    const open = openLines(platformStore(bench), mdtrtId, '')
      .filter((one) => before.includes(one.feedetl_sn))
    const item = catalogueItem(code)
    if (item === undefined) throw new RangeError(code)
    const rest = splitLine(item, pric, kept / 100)
    const sum = sumLines(open)
    expect(reason).toBe('')
    // Each refund was rounded by itself, so the total may be a fen a line away from the rest.
    expect(Math.abs(sum.feeFen - rest.feeFen)).toBeLessThanOrEqual(taken.length + 1)
    expect(sum.feeFen)
      .toBe(sum.ownFen + sum.overLimitFen + sum.payFirstFen + sum.inScopeFen)
    for (const part of ['ownFen', 'overLimitFen', 'payFirstFen', 'inScopeFen'] as const) {
      expect(sum[part]).toBeGreaterThanOrEqual(0)
      expect(Math.abs(sum[part] - rest[part])).toBeLessThanOrEqual(taken.length + 1)
    }
  }), { numRuns: 40 })
})
