import { expect, test } from 'vitest'
import { escalateOverdue, overdueTickets } from './escalation.ts'
import { openTicket } from './open.ts'
import { ticketOf } from './register.ts'
import { takeStep } from './step.ts'
import { ASKED, ASKER, asking, MATTERS, openDesk } from './testing.ts'
import { ticketCounts, ticketsAt } from './ticket-counts.ts'

const note = '已核实并回复投诉人'

test('every complaint stands in the ledger until it is answered, and is neither closed nor ' +
  'dropped before (A4-27)', async () => {
  const { office, clock } = openDesk()
  const { store } = office
  const { number } = await openTicket(office, asking(MATTERS.complaint))
  const ours = () =>
    ticketCounts(ticketsAt(store, '2026-05-01'), '2026-03-01', '2026-05-01')
      .find(({ channel, kind }) => channel === 'national' && kind === 'complaint')
  expect(ours()).toMatchObject({ title: '投诉', opened: 1, waiting: 1, overdue: 1 })
  const drop = async () => {
    for (const step of ['closed', 'withdrawn'] as const) {
      await expect(takeStep(office, number, { step, note }, ASKER))
        .rejects.toMatchObject({ code: 'wrong-step' })
    }
  }
  await drop()
  await takeStep(office, number, { step: 'accepted', note: '' }, ASKED)
  await drop()
  const silent = takeStep(office, number, { step: 'answered', note: ' ' }, ASKED)
  await expect(silent).rejects.toMatchObject({ code: 'says-nothing' })

  // Ten working days later nobody has answered: it goes up and stays a debt of the desk.
  clock.set('2026-03-17 09:00:00')
  expect(overdueTickets(store, '2026-03-17 09:00:00').map((one) => one.number)).toEqual([number])
  expect((await escalateOverdue(office)).map((one) => one.handler)).toEqual(['520000'])
  await takeStep(office, number, { step: 'answered', note }, ASKED)
  expect(ours()).toMatchObject({ waiting: 0, inTime: 0, late: 1, overdue: 0 })
  await takeStep(office, number, { step: 'closed', note }, ASKER)
  expect(ticketOf(store, number)?.state).toBe('closed')
  store.close()
})
