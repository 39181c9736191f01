/** What institutions ask about reconciliation: 3202, 3209A, 3211, 3212, 13203, 9101, 9102. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { SettlementRow } from '../books.ts'
import { addDays } from '../days.ts'
import type { Effect } from '../desk.ts'
import { FILE_USE_CASES } from '../files/desk.ts'
import { fileFor, fileOfInstitution, keepFile } from '../files/file-store.ts'
import type { KeptFile } from '../files/file-store.ts'
import { digitsOf } from '../ids.ts'
import { yuanOf } from '../money.ts'
import { amountFen } from '../platform/amounts.ts'
import { nodeOf } from '../platform/context.ts'
import type { PlatformContext } from '../platform/context.ts'
import type { PlatformUseCases } from '../platform/use-case.ts'
import { Refusal } from '../refusal.ts'
import { dailyResults, failedOrders } from './answers.ts'
import { isUndoing, readDetails, requireNegatives } from './detail-file.ts'
import type { DetailRow } from './detail-file.ts'
import { compareDetails, resultFile } from './details.ts'
import type { DetailDifference } from './details.ts'

/** Transactions of reconciliation and of the files it needs. */
export const RECONCILIATION_USE_CASES: PlatformUseCases = {
  ...FILE_USE_CASES,
  '3202': compareFile,
  '3209A': failedOrders,
  '3211': startTask,
  '3212': taskResult,
  '13203': dailyResults,
}

/** 3202: unequal rows in a file to fetch; without one there is nothing to fetch. */
function compareFile(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3202']['data']>(request, 'data')
  const rows = detailsOf(context, request, data.file_qury_no)
  requireTotals(data, rows)
  const ours = booksOf(context, request, data.stmt_begndate, data.stmt_enddate)
    .filter((row) => row.clr_type === data.clr_type)
  const unequal = compareDetails(rows, ours)
  if (unequal.length === 0) return { output: {} }
  const file = resultOf(context, request, '对账结果', unequal)
  const { file_qury_no, filename, dld_endtime } = file
  return {
    output: { fileinfo: { file_qury_no, filename, dld_endtime } },
    apply: () => keepFile(context.store, file),
  }
}

/** 3211: a period's list over all clearing types; compared at once and kept for 3212. */
function startTask(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3211']['data']>(request, 'data')
  const rows = detailsOf(context, request, data.file_qury_no)
  const ours = booksOf(context, request, data.clr_begin_ymd, data.clr_end_ymd)
  const unequal = compareDetails(rows, ours)
  const files = (['both', 'centre', 'institution'] as const).map((side) =>
    resultOf(context, request, TASK_FILES[side], unequal.filter((row) => row.side === side)))
  const task_key = request.mdtrtarea_admvs + digitsOf(`task:${request.msgid}`, 24)
  const body = { equal: unequal.length === 0, files: files.map((file) => file.file_qury_no) }
  return {
    output: { fileinfo: { task_key } },
    apply: () => {
      for (const file of files) keepFile(context.store, file)
      context.store.run(
        'insert into reconciliation_task (task_key, fixmedins_code, body) values (?, ?, ?)',
        task_key,
        request.fixmedins_code,
        JSON.stringify(body),
      )
    },
  }
}

const TASK_FILES: Readonly<Record<DetailDifference['side'], string>> = {
  both: '双方不符', centre: '中心独有', institution: '机构独有',
}

/** 3212: unequal rows of both, of the centre alone, of the institution alone, one file each. */
function taskResult(context: PlatformContext, request: RequestEnvelope): Effect {
  const { task_key: task } = nodeOf<Inputs['3212']['data']>(request, 'data')
  const row = context.store.get<{ fixmedins_code: string; body: string }>(
    'select fixmedins_code, body from reconciliation_task where task_key = ?',
    task,
  )
  if (row?.fixmedins_code !== request.fixmedins_code) throw new Refusal('unknown-task', { task })
  const { equal, files } = JSON.parse(row.body) as { equal: boolean; files: readonly string[] }
  const [file_qury_no1, file_qury_no2, file_qury_no3] = files
  // 0 equal, 1 unequal, as stmt_rslt has it; task_status 1 is done, for nothing is left waiting.
  const check_state = equal ? '0' : '1'
  const numbers = { file_qury_no1, file_qury_no2, file_qury_no3 }
  return { output: { fileinfo: { check_state, task_status: '1', ...numbers } } }
}

function detailsOf(
  context: PlatformContext,
  request: RequestEnvelope,
  number: string,
): DetailRow[] {
  const rows = readDetails(fileOfInstitution(context, number, request.fixmedins_code).content)
  requireNegatives(rows)
  return rows
}

/** The message says what its file adds up to; the file has no cash, so that is not compared. */
function requireTotals(data: Inputs['3202']['data'], rows: readonly DetailRow[]): void {
  const sum = (name: 'feeFen' | 'fundFen') => rows.reduce((total, row) => total + row[name], 0)
  const count = rows.reduce((total, row) => total + (isUndoing(row) ? -1 : 1), 0)
  const totals: readonly (readonly [string, number, number])[] = [
    ['medfee_sumamt', sum('feeFen'), amountFen('medfee_sumamt', data.medfee_sumamt)],
    ['fund_pay_sumamt', sum('fundFen'), amountFen('fund_pay_sumamt', data.fund_pay_sumamt)],
    ['fixmedins_setl_cnt', count * 100, Number(data.fixmedins_setl_cnt) * 100],
  ]
  for (const [field, inFile, sent] of totals) {
    if (inFile === sent) continue
    throw new Refusal('detail-totals', { field, expected: yuanOf(inFile), actual: yuanOf(sent) })
  }
}

/** The institution's rows whose settlement time lies on these days, both included (RULE-168). */
function booksOf(
  context: PlatformContext,
  request: RequestEnvelope,
  from: string,
  to: string,
): SettlementRow[] {
  return context.store.all<SettlementRow>(
    `select * from settlement where fixmedins_code = ? and setl_time >= ? and setl_time < ?
      order by setl_time, setl_id`,
    request.fixmedins_code,
    from.slice(0, 10),
    addDays(to.slice(0, 10), 1),
  )
}

function resultOf(
  { clock }: PlatformContext,
  { mdtrtarea_admvs, fixmedins_code }: RequestEnvelope,
  name: string,
  rows: readonly DetailDifference[],
): KeptFile {
  const content = resultFile(`${name}.txt`, rows)
  return fileFor(mdtrtarea_admvs, clock, { fixmedins_code, filename: `${name}.zip`, content })
}
