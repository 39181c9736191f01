/** Diagnoses that need no referral certificate, and those known as emergencies; synthetic data. */
import { readFileSync } from 'node:fs'
import type { Diagnosis } from './record.ts'

interface Lists {
  readonly unconditionalReferral: readonly Diagnosis[]
  readonly emergency: readonly Diagnosis[]
}

let loaded: Lists | undefined

/**
 * The entry of a list that a diagnosis falls under, by the beginning of its code: I21.000 is under
 * I21 (RULE-029, RULE-045).
 */
export function listed(list: keyof Lists, diagnosis: string): Diagnosis | undefined {
  loaded ??= JSON.parse(readFileSync(new URL('lists.json', import.meta.url), 'utf8')) as Lists
  return loaded[list].find(({ code }) => diagnosis.startsWith(code))
}
