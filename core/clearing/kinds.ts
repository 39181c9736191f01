/** What a settlement is to clearing: between whom, in which class, and whose order pays it. */
import { provinceOf, scopeOf } from '../hub/scope.ts'
import type { Settled } from '../settled.ts'
import type { ClearingParameters } from './parameters.ts'

/** Whose payment order an amount stands in; `all` before orders were split. */
export type FundGroup = 'all' | 'employee' | 'resident' | 'medical-aid'

/** fund_pay_type of the personal account: cleared like a fund and shown apart (RULE-190). */
export const PERSONAL_ACCOUNT = '310200'

/** The two parties of a sheet: areas under a provincial hub, provinces under the national one. */
export function pairOf(
  { placeOfCare, insuredPlace }: Pick<Settled, 'placeOfCare' | 'insuredPlace'>,
) {
  if (scopeOf(placeOfCare, insuredPlace) === 'intra-province') {
    return { hub: provinceOf(placeOfCare), payer: insuredPlace, receiver: placeOfCare }
  }
  return {
    hub: 'national',
    payer: provinceOf(insuredPlace),
    receiver: provinceOf(placeOfCare),
  }
}

/** clr_type of out-of-area care: one class for each settlement (RULE-187). */
export function clearingClass(settled: Settled): string {
  const scope = scopeOf(settled.placeOfCare, settled.insuredPlace)
  if (scope === 'local') return settled.clearingType
  if (scope === 'intra-province') return '9909'
  return CROSS_PROVINCE[settled.clearingType] ?? '99963'
}

/** 域外异地: inpatient, chronic, pharmacy; everything else is outpatient. */
const CROSS_PROVINCE: Readonly<Record<string, string>> = {
  '21': '99968',
  '14': '9987',
  '41': '9974',
}

/**
 * The order that carries an amount (RULE-240). The payer's code decides, so an employee's account
 * that a resident of the family used stays with the employees; a payer of neither insurance goes
 * with the person's own.
 * @param payer fund_pay_type
 */
export function groupOf(
  payer: string,
  insutype: string,
  month: string,
  parameters: ClearingParameters,
): FundGroup {
  if (month < parameters.splitByInsuranceFrom) return 'all'
  if (payer.startsWith('61') && month >= parameters.medicalAidFrom) return 'medical-aid'
  if (payer.startsWith('39')) return 'resident'
  if (/^3[1-5]/.test(payer)) return 'employee'
  return insutype.startsWith('39') ? 'resident' : 'employee'
}

/** What every payer owes for a settlement, the personal account among them; none is zero. */
export function payersOf({ funds, accountFen }: Settled): (readonly [string, number])[] {
  const all: Record<string, number> = { ...funds }
  if (accountFen !== 0) all[PERSONAL_ACCOUNT] = (all[PERSONAL_ACCOUNT] ?? 0) + accountFen
  return Object.entries(all).filter(([, fen]) => fen !== 0)
}
