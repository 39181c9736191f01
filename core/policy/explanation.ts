/** What a settlement should be and why: steps, amounts, wire fields, and what is used after it. */
import { setldetailOf, setlinfoOf } from '../benefit/settlement-answer.ts'
import type { Benefit } from '../calculator/benefit.ts'
import { calculateBenefit } from '../calculator/calculate-benefit.ts'
import type { CareKind, Claim, YearToDate } from '../calculator/claim.ts'
import { traceLines } from '../calculator/trace-text.ts'
import type { ToldParameter, TraceLine } from '../calculator/trace-text.ts'
import { claimOf } from './claim-file.ts'
import type { ClaimFile } from './claim-file.ts'
import { lineSteps } from './line-steps.ts'
import type { Bilingual, PolicyDocument, PolicyPack } from './policy-pack.ts'

/** One step: number, rule, what it rests on, the arithmetic and the amount. */
export interface ExplainedStep {
  readonly step: number
  readonly rule: string
  /** Index of the part of a divided settlement, -1 for the whole. */
  readonly part: number
  readonly title: Bilingual
  readonly arithmetic: string
  /** In the unit: fen, or basis points. */
  readonly amount: number
  readonly unit: 'fen' | 'bp' | 'times'
  readonly parameters: readonly ToldParameter[]
  /** Titles of the documents of the pack that the parameters rest on. */
  readonly documents: readonly string[]
  /** Id and version of the pack; '' for what the place of care decides. */
  readonly pack: string
}

type WireAnswer = ReturnType<typeof setlinfoOf>

export interface Explanation {
  readonly schema: 'liantiao/explanation/1'
  readonly title: Bilingual | null
  readonly claim: Pick<Claim, 'kind' | 'category' | 'scope' | 'insutype' | 'tier' | 'settledOn'>
  readonly pack: Pick<PolicyPack,
    'id' | 'version' | 'title' | 'regime' | 'effectiveFrom' | 'effectiveTo'> & {
      readonly documents: readonly PolicyDocument[]
    }
  readonly steps: readonly ExplainedStep[]
  /** Every amount of the result by name, integer fen. */
  readonly amounts: Readonly<Record<string, number>>
  readonly parts: Benefit['parts']
  /** As the reference insured place would answer; who it is stays empty. */
  readonly wire: {
    readonly setlinfo: WireAnswer
    readonly setldetail: ReturnType<typeof setldetailOf>
  }
  /** By year. */
  readonly accumulatorsAfter: Readonly<Record<string, YearToDate>>
}

/** med_type (21 and longer are stays) by kind of care. */
const MED_TYPES: Readonly<Record<CareKind, string>> = {
  inpatient: '21',
  'day-surgery': '28',
  course: '14',
  outpatient: '11',
  chronic: '14',
  maternity: '52',
  pharmacy: '41',
  'dual-channel': '18',
}

/**
 * Computes a claim with a pack and tells every step.
 * @throws BadClaim when the pack does not cover what the claim asks for
 */
export function explain(file: ClaimFile, pack: PolicyPack): Explanation {
  const claim = claimOf(file)
  const benefit = calculateBenefit(claim, pack)
  const { kind, category, scope, insutype, tier, settledOn } = claim
  const { id, version, title, regime, effectiveFrom, effectiveTo, documents } = pack
  return {
    schema: 'liantiao/explanation/1',
    title: file.title ?? null,
    claim: { kind, category, scope, insutype, tier, settledOn },
    pack: { id, version, title, regime, effectiveFrom, effectiveTo, documents },
    steps: [
      ...lineSteps(file.lines ?? []),
      ...traceLines(benefit.trace, pack, insutype).map(stepOf),
    ],
    amounts: amountsOf(claim, benefit),
    parts: benefit.parts,
    wire: {
      setlinfo: setlinfoOf(claim, benefit, headOf(claim)),
      setldetail: setldetailOf(claim, benefit, pack),
    },
    accumulatorsAfter: benefit.accumulatorsAfter,
  }
}

function stepOf(line: TraceLine): ExplainedStep {
  const { step, rule, part, title, arithmetic, amount, unit, parameters, documents, pack } = line
  return { step, rule, part, title, arithmetic, amount, unit, parameters, documents, pack }
}

function amountsOf({ fees }: Claim, benefit: Benefit): Record<string, number> {
  const numbers = Object.entries(benefit).filter((entry): entry is [string, number] =>
    entry[0].endsWith('Fen') && typeof entry[1] === 'number')
  const otherPayersFen = Object.values(benefit.otherPayersFen).reduce((sum, fen) => sum + fen, 0)
  return { ...fees, ...Object.fromEntries(numbers), otherPayersFen }
}

/** A claim file knows nobody, so the fields that say who it is are empty. */
function headOf({ kind, age, retired, insutype, settledOn }: Claim) {
  const employee = retired ? '12' : '11'
  return {
    mdtrt_id: '',
    setl_id: '',
    person: {
      psn_no: '',
      psn_name: '',
      psn_cert_type: '',
      certno: '',
      gend: '',
      naty: '',
      brdy: '',
      age,
      psn_type: insutype === '310' ? employee : '15',
    },
    setl_time: `${settledOn} 00:00:00`,
    med_type: MED_TYPES[kind],
    inpatient: kind === 'inpatient' || kind === 'day-surgery',
    medins_setl_id: '',
    clr_optins: '',
  }
}
