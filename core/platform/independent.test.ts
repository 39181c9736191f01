import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accepted } from '../../contracts/exchange.ts'
import { allSettlements } from '../books.ts'
import { personAt } from '../../simulators/world/person.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { disagreements } from '../../simulators/world/testing-books.ts'
import { sale } from '../../simulators/world/testing-visits.ts'

const PERSONS = Array.from({ length: 5 }, (_, index) =>
  personAt(9, index, {
    insuplc_admdvs: index % 2 === 0 ? '210300' : '120000',
    insutype: '310',
    accountBalanceFen: 1000 * index,
    filing: PEOPLE[0].filing,
  }))

/** One purchase a person, and for some its refund: 2103 names what 2102 answered. */
function messagesOf(bench: Bench) {
  return PERSONS.map((person, index) => {
    const visit = {
      person,
      number: `F${index}`,
      begntime: '2026-03-02 08:00:00',
      lines: [{ code: 'XC08CAA0030001', pric: `${12 + index}.50`, cnt: '2' }],
      account: '1' as const,
    }
    return { person, bought: bench.message('2102', person, sale(visit)), brings: index % 3 === 0 }
  })
}

/** Plays the persons' messages in the order of `turns`, each person's own order kept. */
async function play(turns: readonly number[]) {
  const bench = openBench({ persons: PERSONS })
  const all = messagesOf(bench)
  const refunds = all.map(({ person }) => bench.message('2103', person, { data: {} }))
  const told = new Map<number, { setl_id: string; mdtrt_id: string; psn_no: string }>()
  for (const index of turns) {
    const one = all[index]
    const refund = refunds[index]
    if (one === undefined || refund === undefined) continue
    const known = told.get(index)
    if (known === undefined) {
      const answer = await bench.send(one.bought)
      if (answer === undefined || !accepted(answer)) throw new RangeError(answer?.err_msg ?? '')
      told.set(index, (answer.output as { setlinfo: Parameters<typeof told.set>[1] }).setlinfo)
    } else if (one.brings) {
      const { setl_id, mdtrt_id, psn_no } = known
      const answer = await bench.send({ ...refund, input: { data: { setl_id, mdtrt_id, psn_no } } })
      if (answer === undefined || !accepted(answer)) throw new RangeError(answer?.err_msg ?? '')
    }
  }
  const books = [...bench.country.stores].map(([name, store]) => ({
    name,
    rows: allSettlements(store),
    accounts: store.all(
      'select account, sum(amount_fen) as fen from posting group by account order by account',
    ),
    used: store.all(
      `select psn_no, kind, sum(change) as fen from accumulation
        group by psn_no, kind order by psn_no, kind`,
    ),
  }))
  const amiss = disagreements(bench.country)
  bench.country.close()
  return { books, amiss }
}

const TURNS = PERSONS.flatMap((_, index) => [index, index])

test('messages about different persons may come in any order: the books are the same', async () => {
  const expected = await play(TURNS)
  expect(expected.amiss).toEqual([])
  const platform = expected.books.find(({ name }) => name === 'platform')
  expect(platform?.rows).toHaveLength(7)
  const orders = fc.shuffledSubarray(TURNS, { minLength: TURNS.length })
  await fc.assert(
    fc.asyncProperty(orders, async (turns) => {
      expect(await play(turns)).toEqual(expected)
    }),
    { numRuns: 25 },
  )
})
