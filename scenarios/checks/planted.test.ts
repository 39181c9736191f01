import { expect, test } from 'vitest'
import type { Case } from '../../contracts/case.ts'
import type { Journey } from '../../contracts/exchange.ts'
import { judge } from '../judge.ts'
import { JourneyStopped } from '../journeys/ask.ts'
import { PERSON } from './testing-platform.ts'
import { caseOf, inRows, LINES, scene } from './testing.ts'
import type { Message, Plot } from './testing.ts'

const replay = (name: string) => `liantiao replay run ${name}`
const [first, second] = LINES
const outpatient = caseOf('outpatient')
const refund = caseOf('outpatient', { refund: true })
const inpatient = caseOf('inpatient')
const visit = outpatient.sheet.visit
const added = caseOf('outpatient', {
  lines: first === undefined ? [] : [first],
  linesAddedAfterTrial: second === undefined ? [] : [second],
})

function special(med_type: string, rest: object): Case {
  return caseOf('outpatient', visit === undefined ? {} : { visit: { ...visit, med_type, ...rest } })
}

/** Changes the envelope of one transaction. */
function envelope(infno: string, change: Partial<Message>) {
  return (message: Message) => (message.infno === infno ? { ...message, ...change } : message)
}

/** Leaves out a transaction and makes its answer up. */
function without(infno: string, output: Readonly<Record<string, unknown>> | null = null) {
  return function* <Result>(journey: Journey<Result>): Journey<Result> {
    let turn = journey.next()
    while (turn.done !== true) {
      const step = turn.value
      const response = {
        infcode: 0, inf_refmsgid: '', refmsg_time: '', respond_time: '', err_msg: '', output,
      }
      turn = step.infno === infno
        ? journey.next({ kind: 'answered', msgid: '', response })
        : journey.next(yield step)
    }
    return turn.value
  }
}

/** Sends some transactions a second time, as a double click does. */
function doubled(infno: string) {
  return function* <Result>(journey: Journey<Result>): Journey<Result> {
    let turn = journey.next()
    while (turn.done !== true) {
      const step = turn.value
      const outcome = yield step
      if (step.infno === infno) yield step
      turn = journey.next(outcome)
    }
    return turn.value
  }
}

/** The second pre-settlement is skipped, and the first one's answer used. */
function* stale<Result>(journey: Journey<Result>): Journey<Result> {
  let known: Parameters<typeof journey.next>[0] | undefined
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    const outcome = step.infno === '2206' && known !== undefined ? known : yield step
    if (step.infno === '2206') known = outcome
    turn = journey.next(outcome)
  }
  return turn.value
}

/** A lost answer is taken for a failure: the same step goes out at once, with a new msgid. */
function* blind<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const outcome = yield turn.value
    turn = journey.next(outcome.kind === 'unknown' ? yield turn.value : outcome)
  }
  return turn.value
}

const NO_REFUND = {
  setl_id: 'S0', mdtrt_id: 'V0', medfee_sumamt: 0, fund_pay_sumamt: 0, acct_pay: 0,
  pdn_cash_pay: 0,
}

/** A lost answer is left as it is, and the desk goes on to the next patient. */
function* helpless<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const outcome = yield turn.value
    if (outcome.kind === 'unknown') throw new JourneyStopped(turn.value.infno, outcome.reason)
    turn = journey.next(outcome)
  }
  return turn.value
}

/** Reverses the lost message, and then sends it once more under its old msgid. */
function* stubborn<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    let outcome = yield step
    if (outcome.kind === 'unknown') {
      const { insuplc_admdvs, infno: oinfno } = step
      const data = { psn_no: PERSON.psn_no, omsgid: outcome.msgid, oinfno }
      yield { infno: '2601', insuplc_admdvs, input: { data } }
      outcome = yield { ...step, resendMsgid: outcome.msgid }
    }
    turn = journey.next(outcome)
  }
  return turn.value
}

interface Planted {
  readonly title: string
  readonly visit: Case
  readonly plot: Plot
  /** check, requirement, transaction and pointer of one violation that must be found. */
  readonly found: string
}

