/** Filing by message: 2501 referral (转院备案) and 2503 chronic disease (慢特病备案). */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { nodeOf } from '../platform/context.ts'
import type { BenefitContext } from './context.ts'
import { personOf } from './context.ts'

/** A filing without an end date holds until it is changed or cancelled. */
const NO_END = '9999-12-31'

/** 2501 */
export function fileReferral(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2501']['refmedin']>(request, 'refmedin')
  return filed(context, request, data.psn_no, 'place', {
    category: 'referral',
    placeOfCare: data.mdtrtarea_admdvs,
    begndate: dayOr(data.begndate, data.refl_date),
    enddate: dayOr(data.enddate, NO_END),
  })
}

/** 2503 */
export function fileChronic(context: BenefitContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['2503']['data']>(request, 'data')
  return filed(context, request, data.psn_no, 'chronic', {
    code: data.opsp_dise_code,
    name: data.opsp_dise_name,
    begndate: data.begndate.slice(0, 10),
  })
}

function filed(
  context: BenefitContext,
  request: RequestEnvelope,
  psnNo: string,
  kind: 'place' | 'chronic',
  body: object,
): Effect {
  personOf(context, psnNo)
  const serial = idFrom(context.area, 'filing', request.msgid)
  return {
    output: { result: { trt_dcla_detl_sn: serial } },
    apply: () =>
      context.store.run(
        'insert into filing (trt_dcla_detl_sn, psn_no, kind, body) values (?, ?, ?, ?)',
        serial,
        psnNo,
        kind,
        JSON.stringify(body),
      ),
  }
}

function dayOr(day: string | null | undefined, otherwise: string): string {
  return (day ?? '') === '' ? otherwise.slice(0, 10) : String(day).slice(0, 10)
}
