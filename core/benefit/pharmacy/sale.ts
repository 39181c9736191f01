/** A pharmacy's sale is its own visit: 2101 tries it, 2102 settles it. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../../contracts/generated/types.ts'
import type { Effect } from '../../desk.ts'
import { idFrom } from '../../ids.ts'
import { nodeOf } from '../../platform/context.ts'
import { requireChronic } from '../care.ts'
import type { CareVisit } from '../care.ts'
import type { BenefitContext } from '../context.ts'
import { personOf } from '../context.ts'
import { agentOf, keepAgent } from '../credentials/agents.ts'
import { booked, computed } from '../settle.ts'
import type { FourSums } from '../settle.ts'
import { dualChannelSale } from './dual-channel.ts'
import { usePrescription } from './prescriptions.ts'

/** 2101: the same calculation as 2102, under the same conditions; nothing is booked (RULE-150). */
export function trySale(context: BenefitContext, request: RequestEnvelope): Effect {
  const { info, visit, special } = saleOf(context, request)
  return { output: computed(context, request, info, visit, special?.drugClass).output }
}

/** 2102 */
export function settleSale(context: BenefitContext, request: RequestEnvelope): Effect {
  const { info, visit, agent, special } = saleOf(context, request)
  const effect = booked(context, request, info, visit, special?.drugClass)
  const { setl_id } = (effect.output as Outputs['2102']).setlinfo
  return {
    ...effect,
    apply: () => {
      effect.apply?.()
      if (agent !== undefined) keepAgent(context, { setl_id, psn_no: info.psn_no }, agent)
      for (const rxno of special?.prescriptions ?? []) usePrescription(context, rxno, setl_id)
    },
  }
}

function saleOf(context: BenefitContext, request: RequestEnvelope) {
  const info = nodeOf<Inputs['2102']['druginfo'] & FourSums>(request, 'druginfo')
  const person = personOf(context, info.psn_no)
  const visit: CareVisit = {
    mdtrt_id: idFrom(context.area, 'visit', request.msgid),
    psn_no: info.psn_no,
    fixmedins_code: request.fixmedins_code,
    ipt_otp_no: request.msgid,
    msgid: request.msgid,
    mdtrtarea_admvs: request.mdtrtarea_admvs,
    inpatient: false,
    med_type: info.med_type,
    begntime: info.begntime,
    dise_codg: info.dise_codg ?? '',
    emergency: false,
  }
  if (visit.med_type === '14') {
    requireChronic(context, person, visit.dise_codg, visit.begntime.slice(0, 10))
  }
  const agent = agentOf(person, info.exp_content)
  return { info, visit, agent, special: dualChannelSale(context, request, info) }
}
