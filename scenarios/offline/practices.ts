/** Which of two accepted ways of naming the disability fund a platform follows (E5). */
import { practicesIn } from '../checks/identities.ts'
import { isRecord } from '../checks/read.ts'
import type { Heard } from '../evidence.ts'
import { fenAt } from '../identities/identity.ts'
import type { OnPractice } from './pair-checks.ts'

/** Told of answers that show it: only a payment of that fund does. */
export function practiceOfFunds(heard: Heard, onPractice: OnPractice): void {
  const info = heard.output['setlinfo']
  if (!isRecord(info) || (fenAt(info, 'hifdm_pay') ?? 0) === 0) return
  for (const { identity, name } of practicesIn(heard)) onPractice(identity, name)
}
