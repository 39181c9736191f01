/**
 * The bound on how much less care elsewhere may pay (RULE-098 to RULE-103). The documents speak of
 * care in other provinces, so the sizes inside the province have no bound here.
 */
import type { Part } from '../check-pack.ts'
import { faultAt, percent } from '../fault.ts'
import type { PackFault } from '../fault.ts'
import type { Reduction } from '../policy-pack.ts'
import { localRatios } from './local-ratios.ts'
import type { LocalRatio } from './local-ratios.ts'

const BASIS = 10_000
const BOUNDED = [
  ['referralBp', 'referralAndEmergency'],
  ['emergencyBp', 'referralAndEmergency'],
  ['otherTemporaryBp', 'otherTemporary'],
  ['unfiledBp', 'otherTemporary'],
] as const

/** Drops above the bound of the regime, and categories that are worse off than a lower one. */
export function reductionFaults(part: Part): PackFault[] {
  return [...boundFaults(part), ...orderFaults(part)]
}

/** How far a ratio falls; of an own share paid first, what the fund no longer pays of the cost. */
export function dropBp(localBp: number, sizeBp: number, mode: Reduction['mode']): number {
  if (mode === 'points') return Math.min(localBp, sizeBp)
  if (mode === 'pay-first') return (localBp * sizeBp) / BASIS
  return localBp - Math.round((localBp * (BASIS - sizeBp)) / BASIS)
}

function boundFaults({ at, policy, pack, regime }: Part): PackFault[] {
  const bounds = regime.largestDropBp
  if (bounds === null) return []
  const { mode, crossProvince } = policy.reduction
  // An own share paid first leaves the ratios of the second layer alone.
  const second = pack.switches.reduceSecondLayer && mode !== 'pay-first'
  const locals = localRatios(policy, second)
  return BOUNDED.flatMap(([key, kind]) => {
    const worst = worstOf(locals, crossProvince[key], mode)
    if (worst === undefined || worst.drop <= bounds[kind]) return []
    const fell = `${percent(worst.localBp)} → ${percent(worst.localBp - worst.drop)}`
    return [faultAt(
      `${at}/reduction/crossProvince/${key}`,
      'RULE-103',
      [`${worst.zh}支付比例${fell}，下降${worst.drop / 100}个百分点`,
        `${worst.en} falls ${fell}, by ${worst.drop / 100} points`],
      [`降幅不得超过${bounds[kind] / 100}个百分点，请减小`,
        `make it smaller: at most ${bounds[kind] / 100} points may be lost`],
    )]
  })
}

function worstOf(
  locals: readonly LocalRatio[],
  sizeBp: number,
  mode: Reduction['mode'],
): (LocalRatio & { drop: number }) | undefined {
  return locals
    .map((local) => ({ ...local, drop: dropBp(local.localBp, sizeBp, mode) }))
    .reduce<(LocalRatio & { drop: number }) | undefined>(
      (worst, one) => (worst === undefined || one.drop > worst.drop ? one : worst), undefined)
}

/** Emergency never pays less than referral (RULE-050), nor referral than the rest (RULE-110). */
function orderFaults({ at, policy, regime }: Part): PackFault[] {
  if (regime.largestDropBp === null) return []
  return (['crossProvince', 'intraProvince'] as const).flatMap((scope) => {
    const { referralBp, emergencyBp, otherTemporaryBp } = policy.reduction[scope]
    const here = `${at}/reduction/${scope}`
    const faults: PackFault[] = []
    if (emergencyBp > referralBp) {
      faults.push(faultAt(`${here}/emergencyBp`, 'RULE-050',
        [`急诊抢救（${percent(emergencyBp)}）比转诊（${percent(referralBp)}）降得更多`,
          `emergency loses ${percent(emergencyBp)}, referral only ${percent(referralBp)}`],
        ['不得大于referralBp', 'make it at most referralBp']))
    }
    if (referralBp > otherTemporaryBp) {
      faults.push(faultAt(`${here}/otherTemporaryBp`, 'RULE-110',
        [`其他临时外出（${percent(otherTemporaryBp)}）比转诊（${percent(referralBp)}）降得更少`,
          `other temporary loses ${percent(otherTemporaryBp)}, referral ${percent(referralBp)}`],
        ['不得小于referralBp', 'make it at least referralBp']))
    }
    return faults
  })
}
