import { expect, test } from 'vitest'
import type { Seen } from './seen.ts'
import type { PlatformSettlement } from './reconcile.ts'
import { reconcile } from './reconcile.ts'

test('equal books have no difference', () => {
  expect(reconcile([seen('S1'), seen('S2')], books(row('S1'), row('S2')))).toEqual([])
})

test('a settlement that the platform lost is named, and so is the total it spoils', () => {
  const found = reconcile([seen('S1'), seen('S2')], books(row('S1')))
  expect(found.map(({ kind, setl_id, field }) => `${kind} ${setl_id} ${field}`)).toEqual([
    'lost S2 medfeeFen',
    'total  medfeeFen',
    'total  fundFen',
    'total  acctFen',
    'total  count',
  ])
})

test('a settlement that nobody asked for is named', () => {
  const found = reconcile([seen('S1')], books(row('S1'), row('S9')))
  expect(found[0]).toEqual({
    kind: 'extra',
    setl_id: 'S9',
    field: 'medfeeFen',
    seenFen: 0,
    platformFen: 1000,
  })
})

test('one fen that moved from the account to cash is found in both places', () => {
  const moved = { ...row('S1'), acctFen: 99, cashFen: 301 }
  const found = reconcile([seen('S1')], books(moved))
  expect(found).toEqual([
    { kind: 'amount', setl_id: 'S1', field: 'acctFen', seenFen: 100, platformFen: 99 },
    { kind: 'amount', setl_id: 'S1', field: 'cashFen', seenFen: 300, platformFen: 301 },
    { kind: 'total', setl_id: '', field: 'acctFen', seenFen: 100, platformFen: 99 },
  ])
})

test('the same number for two messages is named', () => {
  const found = reconcile([seen('S1'), seen('S1')], books(row('S1')))
  expect(found.map(({ kind }) => kind)).toEqual(['twice'])
})

test('totals that do not add up are found although every row is right', () => {
  const { settlements, totals } = books(row('S1'))
  const found = reconcile([seen('S1')], { settlements, totals: { ...totals, fundFen: 601 } })
  expect(found).toEqual([
    { kind: 'total', setl_id: '', field: 'fundFen', seenFen: 600, platformFen: 601 },
  ])
})

test('a settlement whose answer was lost is no difference, booked or not', () => {
  const lost: Seen = {
    kind: 'unknown',
    case: 'a/b',
    infno: '2207',
    msgid: 'X',
    mdtrt_id: 'visit of S2',
  }
  expect(reconcile([seen('S1'), lost], books(row('S1'), row('S2')))).toEqual([])
  expect(reconcile([seen('S1'), lost], books(row('S1')))).toEqual([])
})

test('a refund counts against its settlement', () => {
  const refund = { medfeeFen: -1000, fundFen: -600, acctFen: -100, cashFen: -300 }
  const platform = books(row('S1'), { ...row('S2'), ...refund })
  expect(platform.totals).toEqual({ medfeeFen: 0, fundFen: 0, acctFen: 0, count: 0 })
  expect(reconcile([seen('S1'), { ...seen('S2'), ...refund }], platform)).toEqual([])
})

function row(setl_id: string): PlatformSettlement {
  const amounts = { medfeeFen: 1000, fundFen: 600, acctFen: 100, cashFen: 300 }
  return { setl_id, mdtrt_id: `visit of ${setl_id}`, ...amounts }
}

function seen(setl_id: string): Seen & { kind: 'booked' } {
  return { kind: 'booked', case: 'a/b', infno: '2207', msgid: `X${setl_id}`, ...row(setl_id) }
}

/** A platform whose totals are those of its rows. */
function books(...settlements: PlatformSettlement[]) {
  const sum = (field: 'medfeeFen' | 'fundFen' | 'acctFen'): number =>
    settlements.reduce((total, one) => total + one[field], 0)
  const count = settlements.reduce((total, one) => total + (one.medfeeFen < 0 ? -1 : 1), 0)
  const totals = { medfeeFen: sum('medfeeFen'), fundFen: sum('fundFen'), acctFen: sum('acctFen') }
  return { settlements, totals: { ...totals, count } }
}
