/** Packs of one place that follow each other in time: no day without one, no day with two. */
import { addDays } from '../days.ts'
import { faultAt } from './fault.ts'
import type { PackFault } from './fault.ts'
import type { PolicyPack } from './policy-pack.ts'

/** No pack holds on a day. */
export class NoPack extends Error {
  override readonly name = 'NoPack'
}

/** The pack that holds on a day, yyyy-MM-dd (RULE-010). @throws NoPack */
export function packOn(packs: readonly PolicyPack[], day: string): PolicyPack {
  const found = packs.find(({ effectiveFrom, effectiveTo }) =>
    effectiveFrom <= day && (effectiveTo === null || day <= effectiveTo))
  if (found === undefined) {
    throw new NoPack(`no policy pack of ${[...new Set(packs.map(({ id }) => id))].join(', ')} ` +
      `holds on ${day}`)
  }
  return found
}

/**
 * Overlaps and gaps between the packs of one place, in any order. Each fault points into the pack
 * that begins later; `id` and `version` in its text say which.
 */
export function checkPackSequence(packs: readonly PolicyPack[]): PackFault[] {
  const inTime = packs.toSorted(({ effectiveFrom: left }, { effectiveFrom: right }) =>
    left < right ? -1 : left > right ? 1 : 0)
  return inTime.flatMap((pack, index) => {
    const before = inTime[index - 1]
    if (before === undefined) return []
    const faults = before.id === pack.id ? [] : [foreign(before, pack)]
    const { effectiveTo: lastDay } = before
    if (lastDay === null || lastDay >= pack.effectiveFrom) return [...faults, overlap(before, pack)]
    return addDays(lastDay, 1) === pack.effectiveFrom ? faults : [...faults, gap(before, pack)]
  })
}

function foreign(before: PolicyPack, pack: PolicyPack): PackFault {
  return faultAt('/id', 'RULE-010',
    [`${pack.id}与${before.id}不是同一地区`, `${pack.id} and ${before.id} are two places`],
    ['同一地区的政策包用同一个id', 'give the packs of one place one id'])
}

function overlap(before: PolicyPack, pack: PolicyPack): PackFault {
  const until = before.effectiveTo
  return faultAt('/effectiveFrom', 'RULE-010',
    [`${named(pack)}自${pack.effectiveFrom}起，与${named(before)}（至${until ?? '长期'}）重叠`,
      `${named(pack)} begins ${pack.effectiveFrom}, but ${named(before)} holds until ` +
        (until ?? 'further notice')],
    ['前一政策包的effectiveTo填前一天', 'end the earlier pack on the day before'])
}

function gap(before: PolicyPack, pack: PolicyPack): PackFault {
  return faultAt('/effectiveFrom', 'RULE-010',
    [`${named(before)}止于${before.effectiveTo ?? ''}，${named(pack)}始于${pack.effectiveFrom}，中间无政策`,
      `${named(before)} ends ${before.effectiveTo ?? ''}, ${named(pack)} begins ` +
        `${pack.effectiveFrom}, and nothing holds between`],
    ['使两者首尾相接', 'let one begin on the day after the other ends'])
}

function named({ id, version }: PolicyPack): string {
  return `${id} ${version}`
}
