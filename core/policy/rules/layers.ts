/** What the layers above the pooled fund owe to whom. */
import type { Part } from '../check-pack.ts'
import { faultAt, percent } from '../fault.ts'
import type { PackFault } from '../fault.ts'
import type { CriticalIllnessPolicy, CriticalIllnessScheme } from '../policy-pack.ts'
import { tablesOf } from './local-ratios.ts'

const EMPLOYEES = '310'
/** 低保 and 特困 (RULE-119). */
const POOREST = ['2303', '2304']
const LEAST_AID_BP = 7_000
const LEAST_OUTPATIENT_BP = 5_000

/** Employees' outpatient ratio, which second layer belongs to whom, hardship and aid. */
export function layerFaults(part: Part): PackFault[] {
  const { at, policy } = part
  const illness = policy.criticalIllness
  return [
    ...outpatientFaults(part),
    ...secondLayerFaults(part),
    ...(illness === undefined ? [] : hardshipFaults(illness, `${at}/criticalIllness`)),
    ...aidFaults(part),
    ...mutualAidFaults(part),
  ]
}

function outpatientFaults({ at, insutype, policy, regime }: Part): PackFault[] {
  if (insutype !== EMPLOYEES || regime.largestDropBp === null) return []
  const { ratio } = policy.outpatient
  return tablesOf(ratio).flatMap((table, index) =>
    Object.entries(table).filter(([, bp]) => bp < LEAST_OUTPATIENT_BP).map(([tier, bp]) => {
      const path = ratio.segments === undefined ? '' : `segments/bounds/${index}/`
      return faultAt(`${at}/outpatient/ratio/${path}byTier/${tier}`, 'RULE-127',
        [`职工普通门诊支付比例${percent(bp)}低于50%`,
          `employees' outpatient ratio ${percent(bp)} is under 50%`],
        ['不得低于5000', 'make it at least 5000'])
    }))
}

function secondLayerFaults({ at, insutype, policy }: Part): PackFault[] {
  const employees = insutype === EMPLOYEES
  if (employees && policy.criticalIllness !== undefined) {
    return [faultAt(`${at}/criticalIllness`, 'RULE-112',
      ['职工的第二层为大额补助，不是居民大病', "employees' second layer is largeAmount"],
      ['改为largeAmount', 'give largeAmount in its place'])]
  }
  if (!employees && policy.largeAmount !== undefined) {
    return [faultAt(`${at}/largeAmount`, 'RULE-117',
      ['大额补助只用于职工', 'largeAmount is for employees only'],
      ['改为criticalIllness', 'give criticalIllness in its place'])]
  }
  return []
}

/** The line is not higher, the cap not lower, and nowhere the ratio lower (RULE-115). */
function hardshipFaults(ordinary: CriticalIllnessPolicy, at: string): PackFault[] {
  const { hardship } = ordinary
  const faults: PackFault[] = []
  if (hardship.startFen > ordinary.startFen) {
    faults.push(faultAt(`${at}/hardship/startFen`, 'RULE-115',
      [`困难群体起付标准${hardship.startFen}分高于普通${ordinary.startFen}分`,
        `the line in hardship is ${hardship.startFen} fen, else ${ordinary.startFen}`],
      ['不得高于普通起付标准', 'make it at most the ordinary one']))
  }
  const capFen = hardship.annualCapFen ?? Infinity
  if (capFen < (ordinary.annualCapFen ?? Infinity)) {
    faults.push(faultAt(`${at}/hardship/annualCapFen`, 'RULE-115',
      [`困难群体限额${capFen}分低于普通`, `the cap in hardship, ${capFen} fen, is the lower one`],
      ['不得低于普通限额，无限额填null', 'make it at least the ordinary one; null for none']))
  }
  const ends = [...ordinary.segments, ...hardship.segments].map((one) => one.upToFen ?? Infinity)
  const lower = ends.find((end) => ratioUnder(hardship, end) < ratioUnder(ordinary, end))
  if (lower !== undefined) {
    faults.push(faultAt(`${at}/hardship/segments`, 'RULE-115',
      [`困难群体比例${percent(ratioUnder(hardship, lower))}低于普通` +
        percent(ratioUnder(ordinary, lower)),
      `pays ${percent(ratioUnder(hardship, lower))} where others get ` +
        percent(ratioUnder(ordinary, lower))],
      ['各段比例不得低于普通', 'make no ratio lower than the ordinary one']))
  }
  return faults
}

/** Ratio of the last fen below `endFen`. */
function ratioUnder({ segments }: CriticalIllnessScheme, endFen: number): number {
  return segments.find(({ upToFen }) => (upToFen ?? Infinity) >= endFen)?.ratioBp ?? 0
}

function aidFaults({ at, policy }: Part): PackFault[] {
  return (policy.medicalAid?.classes ?? []).flatMap(({ identities, ratioBp }, index) => {
    const poorest = identities.some((code) => POOREST.includes(code))
    if (!poorest || ratioBp >= LEAST_AID_BP) return []
    return [faultAt(`${at}/medicalAid/classes/${index}/ratioBp`, 'RULE-119',
      [`低保、特困救助比例${percent(ratioBp)}低于70%`,
        `aid for 低保 and 特困 pays ${percent(ratioBp)}, under 70%`],
      ['不得低于7000', 'make it at least 7000'])]
  })
}

function mutualAidFaults({ at, policy }: Part): PackFault[] {
  const { familyMutualAid, crossProvinceMutualAidFrom: from } = policy.account
  if (familyMutualAid || from === null) return []
  return [faultAt(`${at}/account/crossProvinceMutualAidFrom`, 'RULE-147',
    ['未开通家庭共济却有跨省共济起始日', 'a day for aid across provinces, but no family aid'],
    ['填null，或familyMutualAid改为true', 'make it null, or familyMutualAid true'])]
}
