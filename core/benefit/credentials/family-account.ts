/** The account of a relative (家庭共济): when it may pay, and that two never spend it at once. */
import type { InsuredPerson } from '../../../contracts/case.ts'
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Claim } from '../../calculator/claim.ts'
import type { PolicyPack } from '../../policy/policy-pack.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'

/**
 * Whoever asks for a relative's account must be linked to one, and the place must have opened it,
 * across provinces from its own day on (RULE-145, RULE-147). Without this the flag would silently
 * become cash. Where the bank holds the accounts, all is cash anyway (RULE-148).
 * @throws Refusal `family-account`
 */
export function requireFamilyAccount(
  person: InsuredPerson,
  { account: { use }, insutype, scope, settledOn }: Claim,
  pack: PolicyPack,
): void {
  const policy = pack.insurance[insutype]?.account
  if (use !== 'own-and-family' || policy?.heldBy === 'bank') return
  if ((person.familyAccountOf ?? '') === '') {
    throw new Refusal('family-account', { why: '未绑定共济人' })
  }
  if (policy?.familyMutualAid !== true) {
    throw new Refusal('family-account', { why: '参保地未开通家庭共济' })
  }
  const from = policy.crossProvinceMutualAidFrom
  if (scope === 'cross-province' && (from === null || settledOn < from)) {
    throw new Refusal('family-account', { why: '参保地未开通跨省共济' })
  }
}

/** Transactions that may take money from an account. */
const SPENDING: ReadonlySet<string> = new Set(['2102', '2207', '2304'])

/**
 * The accounts that a message may spend. Messages of one person wait for one another anyway; these
 * names let relatives who share an account do so too, so that nobody spends what another just did.
 */
export function accountsSpent({ persons }: BenefitContext, request: RequestEnvelope): string[] {
  if (!SPENDING.has(request.infno)) return []
  // The contract is checked later, so nothing is certain of the message yet.
  const input = request.input as Partial<RequestEnvelope['input']> | null | undefined
  const row = (input?.['data'] ?? input?.['druginfo']) as { psn_no?: unknown } | null | undefined
  const person = typeof row?.psn_no === 'string' ? persons.byNumber(row.psn_no) : undefined
  if (person === undefined) return []
  const { psn_no, familyAccountOf = '' } = person
  return [psn_no, familyAccountOf].filter((one) => one !== '').map((one) => `account:${one}`)
}
