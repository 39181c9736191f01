/** The personal account, own and family, and cash (step 13). */
import type { InsurancePolicy, Switches } from '../policy/policy-pack.ts'
import type { Claim } from './claim.ts'
import type { Trace } from './trace.ts'

export interface Personal {
  /** Own and family together. */
  readonly accountFen: number
  readonly familyAccountFen: number
  readonly cashFen: number
}

/**
 * The account pays up to its balance, and only what the flag and the policy allow (RULE-144 to
 * RULE-148); the family's account comes after the own one. Cash is the rest.
 * @param personFen all that the person pays
 * @param inScopeFen the part of it that is in scope
 */
export function personalFor(
  claim: Claim,
  policy: InsurancePolicy,
  switches: Switches,
  due: { readonly personFen: number; readonly inScopeFen: number },
  trace: Trace,
): Personal {
  const { account } = claim
  const { personFen, inScopeFen } = due
  const open = policy.account.heldBy === 'insurer' && account.use !== 'none'
  const allowedFen = switches.accountMayPay === 'whole' ? personFen : inScopeFen
  const ownFen = open ? Math.min(allowedFen, Math.max(0, account.balanceFen)) : 0
  const family = open && account.use === 'own-and-family' && mayUseFamily(claim, policy)
  const restFen = allowedFen - ownFen
  const familyFen = family ? Math.min(restFen, Math.max(0, account.familyBalanceFen)) : 0
  const accountFen = ownFen + familyFen
  trace.note('account', accountFen, open
    ? { form: 'sum', of: [ownFen, familyFen] }
    : { form: 'none' }, [
    { name: 'switch', pointer: '/switches/accountMayPay', value: switches.accountMayPay, unit: '' },
    { name: 'switch', pointer: '/account/heldBy', value: policy.account.heldBy, unit: '' },
  ])
  trace.note('family', familyFen, family
    ? { form: 'least', of: [restFen, account.familyBalanceFen] }
    : { form: 'none' })
  const cashFen = personFen - accountFen
  trace.note('cash', cashFen, { form: 'difference', from: personFen, less: [accountFen] })
  return { accountFen, familyAccountFen: familyFen, cashFen }
}

function mayUseFamily({ scope, settledOn }: Claim, { account }: InsurancePolicy): boolean {
  if (!account.familyMutualAid) return false
  if (scope !== 'cross-province') return true
  const from = account.crossProvinceMutualAidFrom
  return from !== null && from <= settledOn
}
