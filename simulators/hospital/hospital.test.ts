import { describe, expect, test } from 'vitest'
import type { Journey, Outcome, ResponseEnvelope, Step } from '../../contracts/exchange.ts'
import { NoAnswer } from '../../contracts/exchange.ts'
import { SENDER } from '../world/testing.ts'
import { createBooks, soundBookKeeping } from './books.ts'
import { runJourney } from './engine.ts'

const step: Step = { infno: '5206', insuplc_admdvs: '210300', input: {} }
const stamp = () => ({ sender: SENDER, infTime: '2026-03-02 09:00:00', sequence: 7, signNo: '' })

function* once(): Journey<Outcome> {
  return yield step
}

describe('an engine that gets', () => {
  const heard = (status: number, body: string) =>
    runJourney(once(), {
      stamp,
      exchange: () => Promise.resolve({ status, headers: {}, body }),
    })

  test.for([
    [502, '<html>Bad gateway</html>'],
    [500, '{"code":500,"message":"平台内部错误"}'],
    [200, ''],
    [200, 'null'],
    [200, '{"infcode":0,"output":{'],
  ] as const)('status %i with %s does not know the outcome', async ([status, body]) => {
    expect(await heard(status, body)).toMatchObject({
      kind: 'unknown',
      msgid: 'H52010000001202603020900000007',
    })
  })

  test('a business answer hands it on', async () => {
    expect(await heard(200, '{"infcode":"0"}')).toMatchObject({
      kind: 'answered',
      response: { infcode: '0' },
    })
  })

  test('no answer does not know the outcome; a fault of its own it does not hide', async () => {
    const lost = () => Promise.reject(new NoAnswer('lost'))
    expect(await runJourney(once(), { stamp, exchange: lost })).toMatchObject({ kind: 'unknown' })
    const broken = () => Promise.reject(new RangeError('ours'))
    await expect(runJourney(once(), { stamp, exchange: broken })).rejects.toThrow(RangeError)
  })
})

test('a message that is sent again keeps its number', async () => {
  const bodies: string[] = []
  function* again(): Journey {
    yield step
    yield { ...step, resendMsgid: 'the first' }
  }
  await runJourney(again(), {
    stamp,
    exchange: ({ body }) => {
      bodies.push(String(body))
      return Promise.resolve({ status: 200, headers: {}, body: '{"infcode":0}' })
    },
  })
  const msgids = bodies.map((body) => (JSON.parse(body) as { msgid: string }).msgid)
  expect(msgids).toEqual(['H52010000001202603020900000007', 'the first'])
})

describe('the books of a hospital', () => {
  const setlinfo = {
    setl_id: 's1', mdtrt_id: 'v1', psn_no: 'p', insutype: '310', clr_type: '11',
    medfee_sumamt: 100, fund_pay_sumamt: 0, acct_pay: 30, psn_cash_pay: 70,
  }
  const answer = (output: object | null, infcode = 0) =>
    ({ infcode, output, err_msg: '' }) as unknown as ResponseEnvelope
  const settle = { ...step, infno: '2207' }

  function settledBooks() {
    const books = createBooks(soundBookKeeping)
    books.observe(settle, 'm1', 'H', answer({ setlinfo }))
    return books
  }

  test('a refund and a reversal are the exact opposite, without a negative zero', () => {
    const refund = { ...step, infno: '2208', input: { data: { setl_id: 's1' } } }
    const reversal = { ...step, infno: '2601', input: { data: { omsgid: 'm1' } } }
    for (const undo of [refund, reversal]) {
      const books = settledBooks()
      books.observe(undo, 'm2', 'H', answer({ setlinfo: { setl_id: 's2' } }))
      const [, row] = books.rows()
      expect(row).toMatchObject({ medfeeFen: -10_000, accountFen: -3000, cashFen: -7000 })
      expect(row?.fundFen).toBe(0)
      expect(books.totals('H')).toEqual([
        { insutype: '310', clr_type: '11', medfeeFen: 0, fundFen: 0, accountFen: 0, count: 0 },
      ])
    }
  })

  test('what was refused, or is another institution’s, does not count', () => {
    const books = settledBooks()
    books.observe(settle, 'm3', 'H', answer(null, -1))
    expect(books.rows()).toHaveLength(1)
    expect(books.totals('P')).toEqual([])
  })
})
