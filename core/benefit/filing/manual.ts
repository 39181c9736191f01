/**
 * Claims by hand (手工报销): what could not be settled at the desk is paid to the person, with the
 * benefit that the desk would have given (RULE-046), and never twice.
 */
import { Unbalanced } from '../../books.ts'
import type { Posting } from '../../books.ts'
import type { Benefit } from '../../calculator/benefit.ts'
import { calculateBenefit } from '../../calculator/calculate-benefit.ts'
import type { FeeSums } from '../../calculator/claim.ts'
import { beijingTime } from '../../clock.ts'
import { idFrom } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { accumulate } from '../accumulators.ts'
import { careVisitsOf, hasLiveSettlement } from '../care-visits.ts'
import type { CareVisit } from '../care.ts'
import { claimOf } from '../claim-of.ts'
import type { ClaimCase } from '../claim-of.ts'
import type { BenefitContext } from '../context.ts'
import { personOf } from '../context.ts'
import { panelDecision } from './emergency.ts'
import { addClaim, claimHistory, claimsOf, visitKeyOf } from './manual-register.ts'
import type { ManualCause, ManualClaim, Paper } from './manual-register.ts'

/** What a person hands in. */
export interface HandClaim {
  readonly insutype: string
  readonly visit: CareVisit
  readonly fees: FeeSums
  readonly cause: ManualCause
  readonly papers: readonly Paper[]
}

const NAMES: Readonly<Record<Paper, string>> = {
  voucher: '有效凭证',
  invoice: '收费票据',
  'fee-list': '费用清单',
  'discharge-summary': '出院记录',
  diagnosis: '诊断证明',
}

/** Papers for a reader. */
export function paperNames(papers: readonly Paper[]): string {
  return papers.map((paper) => NAMES[paper]).join('、')
}

/** The published list of papers: nobody may ask for more (RULE-046). */
export function publishedPapers({ inpatient }: Pick<CareVisit, 'inpatient'>): readonly Paper[] {
  return ['voucher', 'invoice', 'fee-list', inpatient ? 'discharge-summary' : 'diagnosis']
}

/**
 * Takes a claim and pays it when nothing is missing. The same visit again is the same claim.
 * @returns the claim as it stands: paid, papers due, or refused with the reason in `note`
 * @throws Refusal `unknown-psn-no`
 */
export function claimByHand(context: BenefitContext, asked: HandClaim): Promise<ManualClaim> {
  personOf(context, asked.visit.psn_no)
  return context.store.commit(() => enterClaim(context, asked))
}

/** The same inside a commit. */
export function enterClaim(context: BenefitContext, asked: HandClaim): ManualClaim {
  const earlier = claimsOf(context, asked.visit)
  const open = earlier.find(({ state }) => state !== 'refused')
  if (open !== undefined) return open
  const { insutype, fees, cause, papers } = asked
  const key = `${visitKeyOf(asked.visit)}|${earlier.length}`
  return settledByHand(context, {
    claim_no: idFrom(context.area, 'manual', key),
    version: 0,
    psn_no: asked.visit.psn_no,
    visit: visitOf(asked),
    state: 'received',
    note: '',
    at: '',
    fundFen: 0,
    insutype, fees, cause, papers,
  })
}

/**
 * Supplies papers that were due.
 * @throws Refusal `filing` when no such claim waits for papers
 */
export function supplyPapers(
  context: BenefitContext,
  claimNo: string,
  papers: readonly Paper[],
): Promise<ManualClaim> {
  return context.store.commit(() => {
    const claim = claimHistory(context, claimNo).at(-1)
    if (claim?.state !== 'papers-due') {
      throw new Refusal('filing', { message: `手工报销${claimNo}没有待补材料` })
    }
    const shown = [...new Set([...claim.papers, ...papers])]
    return settledByHand(context, { ...claim, papers: shown })
  })
}

