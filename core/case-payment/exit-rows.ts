/** The rows that 3601 and 3604 tell of an application. */
import type { Outputs } from '../../contracts/generated/types.ts'
import { isUndone, settlement } from '../books.ts'
import { divideHalfUp, fenOf, yuanOf } from '../money.ts'
import type { PlatformContext } from '../platform/context.ts'
import { settledById } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { exitSteps } from './exits.ts'
import type { ExitStep } from './exits.ts'
import { caseAreaOf } from './grouper.ts'
import { listOf } from './lists.ts'
import { paymentOf } from './payment.ts'
import type { CasePayment } from './payment.ts'
import { stayOf } from './stays.ts'

/** What a stay is worth while nobody let it go; undefined when undone or without a group. */
export function worthOf(store: Store, setlId: string): CasePayment | undefined {
  const kept = listOf(store, setlId)
  if (kept === undefined || !kept.valid || kept.group === null) return undefined
  const stay = stayOf(store, kept)
  return stay === undefined
    ? undefined
    : paymentOf(stay, kept.group, caseAreaOf(stay.placeOfCare))
}

/** One row of 3601: what the institution sent, and beside it what the books say. */
export function applicationRow({ store, institution }: PlatformContext, step: ExitStep) {
  const { setlId, details } = step
  const row = settlement(store, setlId)
  const info = (JSON.parse(row?.body ?? '{}') as Partial<Outputs['2207']>).setlinfo
  const kept = listOf(store, setlId)
  const text = (field: string) => textOf(details[field])
  const worth = worthOf(store, setlId)
  return {
    ...stampsOf(store, step),
    appy_chk_setl_list_id: step.application,
    setl_id: setlId,
    psn_no: row?.psn_no ?? '',
    psn_name: info?.psn_name ?? '',
    psn_cert_type: info?.psn_cert_type ?? '',
    certno: info?.certno ?? '',
    insutype: row?.insutype ?? '',
    fixmedins_code: step.institution,
    fixmedins_name: institution(step.institution)?.fixmedins_name ?? '',
    adm_time: dayOf(kept?.list.setlinfo.adm_time),
    dscg_time: dayOf(kept?.list.setlinfo.dscg_time),
    setl_time: dayOf(row?.setl_time),
    appy_exit_type: text('appy_exit_type'),
    medcasno: text('medcasno'),
    // The answer must have a number, and the application need not: the visit's own stands in.
    rx_drord_no: text('rx_drord_no') === '' ? (row?.mdtrt_id ?? '') : text('rx_drord_no'),
    drg_codg: kept?.group?.drgCode ?? '',
    drg_name: kept?.group?.name ?? '',
    pay_std_amt: yuanOf(worth?.standardFen ?? 0),
    setl_listsn: kept?.setlListId ?? '',
    mdtrt_id: row?.mdtrt_id ?? '',
    exit_fund_payamt: yuanOf((row?.fund_fen ?? 0) + (row?.account_fen ?? 0)),
    drg_fund_payamt: yuanOf(worth?.hospitalFen ?? 0),
    exit_type: text('exit_type'),
    exit_rea: text('exit_rea'),
    ...(details['fund_cap'] === undefined ? {} : { fund_cap: yuanOf(capOf(step)) }),
    drg_admdvs: text('drg_admdvs'),
    vali_flag: isValid(store, step) ? '1' : '0',
    rchk_flag: isDecided(step) ? '1' : '0',
    memo: text('memo'),
    poolarea_no: row?.mdtrtarea_admvs ?? '',
  }
}

/** 3604, funds: each with what it pays by item, and its share of what the case is worth. */
export function fundRows({ store }: PlatformContext, step: ExitStep) {
  const settled = settledById(store, step.setlId)
  if (settled === undefined) return []
  const funds = Object.entries(settled.funds).toSorted(([left], [right]) => (left < right ? -1 : 1))
  const ids = idsOf(store, step)
  const hospitalFen = worthOf(store, step.setlId)?.hospitalFen ?? 0
  const shares = sharesOf(funds.map(([, fen]) => fen), hospitalFen - settled.accountFen)
  const capFen = capOf(step)
  return funds.map(([fund_pay_type, fen], at) => ({
    ...ids,
    drg_pre_setl_invy_id: `${step.application}-${fund_pay_type}`,
    mdtrt_id: settled.visitId,
    fund_pay_type,
    fund_payamt: yuanOf(fen),
    exit_fund_payamt: yuanOf(fen),
    drg_fund_payamt: yuanOf(shares[at] ?? 0),
    exit_type: textOf(step.details['exit_type']),
    exit_rea: textOf(step.details['exit_rea']),
    fund_cap: yuanOf(capFen),
    over_fund_cap: yuanOf(capFen === 0 ? 0 : Math.max(0, fen - capFen)),
    vali_flag: isValid(store, step) ? '1' : '0',
    ...stampsOf(store, step),
  }))
}

/** 3604, opinions: the panel's decision, none while it is open. */
export function opinionRows({ store }: PlatformContext, step: ExitStep) {
  return exitSteps(store, step.application).filter(isDecided).map((decision) => ({
    ...idsOf(store, step),
    appy_chk_setl_list_opnn_id: `${step.application}-1`,
    drg_dip_exit_opnn_type: decision.state === 'granted' ? '1' : '0',
    opnn: decision.reason,
    opnn_time: dayOf(decision.at),
    opnn_exit_type: decision.state === 'granted' ? 1 : 0,
    opnn_resper_name: decision.by,
    vali_flag: isValid(store, step) ? '1' : '0',
    ...stampsOf(store, step),
  }))
}

/** Shares in proportion, half up; the last one takes what is left, so that nothing is lost. */
function sharesOf(parts: readonly number[], totalFen: number): number[] {
  const whole = parts.reduce((sum, fen) => sum + fen, 0)
  let left = Math.max(0, totalFen)
  return parts.map((fen, at) => {
    const share = at === parts.length - 1
      ? left
      : Math.min(left, divideHalfUp(BigInt(fen) * BigInt(Math.max(0, totalFen)), BigInt(whole)))
    left -= share
    return share
  })
}

function idsOf(store: Store, { application, setlId }: ExitStep) {
  const kept = listOf(store, setlId)
  return {
    appy_chk_setl_list_id: application,
    setl_id: setlId,
    psn_no: kept?.psnNo ?? '',
    setl_list_sn: kept?.setlListId ?? '',
  }
}

/** Who made an application when, and who touched it last. */
function stampsOf(store: Store, step: ExitStep) {
  const first = exitSteps(store, step.application)[0] ?? step
  return {
    crter_id: first.by.slice(0, 20),
    crter_name: first.by.slice(0, 50),
    crte_time: dayOf(first.at),
    opter_id: step.by.slice(0, 20),
    opter_name: step.by.slice(0, 50),
    opt_time: dayOf(step.at),
    updt_time: dayOf(step.at),
  }
}

function isDecided({ state }: ExitStep): boolean {
  return state === 'granted' || state === 'refused'
}

function isValid(store: Store, { state, setlId }: ExitStep): boolean {
  return state !== 'withdrawn' && !isUndone(store, setlId)
}

function capOf({ details }: ExitStep): number {
  const cap = details['fund_cap']
  return typeof cap === 'number' || (typeof cap === 'string' && cap !== '') ? fenOf(cap) : 0
}

/** These fields are days in the printed tables, whatever their names. */
function dayOf(time: string | null | undefined): string {
  return (time ?? '').slice(0, 10)
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
