/** A hit of the audit: which rule, on which bills and lines, on what evidence, with what effect. */
import { digitsOf } from '../ids.ts'

/** When a rule is asked: as an order is written, as the bill is settled, after the money. */
export type Stage = 'before' | 'during' | 'after'

/**
 * What a hit does. `remind` informs; `warn` lets it go on with a reason, or the line is changed;
 * `stop` lets nothing go on; `review` puts it on a list for people; `recover` takes money back.
 */
export type Effect = 'remind' | 'warn' | 'stop' | 'review' | 'recover'

/** sev_deg: 1 a clear breach, 2 very doubtful, 3 slightly doubtful. */
export type Severity = '1' | '2' | '3'

export interface BothTongues {
  readonly zh: string
  readonly en: string
}

/** What one rule found, before the rule's own data is added. */
export interface Found {
  readonly lines: readonly string[]
  /** Suspected amount of fees; the fund's part of it is decided at recovery. */
  readonly amountFen: number
  readonly evidence: BothTongues
  /** Bills concerned besides the one that was audited. */
  readonly others?: readonly string[]
}

export interface Hit {
  readonly id: string
  readonly rule: string
  readonly stage: Stage
  readonly bill: string
  readonly others: readonly string[]
  readonly lines: readonly string[]
  readonly amountFen: number
  readonly severity: Severity
  readonly effect: Effect
  readonly title: BothTongues
  readonly evidence: BothTongues
}

/** What a rule says of itself; the function that finds stands beside it. */
export interface RuleHead {
  readonly id: string
  readonly title: BothTongues
  readonly severity: Severity
  /** Stages in which the rule is asked, with what a hit does there. */
  readonly effects: Partial<Readonly<Record<Stage, Effect>>>
}

/** Same rule, bill and lines, same id: auditing again never makes a second hit. */
export function hitOf(rule: RuleHead, stage: Stage, bill: string, found: Found): Hit | undefined {
  const effect = rule.effects[stage]
  if (effect === undefined) return undefined
  const lines = found.lines.toSorted()
  const others = (found.others ?? []).toSorted()
  const source = JSON.stringify([rule.id, stage, bill, others, lines])
  return {
    id: `H${digitsOf(source, 24)}`,
    rule: rule.id,
    stage,
    bill,
    others,
    lines,
    amountFen: found.amountFen,
    severity: rule.severity,
    effect,
    title: rule.title,
    evidence: found.evidence,
  }
}

/** Order of hits in every list: worst first, then by rule, bill and lines. */
export function byWeight(left: Hit, right: Hit): number {
  const key = (hit: Hit) => [hit.severity, hit.rule, hit.bill, ...hit.lines].join(' ')
  return key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0
}
