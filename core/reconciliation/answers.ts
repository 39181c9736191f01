/** What the finished days say to an institution about its own settlements: 3209A and 13203. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { settlement } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { beijingTime } from '../clock.ts'
import { addDays } from '../days.ts'
import type { Effect } from '../desk.ts'
import { scopeOf } from '../hub/scope.ts'
import type { Scope } from '../hub/scope.ts'
import { yuanOf } from '../money.ts'
import type { PlatformContext } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import type { Difference, Reconciliation } from './reconciliation.ts'
import { latestRun } from './runs.ts'

type Result = Outputs['13203'][number]

const SCOPES: readonly Scope[] = ['local', 'intra-province', 'cross-province']
/** 就医类别 clr_pay_loc */
const PAY_LOC: Readonly<Record<Scope, string>> = {
  local: '2', 'intra-province': '3', 'cross-province': '4',
}
const MOST_ROWS = 100

/** 3209A: settlements of this institution with a cross-province difference that is still open. */
export function failedOrders({ store }: PlatformContext, request: RequestEnvelope): Effect {
  const data = (request.input['data'] ?? {}) as NonNullable<Inputs['3209A']['data']>
  const rows = store.all<{ body: string }>(
    `select body from reconciliation_open
      where fixmedins_code = ? and scope = 'cross-province' and day >= ? and day <= ?
      order by day, difference`,
    request.fixmedins_code,
    (data.begndate ?? '').slice(0, 10),
    (data.enddate ?? '').slice(0, 10) || '9999-12-31',
  )
  const orders = new Map<string, string>()
  for (const { body } of rows) {
    const one = JSON.parse(body) as Difference
    if (!isAsked(data.clr_type, one.clearingType)) continue
    if (!isAsked(data.clr_optins, one.insuredPlace)) continue
    for (const order of one.orders) orders.set(order, one.insuredPlace)
  }
  const selt_list = [...orders].map(([setlId, insuAdmdvs]) => ({ setlId, insuAdmdvs }))
  return { output: { selt_list } }
}

/** 13203: every row of a day with its result, at most a hundred a page; yesterday if not said. */
export function dailyResults({ store, clock }: PlatformContext, request: RequestEnvelope): Effect {
  const data = (request.input['data'] ?? {}) as NonNullable<Inputs['13203']['data']>
  const yesterday = addDays(beijingTime(clock.now()).slice(0, 10), -1)
  const day = (data.stmt_date ?? '').slice(0, 10) || yesterday
  const own = differencesOf(store, day).filter((one) => one.institution === request.fixmedins_code)
  const unequal = new Set(own.flatMap(({ orders }) => orders))
  const booked = store.all<SettlementRow>(
    `select * from settlement where fixmedins_code = ? and setl_time >= ? and setl_time < ?
      order by setl_time, setl_id`,
    request.fixmedins_code,
    day,
    addDays(day, 1),
  )
  const rows = [
    ...booked.map((row) => ({ facts: factsOf(row), make: () => resultOf(store, row, unequal) })),
    ...own.filter(isElsewhere).map((one) => ({ facts: one, make: () => resultElsewhere(one) })),
  ].filter(({ facts }) =>
    isAsked(data.clr_type, facts.clearingType) && isAsked(data.insutype, facts.insutype)
    && isAsked(data.clr_optins, facts.insuredPlace)
    && isAsked(data.clr_pay_loc, PAY_LOC[scopeOf(facts.placeOfCare, facts.insuredPlace)])
    && isAsked(data.stmt_rslt, facts.orders.some((order) => unequal.has(order)) ? '1' : '0'))
  const size = Math.min(MOST_ROWS, Math.max(1, Number(data.page_size ?? '') || MOST_ROWS))
  const page = Math.max(1, Number(data.page_num ?? '') || 1)
  const output = rows.slice((page - 1) * size, page * size).map(({ make }) => make())
  // This output is a list without a node, and the envelope carries it as it is.
  return { output: output as unknown as Effect['output'] }
}

/** @throws Refusal before the day has been reconciled */
function differencesOf(store: Store, day: string): Difference[] {
  return SCOPES.flatMap((scope) => {
    const run = latestRun(store, day, scope)
    if (run === undefined) throw new Refusal('not-reconciled', { day })
    return (JSON.parse(run.body) as Reconciliation).differences
  })
}

/** Rows that the place of care has not are known from the others' files only. */
function isElsewhere(one: Difference): boolean {
  return one.missingAt.includes('placeOfCare')
}

function factsOf(row: SettlementRow) {
  return {
    clearingType: row.clr_type,
    insutype: row.insutype,
    placeOfCare: row.mdtrtarea_admvs,
    insuredPlace: row.insuplc_admdvs,
    orders: [row.reverses ?? row.setl_id],
  }
}

function resultOf(store: Store, row: SettlementRow, unequal: ReadonlySet<string>): Result {
  const forward = row.reverses === null ? row : settlement(store, row.reverses)
  const { setlinfo } = JSON.parse(forward?.body ?? '{}') as { setlinfo?: { psn_name?: string } }
  return {
    refd_setl_flag: row.reverses === null ? '0' : '1',
    psn_no: row.psn_no,
    mdtrt_id: row.mdtrt_id,
    setl_id: row.setl_id,
    psn_name: setlinfo?.psn_name ?? '',
    stmt_rslt: unequal.has(row.reverses ?? row.setl_id) ? '1' : '0',
    medfee_sumamt: yuanOf(row.medfee_fen).toFixed(2),
    clr_optins: row.insuplc_admdvs,
    msg_id: row.msgid,
  }
}

/** Blank settlement and visit, with the message that a reversal names (RULE-171). */
function resultElsewhere(one: Difference): Result {
  return {
    refd_setl_flag: one.kind === 'forward' ? '0' : '1',
    psn_no: one.psnNo,
    mdtrt_id: '',
    setl_id: '',
    psn_name: '',
    stmt_rslt: '1',
    medfee_sumamt: yuanOf(one.sides[0]?.feeFen ?? 0).toFixed(2),
    clr_optins: one.insuredPlace,
    msg_id: one.originalMsgid === '' ? one.msgid : one.originalMsgid,
  }
}

function isAsked(wanted: string | null | undefined, actual: string): boolean {
  return (wanted ?? '') === '' || wanted === actual
}
