/** Special marks of a visit (就医特殊属性): kept with 2406, asked for with 2407. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { nodeOf } from './context.ts'
import type { PlatformContext } from './context.ts'
import { pageOf } from './institutions/paging.ts'
import type { PlatformUseCases } from './use-case.ts'
import { visitOfAnyKind } from './visit-store.ts'

/** Keeping marks and asking for them. */
export const MARK_USE_CASES: PlatformUseCases = {
  '2406': keepMark,
  '2407': queryMarks,
}

/** 2406: the number has to be the visit's own, so that no mark lands on another one. */
function keepMark(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2406']['data']>(request, 'data')
  const visit = visitOfAnyKind(context.store, request, data.mdtrt_id, data.psn_no)
  if (visit.ipt_otp_no !== data.ipt_otp_no) {
    throw new Refusal('unknown-visit', { mdtrtId: data.ipt_otp_no })
  }
  const id = idFrom(request.mdtrtarea_admvs, 'visit-mark', request.msgid)
  const row = {
    ...data,
    ipt_psn_sp_flag_detl_id: id,
    fixmedins_code: request.fixmedins_code,
    fixmedins_name: context.institution(request.fixmedins_code)?.fixmedins_name ?? '',
    admdvs: (data.admdvs ?? '') === '' ? visit.insuplc_admdvs : data.admdvs,
  }
  return {
    output: { IptPsnSpFlagRegOut: { ipt_psn_sp_flag_detl_id: id } },
    apply: () =>
      context.store.run(
        `insert into visit_mark (ipt_psn_sp_flag_detl_id, fixmedins_code, mdtrt_id, body)
         values (?, ?, ?, ?)`,
        id,
        request.fixmedins_code,
        visit.mdtrt_id,
        JSON.stringify(row),
      ),
  }
}

type Mark = Readonly<Record<string, unknown>>

/** What can be asked for, each by its own name. */
const ASKED = [
  'ipt_psn_sp_flag_detl_id', 'mdtrt_id', 'psn_no', 'psn_cert_type', 'certno', 'psn_name',
  'fixmedins_code', 'fixmedins_name', 'ipt_otp_no', 'ipt_psn_sp_flag_type', 'ipt_psn_sp_flag',
  'admdvs',
] as const

/** 2407: marks of the asking institution that are as asked, a page of them (RULE-246). */
function queryMarks(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2407']['data']>(request, 'data')
  const rows = marksOf(context.store, request.fixmedins_code).filter((row) =>
    ASKED.every((field) => (data[field] ?? '') === '' || row[field] === data[field]))
  return { output: { IptPsnSpFlagReg: pageOf(rows, data) } }
}

function marksOf(store: Store, institution: string): Mark[] {
  return store
    .all<{ body: string }>(
      `select body from visit_mark where fixmedins_code = ?
        order by mdtrt_id, ipt_psn_sp_flag_detl_id`,
      institution,
    )
    .map((row) => JSON.parse(row.body) as Mark)
}
