/** Defects of procedure: steps that are dropped, repeated, or done with what no longer holds. */
import type { Journey, Outcome, Step } from '../../contracts/exchange.ts'
import { divideHalfUp, fenOf, scaled, yuanOf } from '../../core/money.ts'
import type { Defect, Memory, Plant } from './plant.ts'
import { eachRow } from './rewrite.ts'
import type { Row } from './rewrite.ts'

const SETTLING = ['2207', '2304', '2102']

export const JOURNEY_DEFECTS: readonly Defect[] = [
  {
    id: 'pay-twice',
    title: {
      zh: '结算超时当作失败, 不查询不冲正就再次结算',
      en: 'A settlement that timed out counts as failed and is sent again, unasked, unreversed',
    },
    party: 'hospital',
    requirement: 'RULE-153',
    plant: { careful: settleAgain },
  },
  {
    id: 'double-discharge',
    title: {
      zh: '出院结算提交两次, 报文ID不同(按钮连击未拦截)',
      en: 'The discharge settlement is sent twice under two ids: a double click',
    },
    party: 'hospital',
    requirement: 'RULE-164',
    plant: { journey: acting(() => twice) },
  },
  {
    id: 'stale-trial',
    title: {
      zh: '预结算后又加了费用, 不重新预结算, 仍用旧的返回值结算',
      en: 'Fees were added after the pre-settlement, whose old answer is settled all the same',
    },
    party: 'hospital',
    requirement: 'IF-TRIAL',
    plant: { journey: acting(firstTrialHolds) },
  },
  {
    id: 'line-rounding',
    title: {
      zh: '单价先舍入到分再乘数量并截断, 明细和总额都偏差',
      en: 'Prices are rounded to the fen before they are multiplied; the total follows',
    },
    party: 'hospital',
    requirement: 'RULE-074',
    plant: { journey: acting(priceRoundedFirst) },
  },
  {
    id: 'wrong-person',
    title: {
      zh: '挂号用了上一位患者的人员编号(窗口缓存未清)',
      en: "The registration carries an earlier patient's number: the desk's cache is not cleared",
    },
    party: 'hospital',
    requirement: 'IF-CONTENT',
    plant: { journey: acting(earlierPatient) },
  },
  {
    id: 'no-diagnosis',
    title: {
      zh: '门诊不传就诊信息直接传明细(2203 未接入)',
      en: 'Outpatient lines go up without the visit information: 2203 is not wired',
    },
    party: 'hospital',
    requirement: 'IF-ORDER-OTP',
    plant: { journey: acting(() => skipping('2203')) },
  },
  {
    id: 'no-discharge',
    title: {
      zh: '未办理出院就做出院结算(2402 未接入)',
      en: 'A stay is settled without a discharge: 2402 is not wired',
    },
    party: 'hospital',
    requirement: 'IF-ORDER-IPT',
    plant: { journey: acting(() => skipping('2402')) },
  },
]

/** How the faulty desk performs one step that the sound journey asks for. */
type Performer = (step: Step) => Journey<Outcome>

/** A journey whose steps are performed by somebody else, who is new for every journey. */
function acting(start: (memory: Memory) => Performer): NonNullable<Plant['journey']> {
  return function* (journey, memory) {
    const perform = start(memory)
    let turn = journey.next()
    while (turn.done !== true) turn = journey.next(yield* perform(turn.value))
    return turn.value
  }
}

/** Lost settlements go out under a new id at once; other messages again under the same id. */
function* settleAgain<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    let outcome = yield step
    if (outcome.kind === 'unknown') {
      const settling = SETTLING.includes(step.infno)
      outcome = yield settling ? step : { ...step, resendMsgid: outcome.msgid }
    }
    turn = journey.next(outcome)
  }
  return turn.value
}

function* twice(step: Step): Journey<Outcome> {
  const outcome = yield step
  if (step.infno === '2304') yield step
  return outcome
}

function firstTrialHolds(): Performer {
  let first: Outcome | undefined
  return function* (step) {
    if (step.infno !== '2206') return yield step
    first ??= yield step
    return first
  }
}

/** Leaves a transaction out; nobody reads its answer, so the one before stands in for it. */
function skipping(infno: string): Performer {
  let last: Outcome | undefined
  return function* (step) {
    if (step.infno === infno && last !== undefined) return last
    last = yield step
    return last
  }
}

function earlierPatient(memory: Memory): Performer {
  let earlier: string | undefined
  return function* (step) {
    if (step.infno === '2001') {
      earlier = memory.get('psn_no')
      memory.set('psn_no', String((step.input['data'] as Row)['psn_no']))
    }
    if (step.infno !== '2201' || earlier === undefined) return yield step
    return yield { ...step, input: eachRow(step.input, (row) => ({ ...row, psn_no: earlier })) }
  }
}

/** Only lines that come out more than the one fen wrong that the interface allows are changed. */
function priceRoundedFirst(): Performer {
  let excessFen = 0
  function line(row: Row): Row {
    if (!('det_item_fee_sumamt' in row)) return row
    const { pric, cnt, det_item_fee_sumamt: amount } = row as Record<string, string | number>
    const wrongFen = truncatedFen(pric ?? 0, cnt ?? 0)
    const differenceFen = wrongFen - fenOf(amount ?? 0)
    if (Math.abs(differenceFen) <= 1) return row
    excessFen += differenceFen
    return { ...row, det_item_fee_sumamt: yuanOf(wrongFen) }
  }
  function total(row: Row): Row {
    if (!('medfee_sumamt' in row)) return row
    const fen = fenOf(row['medfee_sumamt'] as string | number)
    return { ...row, medfee_sumamt: yuanOf(fen + excessFen) }
  }
  return function* (step) {
    return yield { ...step, input: eachRow(eachRow(step.input, line), total) }
  }
}

function truncatedFen(price: string | number, quantity: string | number): number {
  const priceFen = BigInt(divideHalfUp(scaled(price, 6), 10_000n))
  return Number((priceFen * scaled(quantity, 4)) / 10_000n)
}
