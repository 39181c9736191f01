/** Detail comparison (3202): an institution's rows against the platform's, row by row. */
import type { SettlementRow } from '../books.ts'
import { zipped } from '../files/zip.ts'
import { formatFen, yuanOf } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { isUndoing } from './detail-file.ts'
import type { DetailRow } from './detail-file.ts'
import { byText } from './rows.ts'

/** A row that is unequal, in the columns of the result file. */
export interface DetailDifference {
  /** Who has the row. */
  readonly side: 'both' | 'centre' | 'institution'
  readonly psn_no: string
  /** '' where only the centre has the row, as the interface says. */
  readonly mdtrt_id: string
  readonly setl_id: string
  /** What a reversal names as omsgid; '' where the centre has no row (RULE-171). */
  readonly msgid: string
  readonly refunded: boolean
  readonly memo: string
  /** The centre's amounts where it has the row. */
  readonly feeFen: number
  readonly fundFen: number
  readonly accountFen: number
}

type Pair = { mine?: DetailRow; ours?: SettlementRow }

/**
 * All rows that are unequal, in a fixed order. A settlement that was undone in the period and that
 * the institution does not list at all comes to nothing for both, and is none.
 * @throws Refusal where the list names a settlement and leaves out what undid it (RULE-170)
 */
export function compareDetails(
  mine: readonly DetailRow[],
  ours: readonly SettlementRow[],
): DetailDifference[] {
  const orders = new Map(ours.map((row) => [row.setl_id, row.reverses ?? row.setl_id]))
  const pairs = new Map<string, Pair>()
  for (const row of ours) {
    const kind = row.reverses === null ? 'forward' : 'undo'
    pairs.set(`${kind}:${orders.get(row.setl_id)}`, { ours: row })
  }
  for (const row of mine) {
    // A refund may be listed under its own number or under that of what it undoes.
    const order = isUndoing(row) ? orders.get(row.setlId) ?? row.setlId : row.setlId
    const key = `${isUndoing(row) ? 'undo' : 'forward'}:${order}`
    pairs.set(key, { ...pairs.get(key), mine: row })
  }
  requireBoth(pairs)
  return [...pairs]
    .filter(([key]) => !isOver(key, pairs))
    .toSorted(([left], [right]) => byText(left, right))
    .flatMap(([, pair]) => differenceIn(pair) ?? [])
}

/** The result file: one unequal row a line, columns parted by tabs, in a ZIP. */
export function resultFile(name: string, rows: readonly DetailDifference[]): Uint8Array {
  const empty = (text: string) => (text === '' ? 'null' : text)
  const lines = rows.map((row) => [
    row.psn_no, empty(row.mdtrt_id), empty(row.setl_id), empty(row.msgid), '1',
    row.refunded ? '1' : '0', row.memo, ...[row.feeFen, row.fundFen, row.accountFen].map((fen) =>
      yuanOf(fen).toFixed(2)),
  ].join('\t'))
  return zipped(name, Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8'))
}

function requireBoth(pairs: ReadonlyMap<string, Pair>): void {
  for (const [key, { ours, mine }] of pairs) {
    if (ours?.reverses === null || ours === undefined || mine !== undefined) continue
    const listed = pairs.get(key.replace('undo:', 'forward:'))?.mine
    if (listed !== undefined) throw new Refusal('detail-negative', { setlId: listed.setlId })
  }
}

/** Settled and undone in the period at the centre, and not listed. */
function isOver(key: string, pairs: ReadonlyMap<string, Pair>): boolean {
  const order = key.slice(key.indexOf(':') + 1)
  return ['forward', 'undo'].every((kind) => {
    const pair = pairs.get(`${kind}:${order}`)
    return pair?.ours !== undefined && pair.mine === undefined
  })
}

function differenceIn({ mine, ours }: Pair): DetailDifference | undefined {
  if (ours === undefined) return mine && onlyMine(mine)
  const refunded = ours.reverses !== null
  const amounts = {
    feeFen: ours.medfee_fen, fundFen: ours.fund_fen, accountFen: ours.account_fen,
  }
  const facts = { psn_no: ours.psn_no, msgid: ours.msgid, refunded, ...amounts }
  if (mine === undefined) {
    return { side: 'centre', ...facts, mdtrt_id: '', setl_id: '', memo: '机构无此记录' }
  }
  const memo = unequalWords(mine, ours)
  if (memo === '') return undefined
  return { side: 'both', ...facts, mdtrt_id: ours.mdtrt_id, setl_id: mine.setlId, memo }
}

function onlyMine(row: DetailRow): DetailDifference {
  const { psnNo, visitId, setlId, feeFen, fundFen, accountFen } = row
  return {
    side: 'institution', psn_no: psnNo, mdtrt_id: visitId, setl_id: setlId, msgid: '',
    refunded: isUndoing(row), memo: '中心无此记录', feeFen, fundFen, accountFen,
  }
}

function unequalWords(mine: DetailRow, ours: SettlementRow): string {
  const amounts: readonly (readonly [string, number, number])[] = [
    ['医疗费总额', ours.medfee_fen, mine.feeFen],
    ['基金支付总额', ours.fund_fen, mine.fundFen],
    ['个人账户支出', ours.account_fen, mine.accountFen],
  ]
  const marks: readonly (readonly [string, string, string])[] = [
    ['人员编号', ours.psn_no, mine.psnNo],
    ['就诊ID', ours.mdtrt_id, mine.visitId],
  ]
  return [...marks, ...amounts]
    .filter(([, centre, institution]) => centre !== institution)
    .map(([name, centre, institution]) => `${name}中心${word(centre)}机构${word(institution)}`)
    .join('；')
}

function word(value: string | number): string {
  return typeof value === 'number' ? formatFen(value) : value
}
