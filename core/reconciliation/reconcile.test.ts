/** Three parties compared: a clean day says nothing, every planted error says exactly itself. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkDocument } from '../../contracts/documents.ts'
import type { Settled } from '../settled.ts'
import type { PartyName, Reconciliation, Scope } from './reconciliation.ts'
import { reconcile } from './reconcile.ts'
import { DAY, agreeing, errorFor, randomDay, settled, undo } from './testing-rows.ts'
import type { Books } from './testing-rows.ts'

const PARTIES = ['placeOfCare', 'hub', 'insuredPlace'] as const

function compare(books: Books, day = DAY, scope: Scope = 'cross-province'): Reconciliation {
  return reconcile(day, books.placeOfCare, books.hub, books.insuredPlace, scope)
}

function without(books: Books, party: PartyName, unwanted: (row: Settled) => boolean): Books {
  return { ...books, [party]: books[party].filter((row) => !unwanted(row)) }
}

function edited(books: Books, party: PartyName, change: Partial<Settled>): Books {
  return { ...books, [party]: books[party].map((row) => ({ ...row, ...change })) }
}

/** Taking away what is told makes every total equal: so nothing else is wrong. */
function remaining(books: Books, told: Reconciliation): Reconciliation {
  const orders = new Set([...told.differences, ...told.annulled].flatMap((one) => one.orders))
  const keep = (rows: readonly Settled[]) =>
    rows.filter((row) => !orders.has(row.reverses ?? row.setlId))
  return compare({
    placeOfCare: keep(books.placeOfCare),
    hub: keep(books.hub),
    insuredPlace: keep(books.insuredPlace),
  })
}

test('days on which all agree are equal in every total, without details '
  + '(RULE-167, RULE-169)', () => {
  fc.assert(fc.property(randomDay, (rows) => {
    const told = compare(agreeing(rows))
    expect(told).toMatchObject({ result: '0', differences: [], annulled: [] })
    expect(told.files.map((file) => file.rows)).toEqual(Array(3).fill(rows.length))
  }), { numRuns: 60 })
})

test('one error in the books of one party is found by its class, and nothing else is '
  + '(RULE-167, RULE-172, RULE-173, RULE-252)', () => {
  const draw = fc.record({
    rows: randomDay,
    at: fc.nat(),
    party: fc.constantFrom(...PARTIES),
    number: fc.nat(),
  })
  fc.assert(fc.property(draw, ({ rows, at, party, number }) => {
    const books = agreeing(rows)
    const target = at % rows.length
    const row = books[party][target] as Settled
    const error = errorFor(row, number)
    books[party].splice(target, 1, ...error.plant(row))
    const told = compare(books)
    expect(told.result).toBe('1')
    expect(told.differences.map((one) => [one.class, ...one.orders.slice(0, 1)]), error.name)
      .toEqual([[error.class(row), expect.stringContaining(row.reverses ?? row.setlId)]])
    for (const total of told.totals) {
      const ids = total.result === '1' ? [told.differences[0]?.id] : []
      expect(total.explainedBy).toEqual(ids)
    }
    expect(remaining(books, told).result).toBe('0')
  }), { numRuns: 200 })
})

test('every class has an error that is found as it, whatever kind of row suffers it '
  + '(RULE-172)', () => {
  const forward = settled(1)
  const reversal = undo(settled(3), { kind: 'reversal', infno: '2601' })
  const rows = [forward, settled(2), undo(settled(2)), settled(3), reversal]
  const classes = new Set<string>()
  for (const target of [0, 2, 4]) {
    for (let number = 0; number < 30; number += 1) {
      const books = agreeing(rows)
      const row = books.hub[target] as Settled
      const error = errorFor(row, number)
      books.hub.splice(target, 1, ...error.plant(row))
      const found = compare(books).differences.map((one) => one.class)
      expect(found, `${error.name} of a ${row.kind}`).toEqual([error.class(row)])
      classes.add(found.join())
    }
  }
  expect([...classes].toSorted()).toEqual([
    'amount', 'count', 'date-cut', 'duplicate', 'fund-split', 'missing', 'refund-one-sided',
    'scope', 'status',
  ])
})

function spoilt(books: Books, number: number): Books {
  const [row] = books.hub as [Settled]
  books.hub.splice(0, 1, ...errorFor(row, number).plant(row))
  return books
}

test('the same rows in any order give the same bytes (RULE-177)', () => {
  const draw = fc.tuple(randomDay, fc.nat(), fc.infiniteStream(fc.nat()))
  fc.assert(fc.property(draw, ([rows, number, stream]) => {
    const books = spoilt(agreeing(rows), number)
    const shuffled = Object.fromEntries(PARTIES.map((party) => {
      const keyed = books[party].map((row) => ({ row, key: stream.next().value }))
      return [party, keyed.toSorted((left, right) => left.key - right.key).map(({ row }) => row)]
    })) as Books
    expect(JSON.stringify(compare(shuffled))).toBe(JSON.stringify(compare(books)))
  }), { numRuns: 40 })
})

