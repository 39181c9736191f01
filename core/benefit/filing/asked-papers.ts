/** What an agency asks a claimant for: at most what stands on the published list. */
import { beijingTime } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'
import { paperNames, publishedPapers } from './manual.ts'
import { addClaim, claimHistory } from './manual-register.ts'
import type { ManualClaim, Paper } from './manual-register.ts'
import { note, notesOf } from './notes.ts'

/** The claim after a request; `excess` are papers that nobody may ask for. */
export interface PaperRequest {
  readonly claim: ManualClaim
  readonly excess: readonly string[]
}

/** One request beyond the list, as supervision finds it. */
export interface OverAsking {
  readonly claim_no: string
  readonly excess: readonly string[]
}

/**
 * Asks for papers of a claim that waits for some. A request beyond the published list is a breach:
 * it is noted against its operator, and the claimant hears nothing of it (RULE-046).
 * @throws Refusal `filing` when no such claim waits for papers
 */
export function askForPapers(
  context: BenefitContext,
  claimNo: string,
  asked: readonly string[],
  operator: string,
): Promise<PaperRequest> {
  return context.store.commit(() => {
    const claim = claimHistory(context, claimNo).at(-1)
    if (claim?.state !== 'papers-due') {
      throw new Refusal('filing', { message: `手工报销${claimNo}没有待补材料` })
    }
    const published: readonly string[] = publishedPapers(claim.visit)
    const at = beijingTime(context.clock.now())
    const excess = asked.filter((paper) => !published.includes(paper))
    if (excess.length > 0) {
      note(context, 'over-asked', operator, at, { claim_no: claimNo, excess })
      return { claim, excess }
    }
    const due = publishedPapers(claim.visit)
      .filter((paper: Paper) => asked.includes(paper) && !claim.papers.includes(paper))
    const told = { ...claim, version: claim.version + 1, at, note: `待补：${paperNames(due)}` }
    addClaim(context, told)
    return { claim: told, excess }
  })
}

/** Requests of an operator beyond the list, the oldest first. */
export function overAskings(context: BenefitContext, operator: string): OverAsking[] {
  return notesOf<OverAsking>(context, 'over-asked', operator).map(({ body }) => body)
}
