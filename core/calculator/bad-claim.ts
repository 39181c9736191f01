/** What is no claim, or asks for what the policy does not have. */
import type { InsurancePolicy, PolicyPack } from '../policy/policy-pack.ts'
import type { Claim, FeeSums } from './claim.ts'
import { sumOf } from './parts.ts'

/** `insurance`: not insured so; `not-open`: not settled directly here; `claim`: contradiction. */
export type BadClaimReason = 'insurance' | 'not-open' | 'claim'

/** A claim that cannot be calculated with the pack. */
export class BadClaim extends Error {
  override readonly name = 'BadClaim'
  readonly reason: BadClaimReason
  /** Where the claim has it, as a JSON pointer. */
  readonly pointer: string

  constructor(reason: BadClaimReason, pointer: string, message: string) {
    super(message)
    this.reason = reason
    this.pointer = pointer
  }
}

/**
 * The policy that a claim is calculated with.
 * @throws BadClaim
 */
export function requireClaim(claim: Claim, pack: PolicyPack): InsurancePolicy {
  const policy = Object.hasOwn(pack.insurance, claim.insutype)
    ? pack.insurance[claim.insutype]
    : undefined
  if (policy === undefined) {
    throw new BadClaim('insurance', '/insutype', `the pack has no policy for ${claim.insutype}`)
  }
  requireFees(claim.fees, '/fees')
  if (claim.lines !== undefined) requireLines(claim.fees, claim.lines)
  requireFen(claim.hospitalBorneFen, '/hospitalBorneFen')
  const { stay } = claim
  if (stay !== undefined && stay.admittedOn > stay.dischargedOn) {
    throw new BadClaim('claim', '/stay/dischargedOn', 'the stay ends before it begins')
  }
  if (claim.kind === 'maternity') requireMaternity(claim, policy)
  if (claim.kind === 'dual-channel') {
    const classes = policy.dualChannel?.classes ?? {}
    if (!Object.hasOwn(classes, claim.drugClass ?? '')) {
      throw new BadClaim('not-open', '/drugClass', 'the policy does not have this class of drugs')
    }
  }
  return policy
}

/** Maternity elsewhere is settled directly only once the insured place opened it (RULE-140). */
function requireMaternity({ scope, settledOn }: Claim, { maternity }: InsurancePolicy): void {
  const open = maternity?.openFrom ?? null
  const elsewhere = scope !== 'local'
  if (maternity === undefined || (elsewhere && (open === null || settledOn < open))) {
    throw new BadClaim('not-open', '/kind', 'maternity is not settled directly here')
  }
}

function requireLines(fees: FeeSums, lines: readonly FeeSums[]): void {
  for (const [index, line] of lines.entries()) requireFees(line, `/lines/${index}`)
  const sum = sumOf(lines)
  for (const part of PARTS) {
    if (sum[part] !== fees[part]) {
      throw new BadClaim('claim', `/fees/${part}`, `the lines add up to ${sum[part]}`)
    }
  }
}

const PARTS = ['ownFen', 'overLimitFen', 'payFirstFen', 'inScopeFen'] as const

function requireFees(fees: FeeSums, at: string): void {
  for (const part of PARTS) requireFen(fees[part], `${at}/${part}`)
}

function requireFen(fen: number, at: string): void {
  if (!Number.isSafeInteger(fen) || fen < 0) {
    throw new BadClaim('claim', at, `${fen} is no amount in whole fen`)
  }
}
