/** Days, regime and documents of a pack (RULE-010, RULE-012). */
import { faultAt, pointerPart } from '../fault.ts'
import type { PackFault } from '../fault.ts'
import type { PolicyPack } from '../policy-pack.ts'
import type { Regime } from '../regime.ts'

/** Days in order and inside the regime; every number rests on a document in force. */
export function paperFaults(pack: PolicyPack, regime: Regime): PackFault[] {
  return [...dayFaults(pack, regime), ...documentFaults(pack), ...uncovered(pack)]
}

function dayFaults({ effectiveFrom, effectiveTo }: PolicyPack, regime: Regime): PackFault[] {
  const faults: PackFault[] = []
  if (effectiveTo !== null && effectiveTo < effectiveFrom) {
    faults.push(faultAt('/effectiveTo', 'RULE-010',
      [`失效日期${effectiveTo}早于生效日期${effectiveFrom}`,
        `it ends on ${effectiveTo} and begins on ${effectiveFrom}`],
      ['不得早于effectiveFrom', 'give a day from effectiveFrom on']))
  }
  if (effectiveFrom < regime.effectiveFrom) {
    faults.push(faultAt('/effectiveFrom', 'RULE-010',
      [`早于${regime.id}（${regime.title.zh}）的起始日${regime.effectiveFrom}`,
        `${regime.id} begins on ${regime.effectiveFrom}`],
      ['更正日期或regime', 'mend the day or the regime']))
  }
  return faults
}

function documentFaults(pack: PolicyPack): PackFault[] {
  return pack.documents.flatMap(({ id, effectiveFrom, covers }, index) => {
    const here = `/documents/${index}`
    const faults: PackFault[] = []
    if (pack.documents.findIndex((one) => one.id === id) !== index) {
      faults.push(faultAt(`${here}/id`, 'RULE-012',
        [`文件标识${id}重复`, `the document ${id} is given twice`], ['只写一次', 'give it once']))
    }
    if (effectiveFrom > pack.effectiveFrom) {
      faults.push(faultAt(`${here}/effectiveFrom`, 'RULE-012',
        [`文件${effectiveFrom}生效，晚于政策包${pack.effectiveFrom}`,
          `it begins on ${effectiveFrom}, after the pack (${pack.effectiveFrom})`],
        ['更正日期，或分为两个政策包', 'mend the day, or make two packs']))
    }
    const nowhere = covers.flatMap((pointer, at) => (exists(pack, pointer) ? [] : [
      faultAt(`${here}/covers/${at}`, 'RULE-012',
        [`政策包中没有${pointer}`, `the pack has no ${pointer}`],
        ['更正指针', 'mend the pointer']),
    ]))
    return [...faults, ...nowhere]
  })
}

/** Policies that no document carries. */
function uncovered({ documents, insurance }: PolicyPack): PackFault[] {
  const covers = documents.flatMap((one) => one.covers)
  const carried = (pointer: string) =>
    covers.some((cover) => pointer === cover || pointer.startsWith(`${cover}/`))
  return Object.entries(insurance).flatMap(([insutype, policy]) =>
    Object.keys(policy)
      .map((key) => `/insurance/${pointerPart(insutype)}/${key}`)
      .filter((pointer) => !carried(pointer))
      .map((pointer) => faultAt(pointer, 'RULE-012',
        ['没有政策文件作为依据', 'no document carries this'],
        ['在documents的covers中列出', 'list it in covers of a document'])))
}

function exists(root: unknown, pointer: string): boolean {
  let value = root
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return false
    value = (value as Record<string, unknown>)[key]
  }
  return true
}