describe('a settlement that one party alone lacks', () => {
  const books = agreeing([settled(1), settled(2)])
  const unwanted = (row: Settled) => row.setlId === 'S0001'

  test.each([
    ['placeOfCare', 'reverse', ['hub', 'insuredPlace']],
    ['insuredPlace', 'reverse', ['placeOfCare', 'hub']],
    ['hub', 'supplement', ['hub']],
  ] as const)('%s: to %s, with the message that a reversal names (RULE-171)', (party, kind, at) => {
    const [one] = compare(without(books, party, unwanted)).differences
    expect(one).toMatchObject({
      class: 'missing', missingAt: [party], treatment: { kind, at },
      originalMsgid: 'M0001', originalInfno: '2207',
    })
    expect(one?.explanation.zh).toContain('S0001')
  })

  test.each(PARTIES)('and only %s has another one: each is told (RULE-167)', (party) => {
    const others = PARTIES.filter((one) => one !== party)
    const lone = others.reduce((left, other) => without(left, other, unwanted), books)
    expect(compare(lone).differences).toMatchObject([{ class: 'missing', missingAt: others }])
  })
})

test('an amount off by one fen is told with field, values and by how much (RULE-173)', () => {
  const books = edited(agreeing([settled(1)]), 'insuredPlace', { fundFen: 6001, cashFen: 2999 })
  expect(compare(books).differences).toMatchObject([{
    class: 'amount',
    fields: [
      {
        field: 'fundFen',
        offByFen: 1,
        values: { placeOfCare: 6000, hub: 6000, insuredPlace: 6001 },
      },
      { field: 'cashFen', offByFen: 1 },
    ],
  }])
})

test('funds that differ while the sums agree are told by their codes (RULE-241)', () => {
  const funds = { '310100': 4999, '330100': 1001 }
  const told = compare(edited(agreeing([settled(1)]), 'hub', { funds }))
  expect(told.totals[0]?.unequal).toEqual(['funds'])
  expect(told.differences[0]?.fields.map(({ field }) => field)).toEqual([
    'funds.310100', 'funds.330100',
  ])
})

test('errors that cancel in a total are seen by the digest of its rows', () => {
  const books = agreeing([settled(1), settled(2)])
  books.hub = books.hub.map((row) => ({ ...row, cashFen: row.setlId === 'S0001' ? 2999 : 3001 }))
  const told = compare(books)
  expect(told.totals[0]?.unequal).toEqual(['rows'])
  expect(told.differences).toHaveLength(2)
})

test('a refund is a positive and a negative row, and one-sided where one is missing '
  + '(RULE-170)', () => {
  const books = agreeing([settled(1), undo(settled(1))])
  expect(compare(books).files[0]?.totals[0]).toMatchObject({ count: 0, feeFen: 0 })
  const oneSided = without(books, 'placeOfCare', (row) => row.kind === 'refund')
  expect(compare(oneSided).differences).toMatchObject([{
    class: 'refund-one-sided', missingAt: ['placeOfCare'], originalMsgid: 'M0001',
    treatment: { kind: 'supplement', at: ['placeOfCare'] },
  }])
})

test('a refund made only in the insured place’s own system is one-sided (RULE-252)', () => {
  const books = agreeing([settled(1)])
  books.insuredPlace.push(undo(settled(1)))
  expect(compare(books).differences).toMatchObject([
    { class: 'refund-one-sided', missingAt: ['placeOfCare', 'hub'] },
  ])
})

test('settled today and reversed tomorrow: both days are equal (RULE-168, RULE-170)', () => {
  const late = { kind: 'reversal', settledAt: '2026-03-03 08:00:00' } as const
  const books = agreeing([settled(1), undo(settled(1), late)])
  expect(compare(books).result).toBe('0')
  expect(compare(books, '2026-03-03')).toMatchObject({ result: '0', files: [{ rows: 1 }, {}, {}] })
})

test('the second before midnight is today, midnight is tomorrow (RULE-168)', () => {
  const books = agreeing([
    settled(1, { settledAt: '2026-03-02 23:59:59' }),
    settled(2, { settledAt: '2026-03-03 00:00:00' }),
  ])
  expect(compare(books).files.map(({ rows }) => rows)).toEqual([1, 1, 1])
  books.placeOfCare = books.placeOfCare.map((row) => ({ ...row, settledAt: '2026-03-03 00:00:00' }))
  for (const day of ['2026-03-02', '2026-03-03']) {
    expect(compare(books, day).differences).toMatchObject([{
      class: 'date-cut', orders: ['S0001'], treatment: { kind: 'next-day', at: ['placeOfCare'] },
      fields: [{ values: { placeOfCare: '2026-03-03', insuredPlace: '2026-03-02' } }],
    }])
  }
})

test('what one alone booked and undid explains a total and is no difference', () => {
  const books = agreeing([settled(2)])
  books.insuredPlace.push(settled(1), undo(settled(1), { settledAt: '2026-03-03 08:00:00' }))
  const today = compare(books)
  expect(today).toMatchObject({ result: '1', differences: [] })
  expect(today.annulled.map(({ id }) => id)).toEqual(['annulled/forward:S0001'])
  expect(today.totals[0]?.explainedBy).toEqual(['annulled/forward:S0001'])
  expect(compare(books, '2026-03-03').annulled.map(({ id }) => id)).toEqual([
    'annulled/undo:S0001',
  ])
})

test('local care has two parties, and the hub is not asked', () => {
  const rows = [settled(1, { insuredPlace: '520100' })]
  const told = compare({ placeOfCare: rows, hub: [], insuredPlace: rows }, DAY, 'local')
  expect(told).toMatchObject({ parties: ['placeOfCare', 'insuredPlace'], result: '0' })
})

test('every file is what its schema says', () => {
  fc.assert(fc.property(randomDay, fc.nat(), (rows, number) => {
    const books = spoilt(agreeing(rows), number)
    expect(checkDocument('reconciliation', JSON.parse(JSON.stringify(compare(books))))).toEqual([])
  }), { numRuns: 60 })
})
