/** What a check is, and how it says what it found. */
import type { Attribution, Finding, Severity } from '../../contracts/run-record.ts'
import { shown } from '../../contracts/violation.ts'
import type { CaseView, Heard, RunView } from '../evidence.ts'

/** What a check saw. Looked at nothing means: it has no opinion about this case. */
export interface Looked {
  /** How many things it looked at. */
  readonly looked: number
  readonly findings: readonly Finding[]
  /** Rows that were really looked at, when fewer than the check names. */
  readonly proved?: readonly string[]
}

/** A run check says whose day it speaks of; that day-end case gets what it saw. */
export interface LookedAtDay extends Looked {
  readonly institution: string
  /** yyyy-MM-dd; '' for all days. */
  readonly day: string
}

interface Named {
  readonly id: string
  /** Requirement rows that it proves. */
  readonly requirements: readonly string[]
}

export interface CaseCheck extends Named {
  readonly scope: 'case'
  /** `found` is what earlier checks found in the same case. */
  readonly judge: (view: CaseView, found: readonly Finding[]) => Looked
}

export interface RunCheck extends Named {
  readonly scope: 'run'
  readonly judge: (run: RunView) => readonly LookedAtDay[]
}

export type Check = CaseCheck | RunCheck

/** Where something was found: an exchange, or the case as a whole. */
export interface Place {
  readonly heard: Pick<Heard, 'n' | 'infno'> | null
  readonly pointer?: string
}

/** What is told of a finding. */
export interface Told {
  readonly requirement: string
  readonly expected: unknown
  readonly actual: unknown
  readonly zh: string
  readonly en: string
  readonly severity?: Severity
  readonly attribution?: Attribution
}

/** One finding; a violation by the target unless said otherwise. */
export function finding(check: string, place: Place, told: Told): Finding {
  const { expected, actual } = told
  return {
    check,
    severity: told.severity ?? 'violation',
    attribution: told.attribution ?? 'target',
    requirement: told.requirement,
    message: { zh: told.zh, en: told.en },
    exchange: place.heard?.n ?? null,
    infno: place.heard?.infno ?? '',
    pointer: place.pointer ?? '',
    expected: typeof expected === 'string' ? expected : shown(expected),
    actual: typeof actual === 'string' ? actual : shown(actual),
  }
}
