import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contactFor, contactsIn, enterContact } from './contacts.ts'
import type { Contact } from './contacts.ts'
import { escalateOverdue, overdueTickets } from './escalation.ts'
import { issueFigures, issueOf, listIssues, takeIssueStep } from './issues.ts'
import type { IssueStep } from './issues.ts'
import { openTicket } from './open.ts'
import { ticketOf } from './register.ts'
import { levelOf } from './route.ts'
import { takeStep } from './step.ts'
import type { TestDesk } from './testing.ts'
import { ASKED, ASKER, asking, MATTERS, openDesk } from './testing.ts'
import { ticketCounts, ticketsAt } from './ticket-counts.ts'
import type { Doing } from './ticket.ts'

let desk: TestDesk
beforeEach(() => {
  desk = openDesk()
})
afterEach(() => desk.office.store.close())

const note = '已核实'
const refused = (code: string) => expect.objectContaining({ name: 'TicketRefused', code })

describe('each kind has states of its own', () => {
  const whole: Readonly<Record<string, readonly Doing[]>> = {
    filing: [{ step: 'accepted', note }, { step: 'answered', note }, { step: 'closed', note }],
    problem: [
      { step: 'answered', note }, { step: 'returned', note }, { step: 'answered', note },
      { step: 'closed', note },
    ],
    information: [{ step: 'received', note: '' }, { step: 'closed', note }],
    complaint: [
      { step: 'accepted', note: '' }, { step: 'answered', note }, { step: 'closed', note },
    ],
    'error-report': [
      { step: 'accepted', note: '' }, { step: 'diagnosed', cause: 'network', note },
      { step: 'answered', note }, { step: 'closed', note },
    ],
  }

  test.for(Object.entries(whole))('%s, from first to last (RULE-206)', async ([kind, doings]) => {
    const { office } = desk
    const { number } = await openTicket(office, asking(MATTERS[kind as keyof typeof MATTERS]))
    for (const doing of doings) {
      const asker = ['closed', 'returned'].includes(doing.step)
      await takeStep(office, number, doing, asker ? ASKER : ASKED)
    }
    const ticket = ticketOf(office.store, number)
    expect(ticket?.state).toBe('closed')
    expect(ticket?.steps.map(({ step }) => step))
      .toEqual(['submitted', ...doings.map(({ step }) => step)])
    const more = takeStep(office, number, { step: 'answered', note }, ASKED)
    await expect(more).rejects.toEqual(refused('wrong-step'))
  })

  test.for([
    ['complaint', { step: 'closed', note }, ASKER, 'wrong-step'],
    ['complaint', { step: 'withdrawn', note }, ASKER, 'wrong-step'],
    ['error-report', { step: 'answered', note }, ASKED, 'wrong-step'],
    ['information', { step: 'answered', note }, ASKED, 'wrong-step'],
    ['filing', { step: 'answered', note: ' ' }, ASKED, 'says-nothing'],
    ['filing', { step: 'answered', note }, ASKER, 'not-yours'],
    ['filing', { step: 'withdrawn', note }, ASKED, 'not-yours'],
  ] as const)('a %s refuses %o', async ([kind, doing, acting, code]) => {
    const { number } = await openTicket(desk.office, asking(MATTERS[kind]))
    await expect(takeStep(desk.office, number, doing, acting)).rejects.toEqual(refused(code))
    expect(ticketOf(desk.office.store, number)?.steps).toHaveLength(1)
  })
})

test('the same question in the same second is one ticket; an empty one is none', async () => {
  const { office } = desk
  const first = await openTicket(office, asking(MATTERS.filing))
  expect(await openTicket(office, asking(MATTERS.filing))).toEqual(first)
  const empty = asking({ ...MATTERS.problem, question: '' } as typeof MATTERS.problem)
  await expect(openTicket(office, empty)).rejects.toEqual(refused('says-nothing'))
})

test('history is added to and never changed', async () => {
  const { store } = desk.office
  const { number } = await openTicket(desk.office, asking(MATTERS.filing))
  const change = store.commit(() => store.run('update ticket_step set at = ? where number = ?',
    '2026-01-01', number))
  await expect(change).rejects.toThrow(/never changed/)
  const loss = store.commit(() => store.run('delete from ticket where number = ?', number))
  await expect(loss).rejects.toThrow(/never deleted/)
})

describe('the channel follows the places (RULE-212)', () => {
  test.for([
    ['520300', '520100', 'national', 'provincial', ['submitted', 'rerouted']],
    ['520300', '520100', 'provincial', 'provincial', ['submitted']],
    ['210300', '520115', 'provincial', 'national', ['submitted', 'rerouted']],
    ['110105', '520100', 'national', 'national', ['submitted']],
  ] as const)('%s asks %s on the %s channel (RULE-212)', async (row) => {
    const [asker, asked, channel, right, steps] = row
    const made = await openTicket(desk.office, asking(MATTERS.problem, { asker, asked, channel }))
    expect(made.channel).toBe(right)
    expect(made.steps.map(({ step }) => step)).toEqual(steps)
    const counts = ticketCounts(ticketsAt(desk.office.store, '2026-03-03'), '2026-03-02',
      '2026-03-03')
    const line = { channel: right, kind: 'problem', opened: 1, waiting: 1 }
    expect(counts.filter(({ opened }) => opened > 0)).toEqual([expect.objectContaining(line)])
  })

  test('one pooling area needs none, and nowhere has no agency', async () => {
    const { office } = desk
    const local = asking(MATTERS.problem, { asker: '520115', asked: '520100' })
    await expect(openTicket(office, local)).rejects.toEqual(refused('local'))
    const nowhere = asking(MATTERS.problem, { asked: '990100' })
    await expect(openTicket(office, nowhere)).rejects.toEqual(refused('unknown-agency'))
  })
})

