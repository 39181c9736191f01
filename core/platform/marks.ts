/** Marks of a visit in exp_content, and what follows from them at the place of care. */
import { EXTENSION_CODES } from '../../contracts/rules/extension.ts'
import { epochOf } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import { extensionKeys } from './extension.ts'
import type { DeskRules } from './institutions/rules.ts'
import type { Visit } from './visit-store.ts'

/** The cross-region keys of an extension with a value; the rest belongs to a province. */
export function marksOf(text: string | null | undefined): Readonly<Record<string, string>> {
  const keys = extensionKeys(text)
  return Object.fromEntries(
    Object.keys(EXTENSION_CODES).flatMap((key) => {
      const value = keys[key]
      return typeof value === 'string' && value !== '' ? [[key, value]] : []
    }),
  )
}

/** Emergency or rescue, in a stay or a consultation (RULE-048, RULE-049). */
export function isEmergency({ marks = {} }: Pick<Visit, 'marks'>): boolean {
  const outpatient = marks['OTP_ER_REFL_FLAG']
  return marks['IPT_TYPE'] === '2' || outpatient === '1' || outpatient === '3'
}

/** What a third party is liable for is not the fund's to pay (RULE-068). @throws Refusal */
export function requireNoThirdParty(
  rules: DeskRules,
  ...all: readonly (Readonly<Record<string, string>> | undefined)[]
): void {
  if (rules.thirdParty === 'passed on') return
  if (all.some((marks) => marks?.['REL_TTP_FLAG'] === '1')) throw new Refusal('third-party')
}

/** 日间手术 */
const DAY_SURGERY = '28'

/** Day surgery ends in time, or is made a normal stay first (RULE-072). @throws Refusal */
export function requireShortDaySurgery(
  rules: DeskRules,
  { med_type, begntime }: Pick<Visit, 'med_type' | 'begntime'>,
  endtime: string,
): void {
  const limit = rules.daySurgeryHours
  if (med_type !== DAY_SURGERY || limit === null) return
  const hours = (epochOf(endtime) - epochOf(begntime)) / 3_600_000
  if (hours > limit) throw new Refusal('day-surgery', { hours: Math.ceil(hours), limit })
}
