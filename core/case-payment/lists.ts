/** Settlement lists as kept: the newest of a settlement counts, until it was submitted. */
import { isUndone } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { beijingTime } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Store } from '../store/store.ts'
import type { CaseGroup } from './grouper.ts'
import { isSound } from './quality.ts'
import type { CaseList, ListFault } from './quality.ts'

/** A list with what came of it. */
export interface KeptList {
  readonly setlListId: string
  readonly setlId: string
  readonly institution: string
  readonly psnNo: string
  readonly month: string
  readonly at: string
  readonly list: CaseList
  readonly faults: readonly ListFault[]
  /** Null where a fault keeps the case from being grouped. */
  readonly group: CaseGroup | null
  /** False once the settlement was undone: group and score are withdrawn. */
  readonly valid: boolean
}

interface Row {
  readonly setl_list_id: string
  readonly setl_id: string
  readonly fixmedins_code: string
  readonly psn_no: string
  readonly month: string
  readonly at: string
  readonly body: string
  readonly faults: string
  readonly grouped: string
}

/** The list that counts for a settlement. */
export function listOf(store: Store, setlId: string): KeptList | undefined {
  const row = store.get<Row>(
    'select * from case_list where setl_id = ? order by id desc limit 1',
    setlId,
  )
  return row === undefined ? undefined : shaped(store, row)
}

/** The lists that count for an institution's month, in the order of the settlement ids. */
export function listsOfMonth(store: Store, institution: string, month: string): KeptList[] {
  return store
    .all<Row>(
      `select * from case_list l where fixmedins_code = ? and month = ? and not exists
         (select 1 from case_list n where n.setl_id = l.setl_id and n.id > l.id)
       order by setl_id`,
      institution,
      month,
    )
    .map((row) => shaped(store, row))
}

/** A list as it is kept, with what the quality check came to. */
export type CheckedList = Pick<KeptList, 'setlListId' | 'list' | 'faults' | 'group'>

/** Writes a list of a settlement; inside a commit. @param at yyyy-MM-dd HH:mm:ss */
export function keepList(
  store: Store,
  { setlListId, list, faults, group }: CheckedList,
  row: SettlementRow,
  msgid: string,
  at: string,
): void {
  const month = row.setl_time.slice(0, 4) + row.setl_time.slice(5, 7)
  store.run(
    `insert into case_list (setl_list_id, setl_id, fixmedins_code, psn_no, month, msgid, at,
                            body, faults, grouped)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    setlListId, row.setl_id, row.fixmedins_code, row.psn_no, month, msgid, at,
    JSON.stringify(list), JSON.stringify(faults), JSON.stringify(group),
  )
}

/** When the first sound list of a settlement came, yyyy-MM-dd HH:mm:ss. */
export function soundSince(store: Store, setlId: string): string | undefined {
  return store
    .all<Pick<Row, 'at' | 'faults'>>(
      'select at, faults from case_list where setl_id = ? order by id',
      setlId,
    )
    .find(({ faults }) => isSound(JSON.parse(faults) as ListFault[]))?.at
}

/** 0 not submitted, 1 submitted, 2 passed, 3 sent back. */
export function statusOf(store: Store, setlId: string): string {
  const row = store.get<{ stas_type: string }>(
    'select stas_type from case_status where setl_id = ? order by id desc limit 1',
    setlId,
  )
  return row?.stas_type ?? '0'
}

/** Writes the status of a list; inside a commit. */
export function setStatus(
  store: Store,
  clock: Clock,
  status: { readonly setlId: string; readonly stasType: string; readonly msgid: string },
): void {
  store.run(
    'insert into case_status (setl_id, stas_type, at, msgid) values (?, ?, ?, ?)',
    status.setlId, status.stasType, beijingTime(clock.now()), status.msgid,
  )
}

function shaped(store: Store, row: Row): KeptList {
  return {
    setlListId: row.setl_list_id,
    setlId: row.setl_id,
    institution: row.fixmedins_code,
    psnNo: row.psn_no,
    month: row.month,
    at: row.at,
    list: JSON.parse(row.body) as CaseList,
    faults: JSON.parse(row.faults) as ListFault[],
    group: JSON.parse(row.grouped) as CaseGroup | null,
    valid: !isUndone(store, row.setl_id),
  }
}
