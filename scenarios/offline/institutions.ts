/** What is kept of each institution: its sign-ins, its queries, its sums and its statements. */
import type { Case } from '../../contracts/case.ts'
import type { Finding } from '../../contracts/run-record.ts'
import { audit } from '../auditor.ts'
import type { AuditRow } from '../auditor.ts'
import { kindOf } from '../checks/kinds.ts'
import { textOf } from '../checks/read.ts'
import { dayOf, indexOf } from '../checks/run-index.ts'
import { check as statement } from '../checks/statement.ts'
import type { Heard, RunView } from '../evidence.ts'
import { slim } from './slim.ts'
import { createSums } from './sums.ts'
import type { Sums } from './sums.ts'

/** An institution as the recording shows it so far. */
export interface Institution {
  readonly code: string
  /** Newest accepted 9001, slim. */
  readonly signIns: Heard[]
  /** Newest 3202, slim: a query about no single person. */
  readonly queries: Heard[]
  /** First business message of each day. */
  readonly firstOfDay: Map<string, number>
  readonly statements: Heard[]
  readonly sums: Sums
  /** Day on which its part of the recording begins; '' until its first message. */
  firstDay: string
  /** The recording begins in the middle of that day. */
  partial: boolean
  /** Something was undone that was booked before the recording. */
  older: boolean
  last: number
}

const KEPT = 64

export function createInstitution(code: string): Institution {
  return {
    code, signIns: [], queries: [], firstOfDay: new Map(), statements: [], sums: createSums(),
    firstDay: '', partial: false, older: false, last: 0,
  }
}

/** Takes note of a message, whoever it is about. */
export function noteMessage(own: Institution, heard: Heard): void {
  const session = kindOf(heard.infno) === 'session'
  if (own.last === 0) {
    own.firstDay = heard.at.slice(0, 10)
    own.partial = !session
  }
  own.last = heard.n
  if (!session && !own.firstOfDay.has(dayOf(heard))) own.firstOfDay.set(dayOf(heard), heard.n)
  if (heard.infno === '9001' && heard.accepted) keep(own.signIns, slim(heard))
  if (heard.infno === '3202') keep(own.queries, slim(heard))
  if (heard.infno !== '3201') return
  // Totals and answer stay whole: a statement is judged at the end, when it may be corrected.
  own.statements.push({ ...heard, body: { text: '' } })
  own.sums.stated()
}

function keep(list: Heard[], heard: Heard): void {
  list.push(heard)
  if (list.length > KEPT) list.shift()
}

/**
 * Books an accepted message that moved money.
 * @param money all such messages of its person, this one last
 */
export function book(own: Institution, money: readonly Heard[]): void {
  const heard = money.at(-1)
  if (heard === undefined) return
  const { rows } = audit(money)
  const row = rows.find((one) => one.n === heard.n)
  if (row === undefined) own.older ||= kindOf(heard.infno) === 'refund' && !repeats(money)
  else own.sums.add(negative(row, rows))
}

/** The same message once more: it was booked the first time. */
function repeats(money: readonly Heard[]): boolean {
  const last = money.at(-1)
  return money.some((one) => one !== last && one.msgid === last?.msgid)
}

/** A refund that is answered with the original's own amounts undoes them all the same (E14). */
function negative(row: AuditRow, rows: readonly AuditRow[]): AuditRow {
  const original = rows.find((one) => one.kind === 'forward' && one.setl_id === row.undoes)
  if (row.kind !== 'refund' || original === undefined || row.medfeeFen <= 0) return row
  return {
    ...row,
    medfeeFen: -original.medfeeFen,
    fundFen: -original.fundFen,
    accountFen: -original.accountFen,
    cashFen: -original.cashFen,
  }
}

/** The institution's statements against its sums. What began before the recording only warns. */
export function judgeStatements(own: Institution): Finding[] {
  const days = new Set(own.statements.map((one) =>
    textOf(one.node('data')[0]?.['stmt_begndate']).slice(0, 10)))
  days.delete('')
  const rows = own.sums.rows(own.code)
  const run: RunView = {
    cases: [...days].map((day) => dayEnd(own.code, day)),
    heard: own.statements,
    relayed: [],
    books: null,
    audit: { rows, live: [] },
    index: indexOf([]),
  }
  const unsure = own.partial || own.older
  const told = new Set<string>()
  return statement.judge(run).flatMap(({ findings }) => findings).flatMap((one) => {
    const key = `${one.exchange} ${one.pointer} ${one.expected}`
    if (told.has(key)) return []
    told.add(key)
    return [unsure && one.severity === 'violation' ? { ...one, severity: 'warning' as const } : one]
  })
}

/** The statement check asks day by day. */
function dayEnd(fixmedins_code: string, day: string): Case {
  return {
    schema: 'liantiao/case/1',
    title: { zh: '', en: '' },
    requirements: [],
    sheet: {
      name: '',
      journey: 'day-end',
      mdtrtarea_admvs: '',
      fixmedins_code,
      startsAt: `${day} 00:00:00`,
    },
    faults: [],
    expected: { liveSettlements: 0 },
  }
}

/** True for messages that the sums are made of. */
export function isMoney(heard: Heard): boolean {
  const kind = kindOf(heard.infno)
  return heard.accepted && ['settle', 'refund', 'reversal'].includes(kind)
}
