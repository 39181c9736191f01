/** Whether a person's insurance gives benefits on a day, and if not, why (RULE-059). */
import type { InsuredPerson } from '../../../contracts/case.ts'
import { addDays } from '../../days.ts'
import { Refusal } from '../../refusal.ts'
import { monthsLater } from './rules.ts'

export interface Entitlement {
  readonly entitled: boolean
  /** Chinese; empty where he is entitled. */
  readonly reason: string
  /** First day of what is answered: of the state of insurance, or after the waiting period. */
  readonly from: string
}

/**
 * Insurance must be active, the waiting period of a late enrolment over (RULE-060): fixed months,
 * one more for each lapsed year that was not repaid. A newborn enrolled in time is covered from
 * birth (RULE-061). Filings play no part (RULE-038).
 */
export function entitlementOn(person: InsuredPerson, day: string): Entitlement {
  const { enrolment, brdy } = person
  if (enrolment === undefined) return { entitled: true, reason: '', from: day }
  const { states, late, newbornDays } = enrolment
  const first = states[0]?.from ?? day
  const newborn = newbornDays !== undefined && first <= addDays(brdy, newbornDays)
  if (newborn && brdy <= day && day < first) return { entitled: true, reason: '', from: brdy }
  const state = states.findLast(({ from }) => from <= day)
  if (state === undefined) return { entitled: false, reason: '未参保', from: day }
  if (state.state === 'suspended') {
    return { entitled: false, reason: `自${state.from}起暂停参保`, from: state.from }
  }
  if (late === undefined || newborn || day < late.on) {
    return { entitled: true, reason: '', from: state.from }
  }
  const months = late.fixedMonths + Math.max(0, late.lapsedYears - late.repaidYears)
  const over = monthsLater(late.on, months)
  if (day >= over) return { entitled: true, reason: '', from: over }
  return { entitled: false, reason: `待遇等待期至${addDays(over, -1)}`, from: late.on }
}

/** @throws Refusal `not-entitled` */
export function requireEntitled(person: InsuredPerson, day: string): void {
  const { entitled, reason } = entitlementOn(person, day)
  if (!entitled) throw new Refusal('not-entitled', { reason })
}

/** How 1101 says it: state, first day of insurance, and since when it is suspended. */
export function insuranceState({ enrolment }: InsuredPerson, day: string) {
  if (enrolment === undefined) {
    return { psn_insu_stas: '1', psn_insu_date: '2020-01-01', paus_insu_date: '' }
  }
  const state = enrolment.states.findLast(({ from }) => from <= day)
  const suspended = state?.state === 'suspended'
  return {
    psn_insu_stas: state === undefined ? '0' : suspended ? '2' : '1',
    psn_insu_date: enrolment.states[0]?.from ?? '',
    paus_insu_date: suspended ? state.from : '',
  }
}
