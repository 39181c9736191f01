import { expect, test } from 'vitest'
import { openFilingDesk } from '../../../simulators/world/testing-filing.ts'
import { categoryOf } from '../care.ts'
import { apply, correct } from './agency.ts'
import { feedbackOf, mismatches, synchronise } from './exchange.ts'
import type { FilingExchange } from './exchange.ts'
import type { PlaceFiling } from './record.ts'
import { filingHistory } from './register.ts'

/** A hub that knows some institutions and keeps what matches. */
function hubKnowing(institutions: readonly string[]) {
  const kept = new Map<string, PlaceFiling>()
  const heard: string[] = []
  const exchange: FilingExchange = {
    submit: (filing) => {
      heard.push(`${filing.serial}/${filing.version}`)
      const { institution } = filing
      if (institution !== null && !institutions.includes(institution)) {
        const message = `机构${institution}不存在`
        return Promise.resolve({ outcome: 'mismatch', field: 'institution', message })
      }
      kept.set(filing.serial, filing)
      return Promise.resolve({ outcome: 'acknowledged' })
    },
    find: (psnNo) => Promise.resolve([...kept.values()].filter((one) => one.psn_no === psnNo)),
  }
  return { exchange, heard }
}

const STRICT = { parameters: { acknowledgedOnly: true } } as const

test('a filing counts at the place of care when the hub has acknowledged it ' +
  '(RULE-027)', async () => {
  const desk = openFilingDesk(STRICT)
  const { filing } = await apply(desk.context, desk.application())
  const stay = await desk.visit()
  expect(categoryOf(desk.context, desk.person, stay).category).toBe('unfiled')
  const { exchange, heard } = hubKnowing([])
  expect(await synchronise(desk.context, exchange)).toEqual({ acknowledged: 1, mismatched: 0 })
  expect(categoryOf(desk.context, desk.person, stay).category).toBe('long-term')
  expect(await exchange.find(desk.person.psn_no)).toEqual([filing])
  expect(await synchronise(desk.context, exchange)).toEqual({ acknowledged: 0, mismatched: 0 })
  expect(heard).toHaveLength(1)
  const lenient = openFilingDesk()
  await apply(lenient.context, lenient.application())
  const there = await lenient.visit()
  expect(categoryOf(lenient.context, lenient.person, there).category).toBe('long-term')
})

test('what does not match comes back, and its correction replaces it with the trail kept ' +
  '(RULE-027)', async () => {
  const desk = openFilingDesk(STRICT)
  const wrong = desk.application({ institution: 'H52010000009' })
  const { filing } = await apply(desk.context, wrong)
  const { exchange } = hubKnowing(['H52010000003'])
  expect(await synchronise(desk.context, exchange)).toEqual({ acknowledged: 0, mismatched: 1 })
  expect(mismatches(desk.context)).toEqual([filing.serial])
  expect(await synchronise(desk.context, exchange)).toEqual({ acknowledged: 0, mismatched: 0 })
  desk.clock.advance(60_000)
  const reference = { serial: filing.serial, psn_no: desk.person.psn_no, by: 'OP002' }
  await correct(desk.context, { ...reference, reason: '机构编号更正' }, {
    institution: 'H52010000003',
  })
  expect(mismatches(desk.context)).toEqual([])
  expect(await synchronise(desk.context, exchange)).toEqual({ acknowledged: 1, mismatched: 0 })
  const [found] = await exchange.find(desk.person.psn_no)
  expect(found).toMatchObject({ institution: 'H52010000003', version: 2 })
  expect(filingHistory<PlaceFiling>(desk.context, filing.serial)
    .map(({ at, institution, by }) => [at.slice(11), institution, by]))
    .toEqual([['09:00:00', 'H52010000009', 'OP001'], ['09:01:00', 'H52010000003', 'OP002']])
  expect(feedbackOf(desk.context, filing.serial).map(({ body }) => [body.version, body.outcome]))
    .toEqual([[1, 'mismatch'], [2, 'acknowledged']])
})

test('a version written while the hub was answering waits for its own answer ' +
  '(RULE-027)', async () => {
  const desk = openFilingDesk(STRICT)
  const { filing } = await apply(desk.context, desk.application())
  const { exchange, heard } = hubKnowing(['H52010000003'])
  const slow: FilingExchange = {
    ...exchange,
    submit: async (sent) => {
      const reference = { serial: filing.serial, psn_no: desk.person.psn_no, by: 'OP002' }
      if (sent.version === 1) {
        await correct(desk.context, reference, { institution: 'H52010000003' })
      }
      return exchange.submit(sent)
    },
  }
  expect(await synchronise(desk.context, slow, 1)).toEqual({ acknowledged: 1, mismatched: 0 })
  const stay = await desk.visit()
  expect(categoryOf(desk.context, desk.person, stay).category).toBe('unfiled')
  await synchronise(desk.context, slow)
  expect(heard).toEqual([`${filing.serial}/1`, `${filing.serial}/2`])
  expect(categoryOf(desk.context, desk.person, stay).category).toBe('long-term')
})

test('what the hub did not answer stays in the outbox (RULE-027)', async () => {
  const desk = openFilingDesk()
  await apply(desk.context, desk.application())
  const { exchange } = hubKnowing([])
  const broken: FilingExchange = {
    ...exchange,
    submit: () => Promise.reject(new Error('no line')),
  }
  await expect(synchronise(desk.context, broken)).rejects.toThrow('no line')
  expect(await synchronise(desk.context, exchange)).toEqual({ acknowledged: 1, mismatched: 0 })
})

test('history cannot be rewritten: neither changed nor deleted', async () => {
  const desk = openFilingDesk()
  await apply(desk.context, desk.application())
  const { store } = desk.context
  const change = store.commit(() => store.run(`update filing set state = 'cancelled'`))
  await expect(change).rejects.toThrow('never changed')
  const removal = store.commit(() => store.run('delete from filing'))
  await expect(removal).rejects.toThrow('never deleted')
})
