/** The detail file that an institution sends before 3202: read strictly, refused clearly. */
import { BadZip, isZip, unzipped } from '../files/zip.ts'
import { BadDecimal, fenOf } from '../money.ts'
import { Refusal } from '../refusal.ts'

/** One row of the institution's own books. */
export interface DetailRow {
  /** Line of the file, from 1. */
  readonly line: number
  readonly setlId: string
  readonly visitId: string
  readonly psnNo: string
  /** Fen; negative in a row that undoes another one. */
  readonly feeFen: number
  readonly fundFen: number
  readonly accountFen: number
  /** refd_setl_flag: the row is a refund, or a settlement that was refunded. */
  readonly refunded: boolean
}

const UNPACKED_LIMIT_BYTES = 16 * 1024 * 1024
const COLUMNS = [
  'setl_id', 'mdtrt_id', 'psn_no', 'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay',
  'refd_setl_flag',
] as const
/** One edition sends its extension as an eighth column. */
const MOST_COLUMNS = COLUMNS.length + 1

/**
 * Rows of a detail file: a ZIP with one text, or the text itself; UTF-8, columns parted by tabs,
 * `null` for an empty cell.
 * @throws Refusal naming the first line that is wrong
 */
export function readDetails(content: Uint8Array): DetailRow[] {
  const lines = textOf(content).replace(/^\uFEFF/, '').split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  if (lines.length === 0) throw new Refusal('file-content', { reason: '文件没有明细行' })
  const seen = new Set<string>()
  return lines.map((text, index) => {
    const row = rowOf(text, index + 1)
    const key = `${row.setlId}/${isUndoing(row)}`
    if (seen.has(key)) throw wrong(row.line, `结算ID ${row.setlId}重复`)
    seen.add(key)
    return row
  })
}

/** True for the negative row of a refund or reversal. */
export function isUndoing({ feeFen, refunded }: DetailRow): boolean {
  return feeFen < 0 || (feeFen === 0 && refunded)
}

/** A row marked as refunded stands beside its negative, or the list is incomplete (RULE-170). */
export function requireNegatives(rows: readonly DetailRow[]): void {
  const negatives = new Set(rows.filter(isUndoing).map((row) => pairKey(row, -1)))
  const lone = rows.find((row) =>
    row.refunded && !isUndoing(row) && !negatives.has(pairKey(row, 1)))
  if (lone !== undefined) throw new Refusal('detail-negative', { setlId: lone.setlId })
}

function pairKey(row: DetailRow, sign: 1 | -1): string {
  const amounts = [row.feeFen, row.fundFen, row.accountFen].map((fen) => fen === 0 ? 0 : sign * fen)
  return [row.visitId, row.psnNo, ...amounts].join('/')
}

function textOf(content: Uint8Array): string {
  try {
    const bytes = isZip(content) ? unzipped(content, UNPACKED_LIMIT_BYTES) : content
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (reason) {
    if (reason instanceof BadZip) throw new Refusal('file-content', { reason: reason.message })
    if (reason instanceof TypeError) throw new Refusal('not-utf8')
    throw reason
  }
}

function rowOf(text: string, line: number): DetailRow {
  const cells = text.split('\t').map((cell) => (cell === 'null' ? '' : cell.trim()))
  if (cells.length < COLUMNS.length || cells.length > MOST_COLUMNS) {
    const order = COLUMNS.join('、')
    throw wrong(line, `应有${COLUMNS.length}列（以TAB分隔：${order}），实有${cells.length}列`)
  }
  const [setlId = '', visitId = '', psnNo = ''] = cells
  const empty = COLUMNS.slice(0, 3).find((_, column) => cells[column] === '')
  if (empty !== undefined) throw wrong(line, `${empty}为空`)
  const [feeFen = 0, fundFen = 0, accountFen = 0] = [3, 4, 5].map((column) =>
    amountOf(cells[column] ?? '', line, COLUMNS[column] ?? ''))
  const flag = cells[6] ?? ''
  if (!/^0{0,2}[01]$/.test(flag)) throw wrong(line, `refd_setl_flag应为0或1，实为${flag}`)
  const refunded = flag.endsWith('1')
  if (feeFen < 0 && !refunded) throw wrong(line, '金额为负而refd_setl_flag为0')
  return { line, setlId, visitId, psnNo, feeFen, fundFen, accountFen, refunded }
}

function amountOf(cell: string, line: number, column: string): number {
  try {
    return fenOf(cell)
  } catch (reason) {
    if (reason instanceof BadDecimal) throw wrong(line, `${column}不是金额：${cell.slice(0, 30)}`)
    throw reason
  }
}

function wrong(line: number, reason: string): Refusal {
  return new Refusal('detail-line', { line, reason })
}
