/** A collaboration desk for tests, and tickets that are right unless a test spoils them. */
import { virtualClock } from '../clock.ts'
import type { VirtualClock } from '../clock.ts'
import { openStore } from '../store/store.ts'
import type { CollaborationParameters, Failure, Office } from './office.ts'
import { officeOf } from './office.ts'
import type { Asking } from './open.ts'
import type { Matter, TicketKind } from './ticket.ts'

/** The insured place asks, the place of care is asked, in another province. */
export const ASKER = { by: '210300', operator: '鞍山经办' } as const
export const ASKED = { by: '520100', operator: '贵阳经办' } as const

export const FAILED: Failure = {
  msgid: 'M1', infno: '2304', placeOfCare: '520100', insuredPlace: '210300',
  outcome: 'no-answer', reason: '',
}

export const MATTERS: Readonly<Record<TicketKind, Matter>> = {
  filing: { kind: 'filing', psnNo: 'p1', filingNo: '', question: '备案未同步' },
  'fee-check': { kind: 'fee-check', setlId: 'S1', suspicion: '大额耗材' },
  problem: { kind: 'problem', about: 'other', question: '目录对照口径' },
  information: { kind: 'information', topic: '停机通知', content: '三月十日夜间停机' },
  'error-report': {
    kind: 'error-report', about: 'system-fault', msgid: FAILED.msgid, symptom: '结算无应答',
  },
  complaint: { kind: 'complaint', about: 'other', complainant: '参保人甲', complaint: '不予直接结算' },
}

/** A question from Anshan to Guiyang over the national platform; what is named replaces it. */
export function asking(matter: Matter, own: Partial<Asking> = {}): Asking {
  const { by: asker, operator } = ASKER
  return { asker, asked: ASKED.by, channel: 'national', operator, matter, ...own }
}

export interface TestDesk {
  readonly office: Office
  readonly clock: VirtualClock
}

/** A desk of its own at a moment, that knows one failed message; whoever opens it closes it. */
export function openDesk(
  startsAt = '2026-03-02 09:00:00',
  parameters: Partial<CollaborationParameters> = {},
): TestDesk {
  const clock = virtualClock(startsAt)
  const failureOf = (msgid: string) => (msgid === FAILED.msgid ? FAILED : undefined)
  return { clock, office: officeOf(openStore(':memory:'), clock, { failureOf, parameters }) }
}
