import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import { checkResponse } from '../../contracts/validate.ts'
import { fenOf } from '../money.ts'
import { ACCUMULATOR_KINDS } from '../calculator/year-to-date.ts'
import { bundledPack, bundledPacks } from './bundled.ts'
import { loadClaim } from './claim-file.ts'
import { explain } from './explanation.ts'
import type { Explanation } from './explanation.ts'
import { accumulatorTitles, CLAIM_WORDS, setlinfoTitles } from './titles.ts'

const directory = new URL('examples/', import.meta.url)

function explained(name: string): Explanation {
  const claim = loadClaim(readFileSync(new URL(name, directory), 'utf8'), name)
  return explain(claim, bundledPack(claim.pack ?? ''))
}

const EXPLAINED = readdirSync(directory).map((name) => [name, explained(name)] as const)

test.for(EXPLAINED)('the explanation of %s has its form', ([, explanation]) => {
  expect(checkDocument('explanation', explanation)).toEqual([])
})

test.for(EXPLAINED)('every number of the policy behind %s is in the pack, with its document ' +
  '(RULE-012)', ([, { pack, steps }]) => {
  const parameters = steps.flatMap((step) => step.parameters)
  expect(parameters.length).toBeGreaterThan(1)
  const policy = bundledPacks().find(({ id, version }) =>
    id === pack.id && version === pack.version)
  for (const { pointer, document } of parameters) {
    const value = pointer.split('/').slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], policy)
    expect(value).toBeDefined()
    expect(pack.documents.map((one) => one.title)).toContain(document)
  }
  for (const step of steps.filter((one) => one.parameters.length > 0)) {
    expect(step.pack).toBe(`${pack.id} ${pack.version}`)
  }
})

test.for(EXPLAINED)('the amounts of %s add up, in fen and on the wire ' +
  '(RULE-089, RULE-090, RULE-091)', ([, { amounts, wire }]) => {
  const { feeFen = 0, fundFen, personFen = 0, hospitalFen = 0, accountFen = 0, cashFen } = amounts
  expect(feeFen).toBe(Number(fundFen) + personFen + hospitalFen)
  expect(personFen).toBe(accountFen + Number(cashFen))
  const { setlinfo } = wire
  const funds = [
    setlinfo.hifp_pay, setlinfo.cvlserv_pay, setlinfo.hifes_pay, setlinfo.hifmi_pay,
    setlinfo.hifob_pay, setlinfo.maf_pay, setlinfo.oth_pay,
  ].map((yuan) => fenOf(yuan ?? 0))
  expect(funds.reduce((sum, fen) => sum + fen, 0)).toBe(fundFen)
  expect(fenOf(setlinfo.medfee_sumamt)).toBe(feeFen)
})

test.for(EXPLAINED)('but for who it is, the answer to %s keeps to the contract (RULE-124)',
  ([, { wire }]) => {
    const envelope = {
      infcode: 0, warn_msg: '', cainfo: '', err_msg: '', refmsg_time: '20260311090000000',
      signtype: '', respond_time: '20260311090000100', inf_refmsgid: '430000202603110900000001',
      output: wire,
    }
    const nobody = ['mdtrt_id', 'setl_id', 'psn_no', 'psn_name', 'psn_cert_type', 'certno', 'gend',
      'naty', 'brdy', 'medins_setl_id', 'clr_optins', 'mdtrt_cert_type']
    const found = checkResponse('2207', envelope).filter((one) => one.severity === 'violation')
    expect(found.map((one) => one.field).filter((field) => !nobody.includes(field))).toEqual([])
  })

test('fee lines are explained before the sums (RULE-074, RULE-080)', () => {
  const { steps } = explained('referral-stay.yaml')
  const material = steps.filter((one) => one.title.zh.startsWith('乙类材料'))
  expect(material.map((one) => [one.step, one.rule, one.arithmetic, one.amount])).toEqual([
    [1, 'RULE-074', '3680.00 × 2', 736_000],
    [2, 'RULE-080', '7,360.00 − 3200 × 2', 96_000],
    [2, 'RULE-079', '6,400.00 × 20%', 128_000],
    [2, 'RULE-078', '7,360.00 − 960.00 − 1,280.00', 512_000],
  ])
})

test('a stay over New Year is explained year by year (RULE-108)', () => {
  const { parts, accumulatorsAfter } = explained('stay-over-new-year.yaml')
  // 38,000.00 yuan over 19 days: 20,000.00 for ten of them, the rest for nine.
  expect(parts.map((one) => [one.year, one.days, one.feeFen])).toEqual([
    ['2025', 10, 2_000_000], ['2026', 9, 1_800_000],
  ])
  // 2025 had 500,000 fen left under its cap, and was charged the deductible for both years.
  expect(accumulatorsAfter['2025']).toMatchObject({ poolFen: 10_000_000, deductibleFen: 80_000 })
  // (3,500,000 − 1,842,105) × 88 % = 1,458,947.6
  expect(accumulatorsAfter['2026']).toMatchObject({ poolFen: 1_458_948, deductibleFen: 0 })
})

test('everything that is told has a Chinese name', () => {
  const titles = accumulatorTitles()
  for (const kind of [...ACCUMULATOR_KINDS, 'otherPayersFen']) {
    expect(titles.get(kind)).toMatch(/[\u4e00-\u9fff]/)
  }
  for (const [, { wire, claim }] of EXPLAINED) {
    const known = [...setlinfoTitles().keys()]
    expect(known).toEqual(expect.arrayContaining(Object.keys(wire.setlinfo)))
    for (const word of [claim.kind, claim.category, claim.scope]) {
      expect(CLAIM_WORDS[word]).toBeDefined()
    }
  }
})
