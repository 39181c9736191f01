/** The layers above the second, each on what the ones before it left (steps 10 to 12). */
import type { AidClass } from '../policy/policy-pack.ts'
import type { Part } from './part.ts'
import { capOf, roomFen } from './second-layer.ts'
import type { Formula, Parameter } from './trace.ts'

export interface UpperLayers {
  readonly enterpriseFen: number
  readonly civilServantFen: number
  /** What entered medical aid and tilted aid, for their yearly lines. */
  readonly aidBaseFen: number
  readonly medicalAidFen: number
  readonly tiltedAidBaseFen: number
  readonly tiltedAidFen: number
  readonly otherPayersFen: Readonly<Record<string, number>>
  /** In-scope cost that is left for the person. */
  readonly leftFen: number
}

/** Applies the layers in the pack's order; none pays more than is left before it (RULE-126). */
export function upperLayersFor(part: Part, ownFen: number): UpperLayers {
  const enterpriseFen = enterpriseFor(part, ownFen)
  let leftFen = ownFen - enterpriseFen
  const last = part.switches.civilServant === 'last'
  let civilServantFen = last ? 0 : civilServantFor(part, leftFen)
  leftFen -= civilServantFen
  const aid = aidFor(part, leftFen)
  leftFen -= aid.medicalAidFen + aid.tiltedAidFen
  const otherPayersFen = othersFor(part, leftFen)
  for (const id in otherPayersFen) leftFen -= otherPayersFen[id] ?? 0
  if (last) {
    civilServantFen = civilServantFor(part, leftFen)
    leftFen -= civilServantFen
  }
  return {
    enterpriseFen,
    civilServantFen,
    aidBaseFen: aid.aidBaseFen,
    medicalAidFen: aid.medicalAidFen,
    tiltedAidBaseFen: aid.tiltedAidBaseFen,
    tiltedAidFen: aid.tiltedAidFen,
    otherPayersFen,
    leftFen,
  }
}

function enterpriseFor(part: Part, leftFen: number): number {
  const { claim, policy, share, trace } = part
  const supplement = policy.enterpriseSupplement
  if (supplement === undefined || !claim.enterpriseSupplement) return trace.none('enterprise')
  const { ratioBp } = supplement
  return trace.note('enterprise', share(leftFen, ratioBp), product(leftFen, ratioBp), [
    ratioOf('/enterpriseSupplement/ratioBp', ratioBp),
  ])
}

function civilServantFor(part: Part, leftFen: number): number {
  const { claim, policy, share, trace } = part
  const grade = claim.civilServantGrade
  if (policy.civilServant === undefined || grade === null) return trace.none('civil-servant')
  const graded = policy.civilServant.byGrade[grade]
  const ratioBp = graded ?? policy.civilServant.ratioBp
  const pointer = `/civilServant/${graded === undefined ? 'ratioBp' : `byGrade/${grade}`}`
  const order: Parameter = {
    name: 'switch', pointer: '/switches/civilServant', value: part.switches.civilServant, unit: '',
  }
  const paidFen = share(leftFen, ratioBp)
  const parameters = [ratioOf(pointer, ratioBp), order]
  return trace.note('civil-servant', paidFen, product(leftFen, ratioBp), parameters)
}

type Aid = Pick<
  UpperLayers, 'aidBaseFen' | 'medicalAidFen' | 'tiltedAidBaseFen' | 'tiltedAidFen'
>

