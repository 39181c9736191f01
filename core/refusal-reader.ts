/**
 * Reads a refusal off the wire: whose it is, its stable code, and the reason (RULE-165). The
 * interface has no field for code and party, so both stand in the text: who hands a refusal on
 * marks whose it was, and no two refusals have the same words.
 */
import { REFUSALS } from './refusal.ts'
import type { RefusalCode, Side } from './refusal.ts'

export interface ReadRefusal {
  readonly side: Side
  readonly code: RefusalCode
  /** The words of whoever refused, without the marks of those who handed them on. */
  readonly reason: string
}

const HANDED_ON: readonly (readonly [RefusalCode, Side])[] = [
  ['insured-place', 'insured-place'],
  ['hub', 'hub'],
]

/** Whose refusal it is and which; `contract` for words that are in no catalogue. */
export function readRefusal(errMsg: string): ReadRefusal {
  let [side, reason]: [Side, string] = ['platform', errMsg]
  for (const [code, of] of HANDED_ON) {
    const mark = REFUSALS[code].replace('{message}', '')
    if (reason.startsWith(mark)) [side, reason] = [of, reason.slice(mark.length)]
  }
  return { side, reason, code: codeOf(reason) }
}

interface Pattern {
  readonly code: RefusalCode
  readonly words: RegExp
  /** Characters that are not filled in: of two that match, the one with more of them is meant. */
  readonly fixed: number
}

const PATTERNS: readonly Pattern[] = (Object.keys(REFUSALS) as RefusalCode[])
  .map((code) => {
    const literals = REFUSALS[code].split(/\{\w+\}/)
    const escaped = literals.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    return { code, words: new RegExp(`^${escaped.join('.*')}$`), fixed: literals.join('').length }
  })
  .toSorted((one, other) => other.fixed - one.fixed)

function codeOf(reason: string): RefusalCode {
  return PATTERNS.find(({ words }) => words.test(reason))?.code ?? 'contract'
}
