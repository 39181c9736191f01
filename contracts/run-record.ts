/** `run.json`: the record of one run, and the only thing that reports read. */

/** Worst first: the order is the roll-up rule. `error` is our own fault, never the party's. */
export const VERDICTS = ['error', 'fail', 'inconclusive', 'skip', 'pass'] as const
export type Verdict = (typeof VERDICTS)[number]

/** violation fails the case; warning is a deviation known from practice; note informs. */
export type Severity = 'violation' | 'warning' | 'note'

/** Whose a red item is. */
export type Attribution = 'config' | 'target' | 'harness' | 'environment' | 'contract'

/** What one check saw in one case. */
export interface Finding {
  readonly check: string
  readonly severity: Severity
  readonly attribution: Attribution
  /** Requirement row that was broken. */
  readonly requirement: string
  readonly message: { readonly zh: string; readonly en: string }
  /** Number of the exchange in the transcript; null when the finding is about the whole case. */
  readonly exchange: number | null
  readonly infno: string
  /** JSON pointer into the message, e.g. /input/data/certno; '' for the message as a whole. */
  readonly pointer: string
  readonly expected: string
  readonly actual: string
}

export interface CaseResult {
  readonly name: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly verdict: Verdict
  readonly requirements: readonly string[]
  readonly findings: readonly Finding[]
  /** Checks that looked at something in this case, with how many things they looked at. */
  readonly looked: Readonly<Record<string, number>>
  /** Exchange numbers of this case. */
  readonly exchanges: readonly number[]
  /** The command that plays this case again. */
  readonly replay: string
}

export interface RequirementResult {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly verdict: Verdict
  readonly cases: readonly string[]
}

export type Decision = 'granted' | 'refused' | 'inconclusive'

export interface RunRecord {
  readonly schema: 'liantiao/run/1'
  readonly version: string
  readonly seed: number
  readonly suite: string
  readonly target: {
    readonly name: string
    readonly kind: string
    readonly edition: string
    readonly institutions: readonly string[]
    readonly driver: string
    /** Defect planted on purpose, '' for none. */
    readonly defect: string
  }
  readonly startedAt: string
  readonly finishedAt: string
  readonly decision: Decision
  /** Why, in one line each. */
  readonly reasons: readonly { readonly zh: string; readonly en: string }[]
  readonly summary: {
    readonly verdicts: Readonly<Record<Verdict, number>>
    readonly exchanges: number
    readonly settledFen: number
  }
  readonly cases: readonly CaseResult[]
  readonly requirements: readonly RequirementResult[]
  /** SHA-256 of the files beside this one, hex. */
  readonly digests: Readonly<Record<string, string>>
}

/** The worst of several verdicts; `pass` for none at all is the caller's mistake, so it throws. */
export function worst(verdicts: readonly Verdict[]): Verdict {
  for (const verdict of VERDICTS) if (verdicts.includes(verdict)) return verdict
  throw new RangeError('no verdict to choose from')
}