const PLANTED: readonly Planted[] = [
  { title: 'a missing field', visit: outpatient,
    plot: { plant: inRows(['2201'], (row) => { delete row['dept_code'] }) },
    found: 'contract IF-INPUT 2201 /input/data/dept_code' },
  { title: 'a number sent as an empty text', visit: outpatient,
    plot: { plant: inRows(['2207'], (row) => { row['inscp_scp_amt'] = '' }) },
    found: 'contract IF-NUMERIC 2207 /input/data/inscp_scp_amt' },
  { title: 'an envelope without its operator', visit: outpatient,
    plot: { plant: envelope('2203', { opter: '' }) }, found: 'contract IF-ENVELOPE 2203 /opter' },
  { title: 'a body in GBK', visit: outpatient,
    plot: { body: ({ infno }) => (infno === '2203' ? { base64: '1tC5+g==' } : undefined) },
    found: 'contract IF-UTF8 2203 ' },
  { title: 'a body that is no JSON', visit: outpatient,
    plot: { body: ({ infno }) => (infno === '2203' ? { text: '{"infno":' } : undefined) },
    found: 'contract IF-UTF8 2203 ' },
  { title: 'the own area as insured place', visit: outpatient,
    plot: { plant: envelope('2204', { insuplc_admdvs: '520100' }) },
    found: 'routing RULE-006 2204 /insuplc_admdvs' },
  { title: 'no insured place', visit: outpatient,
    plot: { plant: envelope('2204', { insuplc_admdvs: '' }) },
    found: 'contract RULE-006 2204 /insuplc_admdvs' },
  { title: 'a wrong place of care', visit: outpatient,
    plot: { plant: envelope('2204', { mdtrtarea_admvs: '430100' }) },
    found: 'routing RULE-006 2204 /mdtrtarea_admvs' },
  { title: 'a msgid of another institution', visit: outpatient,
    plot: { plant: envelope('2204', { msgid: 'H99999999999202603021000069999' }) },
    found: 'msgid IF-MSGID 2204 /msgid' },
  { title: 'a msgid used twice', visit: outpatient,
    plot: { plant: (message) => (message.infno === '2204' || message.infno === '2203'
      ? { ...message, msgid: 'H52010012345202603021000059999' } : message) },
    found: 'msgid RULE-152 2204 /msgid' },
  { title: 'business without a sign-in', visit: outpatient,
    plot: { journey: without('9001', { signinoutb: { sign_no: '' } }) },
    found: 'sign-in IF-SIGNIN 1101 ' },
  { title: 'a social-security card without its code', visit: outpatient,
    plot: { plant: inRows(['1101'], (row) => { row['mdtrt_cert_type'] = '03' }) },
    found: 'identity RULE-055 1101 /input/data/card_sn' },
  { title: 'a visit number used twice', visit: outpatient,
    plot: { journey: doubled('2201') },
    found: 'visit-number RULE-064 2201 /input/data/ipt_otp_no' },
  { title: 'another person', visit: outpatient,
    plot: { plant: inRows(['2206'], (row) => { row['certno'] = '110105198001010016' }) },
    found: 'content IF-CONTENT 2206 /input/data/certno' },
  { title: 'another kind of visit', visit: outpatient,
    plot: { plant: inRows(['2203'], (row) => { row['med_type'] = '14' }) },
    found: 'content IF-CONTENT 2203 /input/mdtrtinfo/med_type' },
  { title: 'another quantity', visit: outpatient,
    plot: { plant: inRows(['2204'], (row) => { row['cnt'] = 4 }) },
    found: 'content IF-CONTENT 2204 /input/feedetail/0/cnt' },
  { title: 'no diagnosis before the settlement', visit: outpatient,
    plot: { journey: without('2203') }, found: 'order IF-ORDER-OTP 2206 ' },
  { title: 'no discharge before the settlement', visit: inpatient,
    plot: { journey: without('2402') }, found: 'order IF-ORDER-IPT 2304 ' },
  { title: 'a line amount that is off by two fen', visit: outpatient,
    plot: { plant: inRows(['2204'], (row, index) => {
      if (index === 0) row['det_item_fee_sumamt'] = 118.52
    }) },
    found: 'lines RULE-074 2204 /input/feedetail/0/det_item_fee_sumamt' },
  { title: 'a serial with letters', visit: outpatient,
    plot: { plant: inRows(['2204'], (row, index) => { row['feedetl_sn'] = `F${index}` }) },
    found: 'contract RULE-077 2204 /input/feedetail/0/feedetl_sn' },
  { title: 'a serial of 16 digits', visit: outpatient,
    plot: { plant: inRows(['2204'], (row) => { row['feedetl_sn'] = '0000000000000000' }) },
    found: 'lines RULE-077 2204 /input/feedetail/0/feedetl_sn' },
  { title: 'a serial that occurs twice', visit: outpatient,
    plot: { plant: inRows(['2204'], (row) => { row['feedetl_sn'] = '7' }) },
    found: 'lines RULE-077 2204 /input/feedetail/1/feedetl_sn' },
  { title: 'a total that is not the sum', visit: inpatient,
    plot: { plant: inRows(['2304'], (row) => { row['medfee_sumamt'] = 100 }) },
    found: 'lines RULE-075 2304 /input/data/medfee_sumamt' },
  { title: 'a settlement without a trial', visit: outpatient,
    plot: { plant: inRows(['2206'], (row) => { row['mdtrt_id'] = 'V0' }) },
    found: 'trial IF-TRIAL 2207 ' },
  { title: 'a stale trial', visit: added,
    plot: { journey: stale }, found: 'trial IF-TRIAL 2207 ' },
  { title: 'four sums that are not the trial\'s', visit: inpatient,
    plot: { plant: inRows(['2304'], (row) => { row['inscp_scp_amt'] = 0 }) },
    found: 'trial IF-ECHO 2304 /input/data/inscp_scp_amt' },
  { title: 'a discharge settled twice', visit: inpatient,
    plot: { journey: doubled('2304') }, found: 'trial RULE-164 2304 ' },
  { title: 'no main diagnosis', visit: inpatient,
    plot: { plant: inRows(['2401'], (row) => {
      if ('maindiag_flag' in row) row['maindiag_flag'] = '0'
    }) },
    found: 'main-diagnosis IF-MAINDIAG 2401 /input/diseinfo' },
  { title: 'an emergency without its mark', visit: special('13', {}),
    plot: {}, found: 'emergency RULE-049 2203 /input/mdtrtinfo/exp_content' },
  { title: 'a chronic visit without its disease', visit: special('14', { dise_codg: 'M03900' }),
    plot: { plant: inRows(['2203'], (row) => { if ('dise_codg' in row) row['dise_codg'] = '' }) },
    found: 'chronic RULE-132 2203 /input/mdtrtinfo/dise_codg' },
  { title: 'a settlement sent again blindly', visit: outpatient,
    plot: { lose: { infno: '2207', booked: true }, careful: blind },
    found: 'unknown-outcome RULE-153 2207 ' },
  { title: 'a settlement left in the open', visit: outpatient,
    plot: { lose: { infno: '2207', booked: true }, careful: helpless },
    found: 'unknown-outcome RULE-162 2207 ' },
  { title: 'a reversed message sent once more', visit: outpatient,
    plot: { lose: { infno: '2207', booked: true }, careful: stubborn },
    found: 'unknown-outcome RULE-155 2207 /msgid' },
  { title: 'a reversal under a new msgid', visit: outpatient,
    plot: { lose: { infno: '2207', booked: true },
      plant: inRows(['2601'], (row) => { row['omsgid'] = 'H52010012345202603021000099999' }) },
    found: 'reversal IF-OMSGID 2601 /input/data/omsgid' },
  { title: 'a reversal of another transaction', visit: outpatient,
    plot: { lose: { infno: '2207', booked: true },
      plant: inRows(['2601'], (row) => { row['oinfno'] = '2304' }) },
    found: 'reversal IF-OMSGID 2601 /input/data/oinfno' },
  { title: 'a reversal of what no edition can reverse', visit: outpatient,
    plot: { lose: { infno: '2207', booked: true },
      plant: inRows(['2601'], (row) => { row['oinfno'] = '2201' }) },
    found: 'reversal IF-REVERSAL-KINDS 2601 /input/data/oinfno' },
  { title: 'a batch about two diseases', visit: outpatient,
    plot: { plant: inRows(['2204'], (row, at) => { row['dise_codg'] = `M0${at}900` }) },
    found: 'lines IF-BATCH-WHOLE 2204 /input/feedetail' },
  { title: 'a refusal that nothing else explains', visit: outpatient,
    plot: { answer: ({ infno }, answer) => (infno === '2203'
      ? { ...answer, infcode: -1, err_msg: '就诊ID不存在', output: null } : answer) },
    found: 'refused IF-ORDER-OTP 2203 ' },
  { title: 'a settlement too many', visit: caseOf('pharmacy'),
    plot: { journey: doubled('2102') }, found: 'outcome RULE-164  ' },
  { title: 'a refund that never happened', visit: refund,
    plot: { journey: without('2208', { setlinfo: NO_REFUND }) },
    found: 'outcome IF-REFUND  ' },
  { title: 'a refund of an unknown settlement', visit: refund,
    plot: {
      plant: inRows(['2208'], (row) => { row['setl_id'] = 'S99' }),
      answer: ({ infno }, answer) => (infno === '2208'
        ? { ...answer, infcode: -1, err_msg: '结算记录不存在', output: null } : answer),
    },
    found: 'refund IF-REFUND 2208 /input/data/setl_id' },
  { title: 'a statement that is a fen short', visit: outpatient,
    plot: {
      plant: inRows(['3201'], (row) => { row['medfee_sumamt'] = 121.84 }),
      answer: ({ infno }, answer) => (infno === '3201'
        ? { ...answer, output: { stmtinfo: { setl_optins: '520100', stmt_rslt: '1' } } } : answer),
    },
    found: 'statement IF-STMT 3201 /input/data/medfee_sumamt' },
  { title: 'no statement', visit: outpatient,
    plot: { journey: without('3201', { stmtinfo: { stmt_rslt: '0' } }) },
    found: 'statement RULE-169  ' },
  { title: 'books with another fund amount', visit: outpatient,
    plot: { books: (rows) => rows.map((row) => ({ ...row, fundFen: row.fundFen + 1 })) },
    found: 'books IF-BOOKS  ' },
  { title: 'books without the refund', visit: refund,
    plot: { books: (rows) => rows.filter((row) => row.kind === 'forward') },
    found: 'books IF-REFUND  ' },
  { title: 'books with a row of nobody', visit: outpatient,
    plot: { books: (rows) => rows.concat(rows.map((row) => ({ ...row, setl_id: 'S88' }))) },
    found: 'books IF-BOOKS  ' },
]

