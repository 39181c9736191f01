import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { requirementOf } from '../requirements.ts'
import { transactionOf } from '../transactions.ts'
import { BATCH_RULES, mixedBatches } from './batches.ts'
import { judgeStep, mustPrecede } from './machine.ts'
import type { Machine } from './machine.ts'
import { protocolPage } from './page.ts'
import { REVERSAL_RULES, REVERSIBLE } from './reversal.ts'
import { inpatientMachine, outpatientMachine } from './visits.ts'

const never = () => false

function walk<State extends string>(machine: Machine<State>, infnos: readonly string[]): string {
  let state = machine.initial
  for (const infno of infnos) {
    const verdict = judgeStep(machine, state, infno, never)
    if (!verdict.allowed) return `${infno} needs ${verdict.needed.join(' ')}`
    state = verdict.to
  }
  return state
}

describe('the order of an outpatient visit', () => {
  test.for<[string, string]>([
    ['2201 2203 2204 2206 2207', 'settled'],
    ['2201 2203 2204 2206 2206 2207', 'settled'],
    ['2201 2203 2204 2206 2207 2208 2205 2202', 'absent'],
    ['2201 2203 2204 2206 2207 2208 2205 2204 2206 2207', 'settled'],
    ['2201 2204', '2204 needs 2203'],
    ['2201 2203 2204 2207', '2207 needs 2206'],
    ['2201 2203 2204 2206 2204 2207', '2207 needs 2206'],
    ['2203', '2203 needs 2201'],
    ['2207', '2207 needs 2201 2203 2204 2206'],
    ['2201 2203 2204 2202', '2202 needs 2205'],
    ['2201 2203 2204 2206 2207 2205', '2205 needs 2204'],
    ['2201 2203 2204 2206 2207 2207', '2207 needs 2204 2206'],
  ])('%s leads to: %s', ([sequence, end]) => {
    expect(walk(outpatientMachine, sequence.split(' '))).toBe(end)
  })
})

describe('the order of a stay', () => {
  test.for<[string, string]>([
    ['2401 2301 2402 2303 2304', 'settled'],
    ['2401 2301 2303 2402 2304', 'settled'],
    ['2401 2402 2301 2303 2304', 'settled'],
    ['2401 2301 2402 2303 2304 2305 2405 2302 2404', 'absent'],
    ['2401 2301 2303 2304', '2304 needs 2402'],
    ['2401 2301 2402 2304', '2304 needs 2303'],
    ['2401 2301 2402 2303 2301 2304', '2304 needs 2303'],
    ['2401 2301 2404', '2404 needs 2302'],
    ['2402', '2402 needs 2401'],
  ])('%s leads to: %s', ([sequence, end]) => {
    expect(walk(inpatientMachine, sequence.split(' '))).toBe(end)
  })

  test('a stay is settled in between only when the message says so', () => {
    const midStay = judgeStep(inpatientMachine, 'tried', '2304', (guard) => guard === 'mid-stay')
    expect(midStay).toMatchObject({ allowed: true, to: 'admitted' })
    expect(judgeStep(inpatientMachine, 'tried', '2304', never).allowed).toBe(false)
  })
})

test('what must precede a transaction follows from the tables', () => {
  expect(mustPrecede(outpatientMachine, '2207', never)).toEqual(['2201', '2203', '2204', '2206'])
  expect(mustPrecede(outpatientMachine, '2204', never)).toEqual(['2201', '2203'])
  expect(mustPrecede(inpatientMachine, '2304', never)).toEqual(['2401', '2301', '2402', '2303'])
  const midStay = mustPrecede(inpatientMachine, '2304', (guard) => guard === 'mid-stay')
  expect(midStay).toEqual(['2401', '2301', '2303'])
  expect(mustPrecede(outpatientMachine, '2201', never)).toEqual([])
})

describe('every table', () => {
  const machines: readonly Machine<string>[] = [outpatientMachine, inpatientMachine]

  test('names known transactions, states and requirement rows only', () => {
    for (const machine of machines) {
      const states = new Set(Object.keys(machine.states))
      for (const row of machine.transitions) {
        expect(transactionOf(row.infno), row.infno).toBeDefined()
        expect(requirementOf(row.requirement), row.requirement).toBeDefined()
        for (const state of [...row.from, row.to]) expect(states).toContain(state)
      }
    }
    for (const rule of [...REVERSAL_RULES, ...BATCH_RULES]) {
      expect(requirementOf(rule.requirement), rule.requirement).toBeDefined()
    }
    for (const infno of REVERSIBLE['national'] ?? []) expect(transactionOf(infno)).toBeDefined()
  })

  test('can reach each of its states, and can leave each of them', () => {
    for (const machine of machines) {
      for (const state of Object.keys(machine.states)) {
        const arrived = machine.transitions.some((row) => row.to === state)
        expect(arrived || state === machine.initial, state).toBe(true)
        expect(machine.transitions.some((row) => row.from.includes(state)), state).toBe(true)
      }
    }
  })

  test('takes back every step but the questions', () => {
    for (const machine of machines) {
      const undone = new Set(machine.transitions.map((row) => row.undoes))
      const steps = machine.transitions.filter((row) => row.undoes === undefined)
      const questions = ['2203', '2206', '2303', '2403']
      for (const { infno } of steps.filter((row) => !questions.includes(row.infno))) {
        expect(undone, infno).toContain(infno)
      }
    }
  })

  test('is what the page shows', () => {
    const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8')
    expect(page).toBe(protocolPage())
  })
})

test('a batch with two diseases is noticed, two batches with one each are not', () => {
  const line = (chrg_bchno: string, dise_codg: string) => ({ chrg_bchno, dise_codg })
  expect(mixedBatches([line('B1', 'M03900'), line('B2', 'M01600')])).toEqual([])
  expect(mixedBatches([line('B1', 'M03900'), line('B1', 'M01600')])).toEqual([
    { batch: 'B1', diseases: ['M03900', 'M01600'] },
  ])
})