/** Emergency observation is paid at the inpatient standard; accepted emergencies as such. */
function visitOf({ visit, cause }: HandClaim): CareVisit {
  const inpatient = visit.inpatient || cause === 'observation'
  const emergency = visit.emergency || cause === 'panel' || cause === 'emergency-by-hand'
  return { ...visit, inpatient, emergency, byHand: true }
}

/** The next version of a claim, with the money when it is paid; inside a commit. */
function settledByHand(context: BenefitContext, claim: ManualClaim): ManualClaim {
  const at = beijingTime(context.clock.now())
  const next = { ...claim, version: claim.version + 1, at }
  const refusal = refusalOf(context, claim)
  if (refusal !== '') return written(context, { ...next, state: 'refused', note: refusal })
  const lacking = publishedPapers(claim.visit).filter((paper) => !claim.papers.includes(paper))
  if (lacking.length > 0) {
    return written(context, { ...next, state: 'papers-due', note: `待补：${paperNames(lacking)}` })
  }
  const found = computed(context, claim, at)
  if (typeof found === 'string') {
    return written(context, { ...next, state: 'refused', note: found })
  }
  const { benefit } = found
  pay(context, claim, found)
  return written(context, { ...next, state: 'paid', note: '', fundFen: benefit.fundFen })
}

function refusalOf(context: BenefitContext, { visit, cause }: ManualClaim): string {
  const key = visitKeyOf(visit)
  const atTheDesk = careVisitsOf(context, visit.psn_no).find((one) => visitKeyOf(one) === key)
  if (atTheDesk !== undefined && hasLiveSettlement(context, atTheDesk.mdtrt_id)) {
    return '该就诊已直接结算，不能重复报销'
  }
  if (cause !== 'panel') return ''
  const decision = panelDecision(context, visit)
  if (decision === undefined) return '专家组尚未认定'
  return decision.accepted ? '' : `专家组未予认定：${decision.reason}`
}

/** The benefit, or why there is none. */
function computed(
  context: BenefitContext,
  { visit, insutype, fees, cause }: ManualClaim,
  at: string,
): (ClaimCase & { readonly benefit: Benefit }) | string {
  const person = personOf(context, visit.psn_no)
  const asked = { insutype, fees, accountUse: 'none', settledOn: at.slice(0, 10) } as const
  try {
    const found = claimOf(context, person, visit, asked)
    const claim = cause === 'course' ? { ...found.claim, kind: 'course' as const } : found.claim
    return { ...found, claim, benefit: calculateBenefit(claim, found.pack) }
  } catch (reason) {
    if (reason instanceof Refusal) return reason.message
    throw reason
  }
}

/** Funds pay the person; his accumulators move as they would have at the desk. */
function pay(
  context: BenefitContext,
  { claim_no, psn_no, insutype }: ManualClaim,
  { benefit, keysOf }: ClaimCase & { readonly benefit: Benefit },
): void {
  const postings: Posting[] = [
    ...benefit.funds.map((fund) => ({
      account: `fund:${fund.fundPayType}`, amountFen: -fund.payFen,
    })),
    { account: `claimant:${psn_no}`, amountFen: benefit.fundFen },
  ]
  const sum = postings.reduce((total, { amountFen }) => total + amountFen, 0)
  if (sum !== 0) throw new Unbalanced(`claim by hand ${claim_no} is off by ${sum} fen`)
  for (const { account, amountFen } of postings) {
    if (amountFen === 0) continue
    context.store.run(
      'insert into manual_posting (claim_no, account, amount_fen) values (?, ?, ?)',
      claim_no,
      account,
      amountFen,
    )
  }
  for (const [year, changes] of Object.entries(benefit.changes)) {
    accumulate(context, { psn_no, insutype, year, source: claim_no }, changes, keysOf(year))
  }
}

function written(context: BenefitContext, claim: ManualClaim): ManualClaim {
  addClaim(context, claim)
  return claim
}
