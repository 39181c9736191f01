import { expect, test } from 'vitest'
import type { Check } from './checks/check.ts'
import { finding } from './checks/check.ts'
import { caseOf, inRows, scene } from './checks/testing.ts'
import { judge } from './judge.ts'

const replay = (name: string) => `liantiao replay run ${name}`

test('a sound run is granted, and every pass names what it looked at', () => {
  const visit = caseOf('outpatient', {}, { requirements: ['RULE-006', 'IF-TRIAL'] })
  const { cases, decision, requirements, settledFen } = judge(scene([visit]), { replay })
  expect(decision).toBe('granted')
  expect(cases.map(({ name, verdict }) => [name, verdict])).toEqual([
    ['sign-in', 'pass'],
    ['outpatient', 'pass'],
    ['day-end', 'pass'],
  ])
  expect(cases[1]?.looked).toMatchObject({ contract: 7, lines: 4, trial: 1, outcome: 1 })
  expect(cases[2]?.looked).toMatchObject({ statement: 2, books: 2 })
  expect(cases[1]?.replay).toBe('liantiao replay run outpatient')
  expect(requirements.find(({ id }) => id === 'IF-TRIAL')).toMatchObject({
    verdict: 'pass',
    cases: ['outpatient'],
  })
  expect(settledFen).toBe(12_185)
})

test('a breach fails its own row, and not the others that the case lists', () => {
  const visit = caseOf('outpatient', {}, { requirements: ['RULE-074', 'RULE-077'] })
  const plant = inRows(['2204'], (row) => {
    row['det_item_fee_sumamt'] = Number(row['det_item_fee_sumamt']) + 0.02
  })
  const { requirements, decision, reasons } = judge(scene([visit], { plant }), { replay })
  const verdictOf = (id: string) => requirements.find((row) => row.id === id)?.verdict
  expect(verdictOf('RULE-074')).toBe('fail')
  expect(verdictOf('RULE-077')).toBe('pass')
  expect(decision).toBe('refused')
  expect(reasons.some(({ zh }) => zh.startsWith('RULE-074') && zh.includes('四舍五入'))).toBe(true)
})

test('a case whose listed row nobody looked at is our error', () => {
  const visit = caseOf('outpatient', {}, { requirements: ['IF-MAINDIAG'] })
  const { cases, decision } = judge(scene([visit]), { replay })
  expect(cases[1]?.verdict).toBe('error')
  expect(cases[1]?.findings.at(-1)).toMatchObject({
    attribution: 'harness',
    requirement: 'IF-MAINDIAG',
  })
  expect(decision).toBe('inconclusive')
})

test('a check that throws is our error, and the others go on', () => {
  const evidence = scene([caseOf('outpatient')])
  const broken: Check = {
    id: 'broken',
    requirements: ['RULE-006'],
    scope: 'case',
    judge: () => {
      throw new RangeError('out of wits')
    },
  }
  const silent: Check = {
    id: 'watchful',
    requirements: ['RULE-074'],
    scope: 'case',
    judge: ({ heard }) => ({ looked: heard.length, findings: [] }),
  }
  const { cases, decision, requirements } = judge(evidence, { replay, checks: [broken, silent] })
  expect(cases.map(({ verdict }) => verdict)).toEqual(['error', 'error', 'error'])
  expect(cases[1]?.looked).toEqual({ watchful: 7 })
  expect(cases[1]?.findings[0]).toMatchObject({ attribution: 'harness', check: 'broken' })
  expect(requirements.find(({ id }) => id === 'RULE-006')?.verdict).toBe('error')
  expect(decision).toBe('inconclusive')
})

test('a case in which nothing is looked at is an error, and never a pass', () => {
  const nothing: Check = {
    id: 'blind',
    requirements: [],
    scope: 'case',
    judge: () => ({ looked: 0, findings: [] }),
  }
  const { cases } = judge(scene([caseOf('outpatient')]), { replay, checks: [nothing] })
  expect(cases.map(({ verdict }) => verdict)).toEqual(['error', 'error', 'error'])
})