test('overdue goes from county to city to province to the platform, a day each (RULE-212)',
  async () => {
    const { office, clock } = desk
    const { number } = await openTicket(office, asking(MATTERS.filing, { asked: '520115' }))
    clock.set('2026-03-04 09:00:00')
    expect(await escalateOverdue(office)).toEqual([])
    const handlers: string[] = []
    for (const at of ['04 09:00:01', '05 09:00:02', '06 09:00:03', '09 09:00:04']) {
      clock.set(`2026-03-${at}`)
      for (const { handler } of await escalateOverdue(office)) handlers.push(handler)
      expect(await escalateOverdue(office)).toEqual([])
    }
    expect(handlers.map((one) => [one, levelOf(one)])).toEqual([
      ['520100', 'city'], ['520000', 'province'], ['100000', 'national'],
    ])
    expect(levelOf('520115')).toBe('county')
    expect(overdueTickets(office.store, '2026-03-09 09:00:04').map((one) => one.number))
      .toEqual([number])
    // Whoever it went to may answer, and the answer is late by the first deadline.
    const province = { by: '520000', operator: '省级经办' }
    const done = await takeStep(office, number, { step: 'answered', note }, province)
    expect(done).toMatchObject({ late: true, due: '2026-03-04 09:00:00' })
    expect(overdueTickets(office.store, '2026-04-01 00:00:00')).toEqual([])
    // Returned, it is the county's again.
    const back = await takeStep(office, number, { step: 'returned', note: '未解决' }, ASKER)
    expect(back).toMatchObject({ handler: '520115', due: '2026-03-11 09:00:04' })
  })

test('contacts are found by agency and matter, or at the level above (RULE-216)', async () => {
  const { store } = desk.office
  const base = { agency: '经办中心', person: '甲', address: '一号', since: '2026-01-01' }
  const first: Contact = { ...base, area: '520100', matter: 'any', telephone: '1' }
  const contacts: Contact[] = [
    first,
    { ...base, area: '520100', matter: 'fee-check', telephone: '2' },
    { ...base, area: '520000', matter: 'any', telephone: '3' },
    { ...base, area: '520100', matter: 'fee-check', telephone: '', since: '2026-04-01' },
    { ...base, area: '520000', matter: 'any', telephone: '4', since: '2026-05-01' },
  ]
  await store.commit(() => contacts.forEach((one) => enterContact(store, one)))
  const phone = (area: string, kind: 'filing' | 'fee-check', day: string) =>
    contactFor(store, area, kind, day)?.telephone
  expect(phone('520115', 'fee-check', '2026-03-31')).toBe('2')
  expect(phone('520115', 'fee-check', '2026-04-01')).toBe('1')
  expect(phone('520300', 'filing', '2026-04-30')).toBe('3')
  expect(phone('520300', 'filing', '2026-05-01')).toBe('4')
  expect(phone('520100', 'filing', '2025-12-31')).toBeUndefined()
  expect(contactsIn(store, '520000', '2026-03-01').map((one) => [one.areaName, one.telephone]))
    .toEqual([['贵州省', '3'], ['贵阳市', '1'], ['贵阳市', '2']])
  const nowhere = store.commit(() => enterContact(store, { ...first, area: '990000' }))
  await expect(nowhere).rejects.toEqual(refused('unknown-agency'))
})

test('an issue is struck off on evidence, after what was found was put right (A4-24)', async () => {
  const { store } = desk.office
  const issue = { number: 'W1', list: 'L', class: 'service', area: '520100', text: '窗口' } as const
  const other = { ...issue, number: 'W2', class: 'filing' } as const
  await store.commit(() => listIssues(store, [issue, other, issue]))
  const take = (step: IssueStep['step'], evidence: readonly string[] = [], number = 'W1') =>
    store.commit(() => takeIssueStep(store, number, {
      step, at: '2026-03-02 09:00:00', operator: '甲', note, evidence,
    }))
  await expect(take('rectified')).rejects.toThrow(/is listed/)
  await take('found')
  await expect(take('closed', ['D1'])).rejects.toThrow(/is found/)
  await take('rectified')
  await take('returned')
  await take('rectified')
  await expect(take('closed', [' '])).rejects.toThrow(/evidence/)
  await take('closed', ['D1'])
  await expect(take('found')).rejects.toThrow(/is closed/)
  await take('clear', [], 'W2')
  expect(issueOf(store, 'W1')?.steps.at(-1)?.evidence).toEqual(['D1'])
  expect(issueFigures(store, 'L')).toEqual([
    { class: 'filing', items: 1, found: 0, closed: 0, open: 1 },
    { class: 'settlement', items: 0, found: 0, closed: 0, open: 0 },
    { class: 'service', items: 1, found: 1, closed: 1, open: 0 },
  ])
})
