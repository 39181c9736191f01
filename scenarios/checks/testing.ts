/** Evidence for the tests of the checks: sound journeys over canned answers, and planted faults. */
import type { Case, CaseSheet, FeeLine } from '../../contracts/case.ts'
import { CALL_SERVICE_PATH, envelopeOf } from '../../contracts/envelope.ts'
import type { Journey, Outcome, RequestEnvelope, ResponseEnvelope, Step }
  from '../../contracts/exchange.ts'
import type { RecordedBody, RecordedExchange } from '../../contracts/transcript.ts'
import { baseOf, kindOf } from './kinds.ts'
import { amountFen, rowsOf, textOf } from './read.ts'
import type { Row } from './read.ts'
import type { BookRow, DriverReport, Evidence } from '../evidence.ts'
import { JourneyStopped } from '../journeys/ask.ts'
import { soundPlaybook } from '../journeys/playbook.ts'
import { cannedPlatform, PERSON } from './testing-platform.ts'

/** A message as a planted fault may change it. */
export type Message = { -readonly [Key in keyof RequestEnvelope]: RequestEnvelope[Key] }

/** What goes wrong in a scene; each is optional. */
export interface Plot {
  /** Returns the message that leaves, or the recorded body when it is no JSON any more. */
  readonly plant?: (message: Message) => unknown
  readonly body?: (message: Message) => RecordedBody | undefined
  /** The platform's answer, changed. */
  readonly answer?: (message: Message, answer: Row) => Row
  /** The first answer to this transaction gets lost. */
  readonly lose?: { readonly infno: string; readonly booked: boolean }
  /** What the desk does about lost answers; the sound way when left out. */
  readonly careful?: <Result>(journey: Journey<Result>) => Journey<Result>
  readonly journey?: <Result>(journey: Journey<Result>) => Journey<Result>
  /** The desk books what a query found. */
  readonly adopts?: boolean
  readonly books?: (rows: BookRow[]) => BookRow[]
}

const SENDER = {
  fixmedins_code: 'H52010012345',
  fixmedins_name: '贵阳示范医院',
  mdtrtarea_admvs: '520100',
  opter: '0001',
  opter_name: '收费一号',
}
const DAY = '2026-03-02'

export const LINES: readonly FeeLine[] = [
  line('1', 'XA01', '39.5', '3'),
  line('2', 'XB02', '0.335', '10'),
]

function line(feedetl_sn: string, code: string, pric: string, cnt: string): FeeLine {
  return { feedetl_sn, med_list_codg: code, medins_list_codg: `M${code}`, name: code, pric, cnt }
}

/** A case of the test person; `sheet` overrides what matters to the test. */
export function caseOf(
  journey: CaseSheet['journey'],
  sheet: Partial<CaseSheet> = {},
  rest: Partial<Pick<Case, 'expected' | 'requirements'>> = {},
): Case {
  const isVisit = journey !== 'sign-in' && journey !== 'day-end'
  const { psn_name, psn_cert_type, certno } = PERSON
  const credential = { mdtrt_cert_type: '02' as const, mdtrt_cert_no: certno, card_sn: '' }
  const inpatient = journey === 'inpatient'
  return {
    schema: 'liantiao/case/1',
    title: { zh: journey, en: journey },
    requirements: rest.requirements ?? [],
    sheet: {
      name: journey,
      journey,
      mdtrtarea_admvs: SENDER.mdtrtarea_admvs,
      fixmedins_code: SENDER.fixmedins_code,
      startsAt: `${DAY} 09:00:00`,
      ...(isVisit ? {
        person: { psn_name, psn_cert_type, certno, credential },
        visit: {
          insutype: '310', med_type: inpatient ? '21' : journey === 'pharmacy' ? '41' : '11',
          ipt_otp_no: `NO-${journey}`, begntime: `${DAY} 08:00:00`,
          dept_code: '01', dept_name: '内科', caty: 'A03', dr_code: 'D1', dr_name: '医生一',
          diagnoses: [{ diag_code: 'I10', diag_name: '高血压' }],
        },
        lines: LINES,
        acct_used_flag: '0' as const,
      } : {}),
      ...sheet,
    },
    faults: [],
    expected: rest.expected ?? { liveSettlements: sheet.refund === true || !isVisit ? 0 : 1 },
  }
}

/** Performs the cases between a sign-in and a day end, and returns all that was seen. */
export function scene(visits: readonly Case[], plot: Plot = {}): Evidence {
  const cases = [caseOf('sign-in'), ...visits, caseOf('day-end')]
  const stage = createStage(plot)
  const reports = cases.map(({ sheet }): DriverReport => {
    try {
      perform(sheet, stage)
      return { case: sheet.name, outcome: 'done', reason: '' }
    } catch (reason) {
      if (!(reason instanceof JourneyStopped)) throw reason
      return { case: sheet.name, outcome: 'stopped', reason: reason.message }
    }
  })
  const books = plot.books?.(stage.books) ?? stage.books
  return { cases, exchanges: stage.exchanges, reports, books }
}