function aidFor(part: Part, leftFen: number): Aid {
  const { claim, policy, trace, used } = part
  const classes = policy.medicalAid?.classes ?? []
  const index = classes.findIndex(({ identities }) => holds(claim.identities, identities))
  const aidClass = classes[index]
  if (aidClass === undefined) {
    trace.none('aid')
    return { aidBaseFen: 0, medicalAidFen: 0, tiltedAidBaseFen: 0, tiltedAidFen: 0 }
  }
  const at = `/medicalAid/classes/${index}`
  const medicalAidFen = ofClass(part, aidClass, at, leftFen)
  const restFen = leftFen - medicalAidFen
  const tilted = policy.medicalAid?.tilted
  if (tilted === undefined) {
    return { aidBaseFen: leftFen, medicalAidFen, tiltedAidBaseFen: 0, tiltedAidFen: 0 }
  }
  const aboveFen = aboveLine(tilted.lineFen, used.tiltedAidBaseFen, restFen)
  const rawFen = part.share(aboveFen, tilted.ratioBp)
  const payFen = Math.min(rawFen, roomFen(tilted.annualCapFen, used.tiltedAidFen))
  const capped = payFen < rawFen
  const formula: Formula = capped
    ? { form: 'least', of: [rawFen, payFen] }
    : product(aboveFen, tilted.ratioBp)
  trace.note('tilted-aid', payFen, formula, [
    lineOf('/medicalAid/tilted/lineFen', tilted.lineFen),
    ratioOf('/medicalAid/tilted/ratioBp', tilted.ratioBp),
    capOf('/medicalAid/tilted/annualCapFen', tilted.annualCapFen),
  ])
  return { aidBaseFen: leftFen, medicalAidFen, tiltedAidBaseFen: restFen, tiltedAidFen: payFen }
}

/** Above the start line of the year by ratio, within what is left of the cap (RULE-120, 121). */
function ofClass(part: Part, aidClass: AidClass, at: string, leftFen: number): number {
  const { trace, used } = part
  const { lineFen, ratioBp, annualCapFen } = aidClass
  const aboveFen = aboveLine(lineFen, used.medicalAidBaseFen, leftFen)
  const openLineFen = leftFen - aboveFen
  trace.note(
    'aid-entered', aboveFen, { form: 'difference', from: leftFen, less: [openLineFen] },
    [lineOf(`${at}/lineFen`, lineFen)],
  )
  const rawFen = part.share(aboveFen, ratioBp)
  const roomLeftFen = roomFen(annualCapFen, used.medicalAidFen)
  const parameters = [ratioOf(`${at}/ratioBp`, ratioBp)]
  if (rawFen <= roomLeftFen) {
    return trace.note('aid', rawFen, product(aboveFen, ratioBp), parameters)
  }
  trace.note('aid-raw', rawFen, product(aboveFen, ratioBp), parameters)
  return trace.note('aid', roomLeftFen, { form: 'least', of: [rawFen, roomLeftFen] }, [
    capOf(`${at}/annualCapFen`, annualCapFen ?? 0),
  ])
}

/** The part of an amount that lies above a line of the year, part of which may be met already. */
function aboveLine(lineFen: number, beforeFen: number, amountFen: number): number {
  return Math.max(0, amountFen - Math.max(0, lineFen - beforeFen))
}

function othersFor(part: Part, ownFen: number): Readonly<Record<string, number>> {
  const { claim, policy, share, trace, used } = part
  const payers = policy.otherPayers
  if (payers === undefined) return NOBODY
  const paid: Record<string, number> = {}
  let leftFen = ownFen
  for (const [index, payer] of payers.entries()) {
    if (!holds(claim.identities, payer.identities)) continue
    const { id, ratioBp, annualCapFen } = payer
    const rawFen = share(leftFen, ratioBp)
    const roomLeftFen = roomFen(annualCapFen, used.otherPayersFen[id] ?? 0)
    const payFen = Math.min(rawFen, roomLeftFen)
    const parameters = [ratioOf(`/otherPayers/${index}/ratioBp`, ratioBp)]
    if (payFen < rawFen) {
      parameters.push(capOf(`/otherPayers/${index}/annualCapFen`, annualCapFen ?? 0))
    }
    const formula: Formula = payFen < rawFen
      ? { form: 'least', of: [rawFen, roomLeftFen] }
      : product(leftFen, ratioBp)
    trace.noteOf('other-payer', id, payFen, formula, parameters)
    paid[id] = payFen
    leftFen -= payFen
  }
  return paid
}

const NOBODY: Readonly<Record<string, number>> = {}

function holds(identities: readonly string[], wanted: readonly string[]): boolean {
  return identities.some((code) => wanted.includes(code))
}

function product(fen: number, ratioBp: number): Formula {
  return { form: 'shares', of: [{ fen, ratioBp }] }
}

function ratioOf(pointer: string, value: number): Parameter {
  return { name: 'ratio', pointer, value, unit: 'bp' }
}

function lineOf(pointer: string, value: number): Parameter {
  return { name: 'start-line', pointer, value, unit: 'fen' }
}
