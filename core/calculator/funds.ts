/** Who pays by which code (fund_pay_type). */
import type { InsurancePolicy } from '../policy/policy-pack.ts'
import type { FundShare, Layers } from './benefit.ts'
import type { Claim } from './claim.ts'
import { roomFen } from './second-layer.ts'

const MATERNITY = '510100'
const LARGE_AMOUNT = '330100'
const CRITICAL_ILLNESS = '390200'
const ENTERPRISE = '370100'
const CIVIL_SERVANT = '320100'
const MEDICAL_AID = '610100'

/** Code of the first fund that pays for a kind of care. */
export function firstFundOf(insutype: string, kind: Claim['kind']): string {
  if (kind === 'maternity') return MATERNITY
  return `${insutype === '310' ? '3101' : '3901'}${kind === 'outpatient' ? '02' : '00'}`
}

/** One row a fund that the policy has, in the order of payment; payers of one code are added up. */
export function fundsOf(
  claim: Claim,
  policy: InsurancePolicy,
  layers: Layers,
  last: { readonly poolLeftFen: number | null; readonly largeUsedFen: number },
): FundShare[] {
  const rows: FundShare[] = []
  const add = (fundPayType: string, payFen: number, leftFen: number | null) => {
    const same = rows.findIndex((row) => row.fundPayType === fundPayType)
    const before = rows[same]
    if (before === undefined) rows.push({ fundPayType, payFen, leftFen })
    else rows[same] = { fundPayType, payFen: before.payFen + payFen, leftFen: before.leftFen }
  }
  const firstFen = layers.poolFen + layers.maternityFen
  const firstLeftFen = claim.kind === 'maternity' ? null : last.poolLeftFen
  add(firstFundOf(claim.insutype, claim.kind), firstFen, firstLeftFen)
  if (policy.largeAmount !== undefined) {
    const leftFen = left(policy.largeAmount.annualCapFen, last.largeUsedFen)
    add(LARGE_AMOUNT, layers.largeAmountFen, leftFen)
  }
  // The caps of 大病 and of aid depend on the person, so only the payment is told here.
  if (policy.criticalIllness !== undefined) add(CRITICAL_ILLNESS, layers.criticalIllnessFen, null)
  if (policy.enterpriseSupplement !== undefined) add(ENTERPRISE, layers.enterpriseFen, null)
  if (policy.civilServant !== undefined) add(CIVIL_SERVANT, layers.civilServantFen, null)
  if (policy.medicalAid !== undefined) {
    add(MEDICAL_AID, layers.medicalAidFen + layers.tiltedAidFen, null)
  }
  for (const { id, fundPayType } of policy.otherPayers ?? []) {
    add(fundPayType, layers.otherPayersFen[id] ?? 0, null)
  }
  return rows
}

function left(capFen: number | null, usedFen: number): number | null {
  return capFen === null ? null : roomFen(capFen, usedFen)
}
