/**
 * What the judge is given, and the parsed view of it that every check reads. Nothing here decides
 * anything: a message that cannot be read simply has no envelope and no output.
 */
import type { Case } from '../contracts/case.ts'
import type { RecordedBody, RecordedExchange } from '../contracts/transcript.ts'
import { audit } from './auditor.ts'
import type { Audit } from './auditor.ts'
import { isRecord, rowsOf, textOf } from './checks/read.ts'
import type { Row } from './checks/read.ts'
import { indexOf } from './checks/run-index.ts'
import type { RunIndex } from './checks/run-index.ts'

/** One row of the institution's own books; undoing rows are negative. Amounts in fen. */
export interface BookRow {
  readonly kind: 'forward' | 'refund' | 'reversal'
  readonly setl_id: string
  /** Message that led to the row. */
  readonly msgid: string
  readonly mdtrt_id: string
  readonly psn_no: string
  readonly insutype: string
  readonly clr_type: string
  readonly medfeeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** What the driver said about one case. */
export interface DriverReport {
  readonly case: string
  readonly outcome: 'done' | 'stopped'
  /** Why it stopped; '' when done. */
  readonly reason: string
}

export interface Evidence {
  readonly cases: readonly Case[]
  readonly exchanges: readonly RecordedExchange[]
  readonly reports: readonly DriverReport[]
  /** Null when the driver could not tell. */
  readonly books: readonly BookRow[] | null
}

/** One recorded exchange, parsed. */
export interface Heard {
  readonly n: number
  readonly case: string
  readonly at: string
  readonly infno: string
  readonly msgid: string
  readonly body: RecordedBody
  /** The request as a JSON object; null when it is not one. */
  readonly envelope: Row | null
  readonly institution: string
  /** Rows of one node of `input`: an object is one row; none when the node is missing. */
  readonly node: (name: string) => readonly Row[]
  /** A party saw the request and answered it; the sender may still not have got the answer. */
  readonly answered: boolean
  readonly status: number
  /** The whole answer as a JSON object; null when there is none. */
  readonly answer: Row | null
  /** The transaction took effect at the platform. */
  readonly accepted: boolean
  /** `output` of the answer; {} when there is none. */
  readonly output: Row
  readonly errorText: string
  /** The sender got the answer. */
  readonly delivered: boolean
}

/** The whole run. */
export interface RunView {
  readonly cases: readonly Case[]
  /** Everything institutions said, in the order of arrival. */
  readonly heard: readonly Heard[]
  /** Everything the platform said to insured places. */
  readonly relayed: readonly Heard[]
  readonly books: readonly BookRow[] | null
  readonly audit: Audit
  readonly index: RunIndex
}

/** One case: its own messages, with the whole run beside them. */
export interface CaseView {
  readonly case: Case
  readonly heard: readonly Heard[]
  readonly relayed: readonly Heard[]
  readonly report: DriverReport | undefined
  readonly run: RunView
}

/** Parses the evidence once, for all checks. */
export function runViewOf(evidence: Evidence): RunView {
  const ordered = evidence.exchanges.toSorted((one, other) => one.n - other.n)
  const heardOn = (hop: RecordedExchange['hop']) =>
    ordered.filter((exchange) => exchange.hop === hop).map(heardOf)
  const heard = heardOn('institution-platform')
  const { cases, books } = evidence
  const relayed = heardOn('platform-insured')
  return { cases, heard, relayed, books, audit: audit(heard), index: indexOf(heard) }
}

/** The view of one case of the run; the case without a name has what belongs to no other. */
export function caseViewOf(run: RunView, which: Case, evidence: Evidence): CaseView {
  const { name } = which.sheet
  const names = new Set(run.cases.map(({ sheet }) => sheet.name))
  const mine = (heard: Heard) => heard.case === name || (name === '' && !names.has(heard.case))
  return {
    case: which,
    heard: run.heard.filter(mine),
    relayed: run.relayed.filter(mine),
    report: evidence.reports.find((report) => report.case === name),
    run,
  }
}

/** One exchange, parsed. */
export function heardOf(exchange: RecordedExchange): Heard {
  const envelope = jsonObject(exchange.request.body)
  const answer = exchange.response === null ? null : jsonObject(exchange.response.body)
  const input = isRecord(envelope?.['input']) ? envelope['input'] : {}
  return {
    n: exchange.n,
    case: exchange.case,
    at: exchange.at,
    infno: exchange.infno,
    msgid: exchange.msgid,
    body: exchange.request.body,
    envelope,
    institution: textOf(envelope?.['fixmedins_code']),
    node: (name) => rowsOf(input[name]),
    answered: exchange.response !== null,
    status: exchange.response?.status ?? 0,
    answer,
    accepted: answer !== null && /^\s*0+\s*$/.test(String(answer['infcode'])),
    output: isRecord(answer?.['output']) ? answer['output'] : {},
    errorText: textOf(answer?.['err_msg']),
    delivered: exchange.delivered,
  }
}

function jsonObject(body: RecordedBody): Row | null {
  return 'json' in body && isRecord(body.json) ? body.json : null
}
