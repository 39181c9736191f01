/** The hospital's own books: what it believes was settled, kept apart from everybody else's. */
import type { ResponseEnvelope, Step } from '../../contracts/exchange.ts'
import { accepted } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { fenOf, oppositeFen } from '../../core/money.ts'
import type { BookTotal } from './playbook.ts'

/** One row; undoing rows are negative. */
export interface BookRow {
  readonly kind: 'forward' | 'refund' | 'reversal'
  readonly setl_id: string
  /** Message that led to the row. */
  readonly msgid: string
  readonly mdtrt_id: string
  readonly psn_no: string
  readonly fixmedins_code: string
  readonly insutype: string
  readonly clr_type: string
  readonly medfeeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
}

/** How a hospital reads answers into its books; a defect reads them differently. */
export interface BookKeeping {
  /** All that the funds paid, from a settlement's answer. */
  readonly fundFen: (output: Outputs['2207']) => number
  /** The forward row that a refund's answer is about. */
  readonly refunded: (
    rows: readonly BookRow[],
    sentSetlId: string,
    answeredSetlId: string,
  ) => BookRow | undefined
  /** Which rows count towards the day's totals. */
  readonly counts: (row: BookRow) => boolean
}

/** The right way: the fund sum as answered, refunds by the id that was sent, all rows count. */
export const soundBookKeeping: BookKeeping = {
  fundFen: (output) => fenOf(output.setlinfo.fund_pay_sumamt),
  refunded: (rows, sentSetlId) => rows.find((row) => row.setl_id === sentSetlId),
  counts: () => true,
}

const SETTLING = ['2207', '2304', '2102']
const REFUNDING = ['2208', '2305', '2103']

export interface Books {
  /** Reads one answered message into the books. */
  observe(step: Step, msgid: string, institution: string, response: ResponseEnvelope): void
  rows(): readonly BookRow[]
  totals(institution: string): BookTotal[]
}

/** Empty books. */
export function createBooks(keeping: BookKeeping): Books {
  const rows: BookRow[] = []

  function undo(kind: 'refund' | 'reversal', row: BookRow, setlId: string, msgid: string): void {
    rows.push({
      ...row,
      kind,
      setl_id: setlId,
      msgid,
      medfeeFen: oppositeFen(row.medfeeFen),
      fundFen: oppositeFen(row.fundFen),
      accountFen: oppositeFen(row.accountFen),
      cashFen: oppositeFen(row.cashFen),
    })
  }

  return {
    observe(step, msgid, institution, response) {
      if (!accepted(response)) return
      if (SETTLING.includes(step.infno)) {
        const output = response.output as Outputs['2207']
        rows.push(forwardRow(keeping, output, msgid, institution))
      } else if (REFUNDING.includes(step.infno)) {
        const sent = (step.input['data'] as { setl_id: string }).setl_id
        const { setl_id: answered } = (response.output as Outputs['2208']).setlinfo
        const row = keeping.refunded(rows, sent, answered)
        if (row !== undefined) undo('refund', row, answered, msgid)
      } else if (step.infno === '2601') {
        const { omsgid } = step.input['data'] as { omsgid: string }
        const row = rows.find((candidate) => candidate.msgid === omsgid)
        if (row !== undefined) undo('reversal', row, row.setl_id, msgid)
      }
    },
    rows: () => rows,
    totals: (institution) =>
      totalsOf(rows.filter((row) => row.fixmedins_code === institution && keeping.counts(row))),
  }
}

function forwardRow(
  keeping: BookKeeping,
  output: Outputs['2207'],
  msgid: string,
  institution: string,
): BookRow {
  const info = output.setlinfo
  return {
    kind: 'forward',
    setl_id: info.setl_id,
    msgid,
    mdtrt_id: info.mdtrt_id,
    psn_no: info.psn_no,
    fixmedins_code: institution,
    insutype: info.insutype ?? '',
    clr_type: info.clr_type,
    medfeeFen: fenOf(info.medfee_sumamt),
    fundFen: keeping.fundFen(output),
    accountFen: fenOf(info.acct_pay),
    cashFen: fenOf(info.psn_cash_pay),
  }
}

function totalsOf(rows: readonly BookRow[]): BookTotal[] {
  const totals = new Map<string, BookTotal>()
  for (const row of rows) {
    const key = `${row.insutype}/${row.clr_type}`
    const before = totals.get(key)
    totals.set(key, {
      insutype: row.insutype,
      clr_type: row.clr_type,
      medfeeFen: (before?.medfeeFen ?? 0) + row.medfeeFen,
      fundFen: (before?.fundFen ?? 0) + row.fundFen,
      accountFen: (before?.accountFen ?? 0) + row.accountFen,
      count: (before?.count ?? 0) + (row.kind === 'forward' ? 1 : -1),
    })
  }
  return [...totals.values()]
}