test.each(PLANTED)('$title is found', ({ visit: which, plot, found }) => {
  const { cases, decision, requirements } = judge(scene([which], plot), { replay })
  const violations = cases.flatMap(({ findings }) => findings)
    .filter((one) => one.severity === 'violation' && one.attribution === 'target')
  const told = violations.map((one) =>
    `${one.check} ${one.requirement} ${one.infno} ${one.pointer}`)
  expect(told).toContain(found)
  expect(decision).toBe('refused')
  const row = found.split(' ')[1]
  expect(requirements.find(({ id }) => id === row)?.verdict).toBe('fail')
  expect(violations.every((one) => one.message.zh !== '' && one.message.en !== '')).toBe(true)
})

test('a registration goes on although 1101 answered another name', () => {
  const evidence = scene([outpatient])
  const exchanges = evidence.exchanges.map((one) => (one.infno === '1101'
    ? JSON.parse(JSON.stringify(one).replaceAll('"psn_name":"测试甲"', '"psn_name":"测试乙"'))
    : one) as typeof one)
  const { cases } = judge({ ...evidence, exchanges }, { replay })
  expect(cases[1]?.findings.filter(({ check }) => check === 'identity')).toMatchObject([
    { requirement: 'RULE-056', infno: '2201', expected: '测试乙', actual: '测试甲' },
  ])
})

test('our own refund and statement answers are judged too, and blamed on ourselves', () => {
  const { cases } = judge(scene([refund], {
    answer: ({ infno }, answer) => {
      const text = JSON.stringify(answer)
      if (infno === '2208') return JSON.parse(text.replaceAll('-121.85', '-121.84'))
      if (infno !== '3201') return answer
      return JSON.parse(text.replace('"stmt_rslt":"0"', '"stmt_rslt":"1"'))
    },
  }), { replay })
  const ours = cases.flatMap(({ findings }) => findings)
    .filter(({ attribution }) => attribution === 'harness')
  expect(ours.map(({ check }) => check)).toEqual(expect.arrayContaining(['refund', 'statement']))
  expect(cases.map(({ verdict }) => verdict)).toEqual(['pass', 'error', 'error'])
})
