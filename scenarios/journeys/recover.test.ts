import { describe, expect, test } from 'vitest'
import type { Journey, Outcome, ResponseEnvelope, Step } from '../../contracts/exchange.ts'
import { JourneyStopped } from './ask.ts'
import { recover } from './recover.ts'

const settle: Step = {
  infno: '2207',
  insuplc_admdvs: '210300',
  input: { data: { psn_no: 'p1', mdtrt_id: 'v1' } },
}
const sale: Step = { ...settle, infno: '2102', input: { druginfo: { psn_no: 'p1' } } }

function* journey(step: Step): Journey<Outcome> {
  return yield step
}

const answer = (infcode: number, err_msg = ''): ResponseEnvelope => ({
  infcode, err_msg, output: null, inf_refmsgid: null, refmsg_time: null, respond_time: null,
})
type Fate = 'yes' | 'no' | 'lost'

/** Runs a step through a desk that meets these fates one after another. */
function meet(step: Step, fates: readonly Fate[]) {
  const sent: Step[] = []
  const careful = recover(journey(step))
  let turn = careful.next()
  for (const fate of fates) {
    if (turn.done === true) break
    sent.push(turn.value)
    const msgid = turn.value.resendMsgid ?? `m${sent.length}`
    turn = careful.next(
      fate === 'lost'
        ? { kind: 'unknown', msgid, reason: 'lost' }
        : { kind: 'answered', msgid, response: answer(fate === 'yes' ? 0 : -1, fate) },
    )
  }
  return { infnos: sent.map((one) => one.infno), sent, turn }
}

describe('a settlement', () => {
  test('that is answered, yes or no, is left alone', () => {
    for (const fate of ['yes', 'no'] as const) {
      const { infnos, turn } = meet(settle, [fate])
      expect(infnos).toEqual(['2207'])
      expect(turn).toMatchObject({ done: true, value: { kind: 'answered' } })
    }
  })

  test.for<readonly [string, Fate]>([
    ['booked', 'yes'],
    ['not booked', 'no'],
    ['of unknown fate', 'lost'],
  ])('that is lost, and by 5203 %s, is reversed by its own number and sent anew', ([, seen]) => {
    const { infnos, sent, turn } = meet(settle, ['lost', seen, 'yes', 'yes'])
    expect(infnos).toEqual(['2207', '5203', '2601', '2207'])
    expect(sent[2]?.input).toEqual({ data: { psn_no: 'p1', omsgid: 'm1', oinfno: '2207' } })
    expect(sent[3]).toEqual(settle)
    expect(turn).toMatchObject({ done: true, value: { kind: 'answered', msgid: 'm4' } })
  })

  test('that was never booked is sent anew although there was nothing to reverse', () => {
    const { infnos } = meet(settle, ['lost', 'no', 'no', 'yes'])
    expect(infnos).toEqual(['2207', '5203', '2601', '2207'])
  })

  test('that is booked and cannot be reversed stops the desk', () => {
    expect(() => meet(settle, ['lost', 'yes', 'no'])).toThrow(JourneyStopped)
  })

  test('whose reversal is lost as well stops the desk: a second one could undo twice', () => {
    expect(() => meet(settle, ['lost', 'yes', 'lost'])).toThrow(/reconcile/)
  })

  test('that is lost twice stops the desk', () => {
    expect(() => meet(settle, ['lost', 'no', 'yes', 'lost'])).toThrow(/reconcile/)
  })
})

test('a sale has no visit to look at, so it is reversed at once', () => {
  const { infnos } = meet(sale, ['lost', 'yes', 'yes'])
  expect(infnos).toEqual(['2102', '2601', '2102'])
})

test.for(['2201', '2208', '2305', '2204', '9001', '3201'])(
  'a lost %s is the same message sent again, and its fate is told as it is',
  (infno) => {
    const { sent, turn } = meet({ ...settle, infno }, ['lost', 'yes'])
    expect(sent[1]).toEqual({ ...settle, infno, resendMsgid: 'm1' })
    expect(turn).toMatchObject({ done: true, value: { kind: 'answered', msgid: 'm1' } })
    expect(meet({ ...settle, infno }, ['lost', 'lost']).turn).toMatchObject({
      done: true,
      value: { kind: 'unknown' },
    })
  },
)