test('a row that is not sourced can only warn a third party', () => {
  const strict: Check = {
    id: 'strict',
    requirements: ['RULE-101'],
    scope: 'case',
    judge: ({ heard }) => ({
      looked: heard.length,
      findings: [finding('strict', { heard: null }, {
        requirement: 'RULE-101', expected: '', actual: '', zh: '设计', en: 'design',
      })],
    }),
  }
  const { cases, decision } = judge(scene([caseOf('outpatient')]), { replay, checks: [strict] })
  expect(cases[1]?.findings[0]?.severity).toBe('warning')
  expect(decision).toBe('granted')
})

test('a party that could not be reached leaves the case open', () => {
  const evidence = scene([caseOf('outpatient')])
  const gone = {
    ...evidence,
    exchanges: evidence.exchanges.filter((one) => one.case !== 'outpatient'),
    reports: evidence.reports.filter((one) => one.case !== 'outpatient'),
    books: null,
  }
  const { cases, decision } = judge(gone, { replay })
  expect(cases[1]?.verdict).toBe('inconclusive')
  expect(decision).toBe('inconclusive')
})

test('a wrong answer of ours is an error and accuses nobody', () => {
  const { cases, decision } = judge(scene([caseOf('outpatient')], {
    answer: ({ infno }, answer) => {
      if (infno !== '2207') return answer
      const output = structuredClone(answer['output']) as { setlinfo: { psn_cash_pay: number } }
      output.setlinfo.psn_cash_pay += 0.01
      return { ...answer, output }
    },
  }), { replay })
  expect(cases[1]?.verdict).toBe('error')
  const violations = cases[1]?.findings.filter(({ severity }) => severity === 'violation') ?? []
  expect(violations.map(({ attribution }) => attribution)).toEqual(['harness'])
  expect(violations[0]?.message.en).toContain('psn_part_amt = acct_pay + psn_cash_pay')
  expect(decision).toBe('inconclusive')
})

test('the right lines and a wrong amount are our own fault', () => {
  const expected = { liveSettlements: 1, amounts: { fund_pay_sumamt: 7_310 } }
  const { cases } = judge(scene([caseOf('outpatient', {}, { expected })]), { replay })
  expect(cases[1]?.verdict).toBe('error')
  expect(cases[1]?.findings[0]).toMatchObject({
    attribution: 'harness',
    pointer: '/output/setlinfo/fund_pay_sumamt',
    expected: '73.1',
    actual: '73.11',
  })
})

test('a refusal whose cause is known is a note that names the cause', () => {
  const { cases } = judge(scene([caseOf('outpatient')], {
    plant: inRows(['2204'], (row) => {
      row['det_item_fee_sumamt'] = 1
    }),
    answer: ({ infno }, answer) => (infno === '2204'
      ? { ...answer, infcode: -1, err_msg: '费用明细金额不符', output: null } : answer),
  }), { replay })
  const refused = cases[1]?.findings.filter(({ check }) => check === 'refused') ?? []
  expect(refused.map(({ severity }) => severity)).toEqual(['note'])
  expect(refused[0]?.message.zh).toContain('lines RULE-074')
})

test('a message that belongs to no case is judged in a place of its own', () => {
  const evidence = scene([caseOf('outpatient')])
  const exchanges = evidence.exchanges.map((one) =>
    one.infno === '2203' ? { ...one, case: '', request: { path: '', body: { text: 'x' } } } : one)
  const { cases } = judge({ ...evidence, exchanges }, { replay })
  const nobodys = cases.find(({ name }) => name === '')
  expect(nobodys?.verdict).toBe('fail')
  expect(nobodys?.findings.map(({ requirement }) => requirement)).toContain('IF-UTF8')
})

test('the order of the evidence does not matter', () => {
  const evidence = scene([caseOf('inpatient', { refund: true })])
  const turned = { ...evidence, exchanges: evidence.exchanges.toReversed() }
  expect(judge(turned, { replay })).toEqual(judge(evidence, { replay }))
})
