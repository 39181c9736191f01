/** Segments ascend without a gap, and the last one is open (RULE-095, RULE-116). */
import type { Part } from '../check-pack.ts'
import { faultAt } from '../fault.ts'
import type { PackFault } from '../fault.ts'

/** Every list of segments in the policy of one insurance type. */
export function segmentFaults({ at, policy }: Part): PackFault[] {
  const { criticalIllness } = policy
  const ratios = (['inpatient', 'outpatient', 'chronic'] as const).flatMap((kind) => {
    const bounds = policy[kind].ratio.segments?.bounds ?? []
    return ascending(`${at}/${kind}/ratio/segments/bounds`, bounds, 0, 'RULE-095')
  })
  if (criticalIllness === undefined) return ratios
  const { segments, startFen, hardship } = criticalIllness
  const here = `${at}/criticalIllness`
  return [
    ...ratios,
    ...ascending(`${here}/segments`, segments, startFen, 'RULE-116'),
    ...ascending(`${here}/hardship/segments`, hardship.segments, hardship.startFen, 'RULE-116'),
  ]
}

function ascending(
  at: string,
  segments: readonly { readonly upToFen: number | null }[],
  startFen: number,
  rule: string,
): PackFault[] {
  return segments.flatMap(({ upToFen }, index) => {
    const here = `${at}/${index}/upToFen`
    const last = index === segments.length - 1
    if (last && upToFen !== null) {
      return [faultAt(here, rule,
        ['最后一段有上限，其后的费用没有比例', 'the last segment ends; nothing holds above it'],
        ['填null，或再加一段', 'make it null, or add a segment'])]
    }
    if (last) return []
    const fromFen = index === 0 ? startFen : segments[index - 1]?.upToFen ?? 0
    if (upToFen === null) {
      return [faultAt(here, rule,
        ['不是最后一段却没有上限', 'this segment is open but is not the last'],
        ['填上限，或删除其后各段', 'give its end, or remove what follows'])]
    }
    if (upToFen > fromFen) return []
    return [faultAt(here, rule,
      [`上限${upToFen}分不大于该段起点${fromFen}分`,
        `it ends at ${upToFen} fen and begins at ${fromFen}`],
      ['各段上限须递增', 'let the ends of the segments ascend'])]
  })
}