type Stage = ReturnType<typeof createStage>

function perform(sheet: CaseSheet, stage: Stage): void {
  if (sheet.journey === 'sign-in') return void stage.run(sheet, soundPlaybook.signIn('0001'))
  if (sheet.journey !== 'day-end') return void stage.run(sheet, soundPlaybook.visit(sheet))
  const groups = Map.groupBy(stage.books, (row) => `${row.insutype}/${row.clr_type}`)
  const totals = [...groups.values()].map((rows) => ({
    insutype: rows[0]?.insutype ?? '',
    clr_type: rows[0]?.clr_type ?? '',
    medfeeFen: rows.reduce((sum, row) => sum + row.medfeeFen, 0),
    fundFen: rows.reduce((sum, row) => sum + row.fundFen, 0),
    accountFen: rows.reduce((sum, row) => sum + row.accountFen, 0),
    count: rows.reduce((sum, row) => sum + (row.kind === 'forward' ? 1 : -1), 0),
  }))
  stage.run(sheet, soundPlaybook.dayEnd(sheet, totals))
}

function createStage(plot: Plot) {
  const exchanges: RecordedExchange[] = []
  const books: BookRow[] = []
  const platform = cannedPlatform()
  let lost = false

  function send(sheet: CaseSheet, step: Step): Outcome {
    const n = exchanges.length + 1
    const at = `${DAY} 10:00:${String(n % 60).padStart(2, '0')}`
    const stamp = { sender: SENDER, infTime: at, sequence: n, signNo: n === 1 ? '' : 'SIGN1' }
    const sound = structuredClone(envelopeOf(step, stamp)) as Message
    const message = (plot.plant?.(sound) ?? sound) as Message
    const lose = !lost && plot.lose?.infno === step.infno ? plot.lose : undefined
    lost ||= lose !== undefined
    const own = lose?.booked === false ? undefined : platform(message)
    const answer = own === undefined ? undefined : plot.answer?.(message, own) ?? own
    exchanges.push({
      schema: 'liantiao/exchange/1',
      n,
      case: sheet.name,
      hop: 'institution-platform',
      at,
      infno: textOf(message.infno),
      msgid: textOf(message.msgid),
      request: { path: CALL_SERVICE_PATH, body: plot.body?.(message) ?? { json: message } },
      response: answer === undefined ? null : { status: 200, body: { json: answer } },
      delivered: lose === undefined,
    })
    const { msgid } = message
    if (lose !== undefined || answer === undefined) {
      return { kind: 'unknown', msgid, reason: 'lost' }
    }
    keepBooks(books, message, answer, plot.adopts === true)
    return { kind: 'answered', msgid, response: answer as unknown as ResponseEnvelope }
  }

  return {
    exchanges,
    books,
    run<Result>(sheet: CaseSheet, journey: Journey<Result>): Result {
      const careful = plot.careful ?? soundPlaybook.careful
      const whole = careful(plot.journey?.(journey) ?? journey)
      let turn = whole.next()
      while (turn.done !== true) turn = whole.next(send(sheet, turn.value))
      return turn.value
    },
  }
}

/** The institution's own books, from the answers it got. */
function keepBooks(books: BookRow[], message: Message, answer: Row, adopts: boolean): void {
  const info = rowsOf(rowsOf(answer['output'])[0]?.['setlinfo'])[0]
  const said = kindOf(message.infno)
  const kind = said === 'query' && adopts ? 'settle' : said
  if (info === undefined || (kind !== 'settle' && kind !== 'refund')) return
  const refunded = books.find((row) =>
    row.setl_id === textOf(rowsOf(message.input['data'])[0]?.['setl_id']))
  books.push({
    kind: kind === 'settle' ? 'forward' : 'refund',
    setl_id: textOf(info['setl_id']),
    msgid: textOf(info['medins_setl_id']),
    mdtrt_id: textOf(info['mdtrt_id']),
    psn_no: textOf(info['psn_no']),
    insutype: refunded?.insutype ?? textOf(info['insutype']),
    clr_type: refunded?.clr_type ?? textOf(info['clr_type']),
    medfeeFen: amountFen(info['medfee_sumamt']) ?? 0,
    fundFen: amountFen(info['fund_pay_sumamt']) ?? 0,
    accountFen: amountFen(info['acct_pay']) ?? 0,
    cashFen: amountFen(info['psn_cash_pay']) ?? 0,
  })
}

/** Changes the rows of one node of one transaction, wherever it is sent. */
export function inRows(
  infnos: readonly string[],
  change: (row: Record<string, unknown>, index: number) => void,
): (message: Message) => Message {
  return (message) => {
    if (!infnos.includes(baseOf(message.infno))) return message
    const rows = Object.values(message.input).flatMap(rowsOf)
    rows.forEach((row, index) => change(row as Record<string, unknown>, index))
    return message
  }
}
