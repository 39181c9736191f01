import { afterEach, expect, test } from 'vitest'
import { batchOf, dueOf } from './deadlines.ts'
import { openTicket } from './open.ts'
import { takeStep } from './step.ts'
import type { TestDesk } from './testing.ts'
import { ASKED, ASKER, asking, MATTERS, openDesk } from './testing.ts'
import type { About } from './ticket.ts'

let desk: TestDesk
afterEach(() => desk.office.store.close())

/** Opened at one moment and answered at another: when it was due, and whether that was late. */
async function answered(about: About, opens: string, answers: string) {
  desk = openDesk(opens)
  const { office, clock } = desk
  const matter = { ...MATTERS.problem, about } as const
  const { number, due } = await openTicket(office, asking(matter))
  clock.set(answers)
  const { late } = await takeStep(office, number, { step: 'answered', note: '已处理' }, ASKED)
  return { due, late }
}

test.for([
  ['2026-03-04 08:59:00', false],
  ['2026-03-04 09:00:00', false],
  ['2026-03-04 09:01:00', true],
] as const)('a filing question of Monday nine answered at %s (RULE-207)', async ([at, late]) => {
  expect(await answered('filing', '2026-03-02 09:00:00', at))
    .toEqual({ due: '2026-03-04 09:00:00', late })
})

test.for([
  ['a weekend', '2026-03-06 16:45:00', '2026-03-09 16:45:00'],
  ['a holiday with its weekends', '2026-09-30 10:30:00', '2026-10-08 10:30:00'],
  ['a Saturday that is worked', '2026-10-09 10:30:00', '2026-10-10 10:30:00'],
  ['a Sunday on which it came', '2026-03-08 13:00:00', '2026-03-10 00:00:00'],
] as const)('a system fault has one working day over %s (RULE-208)', async ([, opens, due]) => {
  expect(await answered('system-fault', opens, due)).toEqual({ due, late: false })
  desk.office.store.close()
  const minuteLater = due.replace(/(\d\d):00$/, (_, minute: string) =>
    `${String(Number(minute) + 1).padStart(2, '0')}:00`)
  expect(await answered('system-fault', opens, minuteLater)).toEqual({ due, late: true })
})

test.for([
  ['2026-05-13 15:20:00', false],
  ['2026-05-13 15:20:01', true],
] as const)('another problem has ten working days over a holiday: %s (RULE-209)', async (row) => {
  const [at, late] = row
  expect(await answered('other', '2026-04-27 15:20:00', at))
    .toEqual({ due: '2026-05-13 15:20:00', late })
})

test.for([
  ['2026-03-26 23:59:59', '202603', '2026-04-26 23:59:59'],
  ['2026-03-27 00:00:00', '202604', '2026-05-26 23:59:59'],
  ['2026-12-27 08:00:00', '202701', '2027-02-26 23:59:59'],
] as const)('a fee check asked at %s belongs to %s (RULE-211)', ([at, batch, due]) => {
  desk = openDesk()
  expect(batchOf(desk.office, MATTERS['fee-check'], at)).toBe(batch)
  expect(dueOf(desk.office, MATTERS['fee-check'], at)).toBe(due)
})

test('the days are parameters, and a result may move to the next working day (RULE-211)', () => {
  desk = openDesk('2026-03-02 09:00:00', { feeCheckDay: 31, feeCheckShift: true })
  const { office } = desk
  // 30 April is a working day; 31 May is a Sunday.
  expect(dueOf(office, MATTERS['fee-check'], '2026-03-31 10:00:00')).toBe('2026-04-30 23:59:59')
  expect(dueOf(office, MATTERS['fee-check'], '2026-04-30 10:00:00')).toBe('2026-06-01 23:59:59')
})

test('a returned answer begins a new time, and the first lateness stays', async () => {
  desk = openDesk()
  const { office, clock } = desk
  const { number } = await openTicket(office, asking(MATTERS.filing))
  clock.set('2026-03-05 10:00:00')
  await takeStep(office, number, { step: 'answered', note: '已补传' }, ASKED)
  const back = await takeStep(office, number, { step: 'returned', note: '仍查不到' }, ASKER)
  expect(back.due).toBe('2026-03-09 10:00:00')
  clock.set('2026-03-06 10:00:00')
  const again = await takeStep(office, number, { step: 'answered', note: '已重传' }, ASKED)
  expect(again.steps.map(({ step, late }) => [step, late])).toEqual([
    ['submitted', false], ['answered', true], ['returned', false], ['answered', false],
  ])
  expect(again.late).toBe(true)
})
