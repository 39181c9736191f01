/** Tickets between agencies (业务协同工单): what they are about, and how they go on. */

/** 备案、费用协查、问题协同、信息共享 (RULE-206); 结算报错 (RULE-213) and 投诉 besides. */
export type TicketKind =
  | 'filing' | 'fee-check' | 'problem' | 'information' | 'error-report' | 'complaint'

/** Decides within how many working days an answer is due. */
export type About = 'filing' | 'system-fault' | 'other'

/** What is asked, each kind with its own fields. */
export type Matter =
  | {
      readonly kind: 'filing'
      readonly psnNo: string
      /** Serial of the filing, '' where there is none yet. */
      readonly filingNo: string
      readonly question: string
    }
  | {
      readonly kind: 'fee-check'
      /** A settlement of the stay. */
      readonly setlId: string
      readonly suspicion: string
    }
  | { readonly kind: 'problem'; readonly about: About; readonly question: string }
  | { readonly kind: 'information'; readonly topic: string; readonly content: string }
  | {
      readonly kind: 'error-report'
      readonly about: About
      /** Message of the transaction that failed. */
      readonly msgid: string
      readonly symptom: string
    }
  | {
      readonly kind: 'complaint'
      readonly about: About
      readonly complainant: string
      readonly complaint: string
    }

/** National between provinces, else the province's own; its code is that of the platform. */
export type Channel = 'national' | 'provincial'

/** Whose fault a failed transaction was. */
export type Cause =
  | 'institution' | 'place-of-care' | 'insured-place' | 'platform' | 'network' | 'person'

/** Fund money to be taken back; fen, above zero. */
export interface FoundMoney {
  /** fund_pay_type */
  readonly payer: string
  readonly amountFen: number
}

/** What somebody does with a ticket; an empty note is refused where something must be said. */
export type Doing =
  | { readonly step: 'accepted' | 'investigated' | 'received' | 'withdrawn'; readonly note: string }
  | { readonly step: 'answered' | 'returned' | 'closed'; readonly note: string }
  | { readonly step: 'diagnosed'; readonly cause: Cause; readonly note: string }
  | {
      readonly step: 'reported'
      readonly finding: 'genuine' | 'false-items'
      /** What each fund paid for false items; empty when all is genuine. */
      readonly recoveries: readonly FoundMoney[]
      readonly note: string
    }

/** Steps that the desk takes by itself. */
export type DeskDoing =
  | { readonly step: 'submitted'; readonly note: string }
  | { readonly step: 'rerouted'; readonly from: Channel; readonly to: Channel }
  | { readonly step: 'escalated'; readonly to: string }

/** One row of a ticket's history. */
export type TicketStep = (Doing | DeskDoing) & {
  /** yyyy-MM-dd HH:mm:ss */
  readonly at: string
  /** Agency and person, or the desk itself. */
  readonly by: string
  readonly operator: string
  /** Moment until which an answer is due from here on, '' where nothing changes that. */
  readonly due: string
  /** True for an answer after its moment. */
  readonly late: boolean
}

/** States are the names of steps; a change of channel or level does not change the state. */
export type TicketState = Exclude<TicketStep['step'], 'rerouted' | 'escalated'>

/** A ticket with its history, as it stands after the last step. */
export interface Ticket {
  readonly number: string
  readonly matter: Matter
  readonly about: About
  /** Area codes of the agencies, of any level. */
  readonly asker: string
  readonly asked: string
  readonly channel: Channel
  /** Who has to act: the agency that was asked, or the level above it after an escalation. */
  readonly handler: string
  /** yyyyMM of a fee check's collection, else ''. */
  readonly batch: string
  readonly openedAt: string
  readonly state: TicketState
  /** Until when the open question is, or the last one was, to be answered. */
  readonly due: string
  /** Some answer came late; for a ticket without an answer compare `due` with the time. */
  readonly late: boolean
  readonly steps: readonly TicketStep[]
}

/** Why a ticket cannot be opened or go on. */
export type TicketFaultCode =
  | 'local' | 'unknown-agency' | 'not-yours' | 'wrong-step' | 'unknown-ticket' | 'says-nothing'
  | 'not-checkable' | 'below-limit' | 'checked-already' | 'not-failed' | 'other-places'
  | 'over-recovered' | 'out-of-order'

/** Thrown when a ticket or a step is refused; nothing is written then. */
export class TicketRefused extends Error {
  override readonly name = 'TicketRefused'
  readonly code: TicketFaultCode

  constructor(code: TicketFaultCode, message: string) {
    super(message)
    this.code = code
  }
}
