/** 3601 to 3604: an institution applies for a case to leave case payment, changes it, looks. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { claimOfSettlement } from '../clearing/claims.ts'
import type { Effect } from '../desk.ts'
import { fenOf } from '../money.ts'
import type { PlatformContext } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import { ExitFault, changeExit, exitSteps, exitsOfInstitution, fileExit } from './exits.ts'
import type { ExitStep } from './exits.ts'
import { applicationRow, fundRows, opinionRows, worthOf } from './exit-rows.ts'
import { listOf } from './lists.ts'

type Query = Partial<Inputs['3601']['data'][number]>

/** 3601: the institution's applications as they stand, one page for each row that asks. */
export function queryExits(context: PlatformContext, request: RequestEnvelope): Effect {
  const asked = request.input['data'] as readonly Query[]
  const own = exitsOfInstitution(context.store, request.fixmedins_code)
  const found = asked.flatMap((query) => {
    requireOwn(request, query.fixmedins_code)
    const rows = own
      .map((step) => applicationRow(context, step))
      .filter((row) => FILTERS.every((field) => isAsked(query[field], row[field])))
      .filter((row) => inSpan(row.crte_time, query))
    const [size, page] = [positive(query.pageSize), positive(query.pageNum)]
    return rows.slice((page - 1) * size, page * size)
  })
  return { output: { data: found } }
}

/** Fields of 3601 that narrow the answer when they are said, all of them as they stand in it. */
const FILTERS = [
  'appy_exit_type', 'setl_id', 'psn_no', 'vali_flag', 'rchk_flag', 'appy_chk_setl_list_id',
  'medcasno', 'drg_codg', 'mdtrt_id', 'psn_name', 'certno', 'insutype', 'exit_type',
] as const

/** 3602: for a live stay that is paid by case and not claimed yet. */
export function saveExit(context: PlatformContext, request: RequestEnvelope): Effect {
  const details = (request.input['data'] ?? {}) as Partial<NonNullable<Inputs['3602']['data']>>
  requireOwn(request, details.fixmedins_code)
  const setlId = details.setl_id ?? ''
  const kept = listOf(context.store, setlId)
  if (kept?.institution !== request.fixmedins_code) {
    throw new Refusal('case-exit', { what: `${setlId}没有本机构的结算清单` })
  }
  if (!isAsked(details.psn_no, kept.psnNo)) {
    throw new Refusal('case-exit', { what: `psn_no与结算${setlId}不符` })
  }
  requirePaidByCase(context, setlId)
  requireCap(details.fund_cap)
  const application = {
    setlId,
    institution: request.fixmedins_code,
    by: request.opter,
    reason: details.exit_rea ?? '',
    details,
  }
  return done(() => {
    requireUnclaimed(context, setlId)
    fileExit(context.store, context.clock, application)
  })
}

/** 3603: changes an application, or takes it back (vali_flag 0), until it is decided. */
export function editExit(context: PlatformContext, request: RequestEnvelope): Effect {
  const change = request.input['data'] as Inputs['3603']['data']
  const application = change.appy_chk_setl_list_id
  const before = ownExit(context, request, application)
  requireCap(change.fund_cap)
  const withdrawn = change.vali_flag === '0'
  const said = Object.entries(change).filter(([, value]) => value !== null && value !== '')
  return done(() =>
    changeExit(context.store, context.clock, {
      application,
      state: withdrawn ? 'withdrawn' : 'applied',
      by: request.opter,
      reason: firstOf(change.exit_rea, before.reason),
      details: { ...before.details, ...Object.fromEntries(said) },
    }))
}

/** 3604: what each fund pays with and without the exit, and what was decided by whom. */
export function queryOpinions(context: PlatformContext, request: RequestEnvelope): Effect {
  const asked = (request.input['data'] ?? []) as NonNullable<Inputs['3604']['data']>
  const chosen = exitsOfInstitution(context.store, request.fixmedins_code).filter((step) =>
    asked.length === 0 || asked.some((query) =>
      isAsked(query.appy_chk_setl_list_id, step.application)
        && isAsked(query.setl_id, step.setlId)
        && isAsked(query.psn_no, listOf(context.store, step.setlId)?.psnNo ?? '')))
  return {
    output: {
      preSetl_invy_evt_list: chosen.flatMap((step) => fundRows(context, step)),
      appy_chk_opnn_evt_list: chosen.flatMap((step) => opinionRows(context, step)),
    },
  }
}

function requirePaidByCase(context: PlatformContext, setlId: string): void {
  const worth = worthOf(context.store, setlId)
  if (worth === undefined) throw new Refusal('case-exit', { what: `${setlId}已撤销或未入组` })
  if (worth.clearingWay === '1') {
    throw new Refusal('case-exit', { what: `${setlId}不按病种付费，无须退出` })
  }
}

/** The way of a claim is fixed with it (RULE-238). */
function requireUnclaimed({ store }: PlatformContext, setlId: string): void {
  const claim = claimOfSettlement(store, setlId)
  if (claim !== undefined) throw new Refusal('clearing-claimed', { setlId, claim })
}

function requireCap(cap: string | number | null | undefined): void {
  if (cap === undefined || cap === null || cap === '' || fenOf(cap) >= 0) return
  throw new Refusal('case-exit', { what: `fund_cap不得为负：${cap}` })
}

/** @throws Refusal for an application of somebody else, as for one that is not there */
function ownExit(
  { store }: PlatformContext,
  { fixmedins_code: code }: RequestEnvelope,
  application: string,
): ExitStep {
  const last = exitSteps(store, application).at(-1)
  if (last?.institution === code) return last
  throw new Refusal('case-exit', { what: `${application}不存在或不属于本机构` })
}

function requireOwn(request: RequestEnvelope, code: string | null | undefined): void {
  if (isAsked(code, request.fixmedins_code)) return
  throw new Refusal('own-data-only', { field: 'fixmedins_code', value: code ?? '' })
}

/** The answer of 3602 and 3603; what the application does not allow is refused in words. */
function done(apply: () => void): Effect {
  return {
    output: { data: { code: '1', message: '', type: '' } },
    apply: () => {
      try {
        apply()
      } catch (reason) {
        if (reason instanceof ExitFault) throw new Refusal('case-exit', { what: reason.zh })
        throw reason
      }
    },
  }
}

/** True when nothing was asked, or this. */
function isAsked(asked: unknown, actual: unknown): boolean {
  return asked === undefined || asked === null || asked === '' || asked === actual
}

function inSpan(time: string, { begndate, enddate }: Query): boolean {
  const day = time.slice(0, 10)
  const last = firstOf(enddate?.slice(0, 10), '9999-12-31')
  return day >= (begndate ?? '').slice(0, 10) && day <= last
}

function positive(text: string | null | undefined): number {
  const number = Number(text ?? '')
  if (Number.isInteger(number) && number > 0) return number
  throw new Refusal('case-exit', { what: `pageSize和pageNum应为正整数：${text ?? ''}` })
}

function firstOf(text: string | null | undefined, otherwise: string): string {
  return text === undefined || text === null || text === '' ? otherwise : text
}
