/** Which step may follow which, and whose it is: a table for each kind of ticket. */
import type { Doing, TicketKind, TicketState } from './ticket.ts'

export interface KindRules {
  readonly titleZh: string
  readonly titleEn: string
  /** Steps by the state in which they may be taken. */
  readonly next: Readonly<Partial<Record<TicketState, readonly Doing['step'][]>>>
  /** The step that ends the waiting and is held against the deadline. */
  readonly answer: Doing['step']
}

const ASKED: KindRules['next'] = {
  submitted: ['accepted', 'answered', 'withdrawn'],
  accepted: ['answered', 'withdrawn'],
  answered: ['returned', 'closed'],
  returned: ['answered'],
}

export const KINDS: Readonly<Record<TicketKind, KindRules>> = {
  filing: { titleZh: '备案协同', titleEn: 'Filing', next: ASKED, answer: 'answered' },
  problem: { titleZh: '问题协同', titleEn: 'Problem', next: ASKED, answer: 'answered' },
  'fee-check': {
    titleZh: '费用协查',
    titleEn: 'Fee check',
    next: {
      submitted: ['accepted', 'withdrawn'],
      accepted: ['investigated'],
      investigated: ['reported'],
      reported: ['closed'],
    },
    answer: 'reported',
  },
  information: {
    titleZh: '信息共享',
    titleEn: 'Information sharing',
    next: { submitted: ['received', 'withdrawn'], received: ['closed'] },
    answer: 'received',
  },
  'error-report': {
    titleZh: '结算报错',
    titleEn: 'Error report',
    // Nobody answers before the cause is known (RULE-213).
    next: {
      submitted: ['accepted', 'withdrawn'],
      accepted: ['diagnosed'],
      diagnosed: ['answered'],
      answered: ['returned', 'closed'],
      returned: ['diagnosed'],
    },
    answer: 'answered',
  },
  complaint: {
    titleZh: '投诉',
    titleEn: 'Complaint',
    // Whoever complained must hear before it is closed, so it cannot end without an answer.
    next: {
      submitted: ['accepted'],
      accepted: ['answered'],
      answered: ['returned', 'closed'],
      returned: ['answered'],
    },
    answer: 'answered',
  },
}

/** Steps of the side that asked; all others belong to the side that was asked. */
export const BY_ASKER: ReadonlySet<Doing['step']> = new Set(['returned', 'closed', 'withdrawn'])

/** Steps that must say something in their note. */
export const WITH_NOTE: ReadonlySet<Doing['step']> = new Set([
  'answered', 'returned', 'closed', 'diagnosed', 'reported', 'withdrawn',
])
