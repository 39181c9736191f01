import { expect, test } from 'vitest'
import { judge } from '../judge.ts'
import { caseOf, inRows, LINES, scene } from './testing.ts'
import type { Plot } from './testing.ts'
import type { Case } from '../../contracts/case.ts'
import type { Journey, Outcome } from '../../contracts/exchange.ts'
import { isRecord, rowsOf } from './read.ts'
import type { Finding } from '../../contracts/run-record.ts'

const replay = (name: string) => `liantiao replay run ${name}`
const [first, second] = LINES

/** Sends a query of the institution's own before every settlement. */
function* curious<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    if (step.infno === '2207') {
      const input = { data: { psn_no: '43010000000000000000001234', setl_id: '', mdtrt_id: 'V' } }
      yield { infno: '5203', insuplc_admdvs: step.insuplc_admdvs, input }
    }
    turn = journey.next(yield step)
  }
  return turn.value
}

/** After a lost answer the very same message is sent again. */
function* again<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    let outcome: Outcome = yield step
    if (outcome.kind === 'unknown') outcome = yield { ...step, resendMsgid: outcome.msgid }
    turn = journey.next(outcome)
  }
  return turn.value
}

/** After a lost answer the settlement that a query finds is taken over, without a reversal. */
function* adopt<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    let outcome: Outcome = yield step
    if (outcome.kind === 'unknown') {
      const { psn_no, mdtrt_id } = step.input['data'] as { psn_no: string; mdtrt_id: string }
      const input = { data: { psn_no, setl_id: '', mdtrt_id } }
      outcome = yield { infno: '5203', insuplc_admdvs: step.insuplc_admdvs, input }
    }
    turn = journey.next(outcome)
  }
  return turn.value
}

/** Every fee line goes up in a message of its own. */
function* oneByOne<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    const rows = step.infno === '2204' ? rowsOf(step.input['feedetail']) : []
    for (const row of rows.slice(0, -1)) yield { ...step, input: { feedetail: [row] } }
    const input = rows.length > 0 ? { feedetail: rows.slice(-1) } : step.input
    turn = journey.next(yield { ...step, input })
  }
  return turn.value
}

function isWarning(one: Finding): boolean {
  return one.severity === 'warning'
}

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).reverse().map(([key, inside]) => [key, backwards(inside)]),
  )
}

function asText(value: unknown): unknown {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.map(asText)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [key, asText(inside)]))
}

const innocents: readonly [string, Case, Plot][] = [
  ['an outpatient visit', caseOf('outpatient'), {}],
  ['a stay', caseOf('inpatient'), {}],
  ['a pharmacy sale', caseOf('pharmacy'), {}],
  ['an outpatient refund', caseOf('outpatient', { refund: true }), {}],
  ['an inpatient refund', caseOf('inpatient', { refund: true }), {}],
  ['lines added after the trial',
    caseOf('outpatient', {
      lines: first === undefined ? [] : [first],
      linesAddedAfterTrial: second === undefined ? [] : [second],
    }), {}],
  ['fields in another order',
    caseOf('outpatient'), { plant: (message) => backwards(message) }],
  ['numbers as text',
    caseOf('outpatient'), { plant: (message) => ({ ...message, input: asText(message.input) }) }],
  ['infcode as text',
    caseOf('outpatient'),
    { answer: (_, answer) => ({ ...answer, infcode: String(answer['infcode']) }) }],
  ['fields that no table knows',
    caseOf('outpatient'),
    { plant: inRows(['2201', '2207'], (row) => { row['soft_fcty'] = 'x' }) }],
  ['fee lines in several uploads', caseOf('outpatient'), { journey: oneByOne }],
  ['a lost settlement that a query found and the desk took over',
    caseOf('outpatient'),
    { lose: { infno: '2207', booked: true }, careful: adopt, adopts: true }],
  ['extra queries', caseOf('outpatient'), { journey: curious }],
  ['a lost settlement that was booked, asked for and reversed',
    caseOf('outpatient'), { lose: { infno: '2207', booked: true } }],
  ['a lost settlement that never arrived',
    caseOf('inpatient'), { lose: { infno: '2304', booked: false } }],
  ['a lost settlement sent again under its own msgid',
    caseOf('outpatient'), { lose: { infno: '2207', booked: true }, careful: again }],
  ['a lost upload sent again under its own msgid',
    caseOf('outpatient'), { lose: { infno: '2204', booked: true } }],
  ['a lost refund sent again under its own msgid',
    caseOf('outpatient', { refund: true }), { lose: { infno: '2208', booked: true } }],
]

test.each(innocents)('%s is nobody\'s fault', (_, visit, plot) => {
  const { cases, decision } = judge(scene([visit], plot), { replay })
  const bad = cases.flatMap(({ findings }) => findings).filter((one) => !isWarning(one))
  expect(bad.map((one) => `${one.check} #${one.exchange} ${one.message.en}`)).toEqual([])
  expect(cases.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass'])
  expect(decision).toBe('granted')
})
