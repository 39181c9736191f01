/** Reads a policy pack from text and refuses one that breaks a rule, with place and cure. */
import { checkPack } from './check-pack.ts'
import { faultAt } from './fault.ts'
import type { PackFault } from './fault.ts'
import { NotYaml, placedText } from './placed-text.ts'
import type { PolicyPack } from './policy-pack.ts'

/** A fault with its place in a file; line and column from 1. */
export interface PlacedFault extends PackFault {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A file that breaks rules; the message has one line for each fault. */
export class FaultyFile extends Error {
  override readonly name = 'FaultyFile'
  readonly faults: readonly PlacedFault[]

  constructor(faults: readonly PlacedFault[]) {
    super(faults.map((fault) => faultLine(fault, 'zh')).join('\n'))
    this.faults = faults
  }
}

/**
 * A policy pack from JSON or YAML.
 * @param fileName what the faults call the text
 * @throws FaultyFile
 */
export function loadPack(text: string, fileName: string): PolicyPack {
  return loadChecked(text, fileName, checkPack) as PolicyPack
}

/** Any file of ours that is data with a check. @throws FaultyFile */
export function loadChecked(
  text: string,
  fileName: string,
  check: (data: unknown) => readonly PackFault[],
): unknown {
  try {
    const placed = placedText(text)
    const { data } = placed
    const faults = data === null || data === undefined ? [EMPTY] : check(data)
    if (faults.length === 0) return data
    throw new FaultyFile(faults.map((fault) =>
      ({ ...fault, file: fileName, ...placed.placeOf(fault.pointer) })))
  } catch (reason) {
    if (!(reason instanceof NotYaml)) throw reason
    const { line, column } = reason
    const fault = faultAt('', 'FORM',
      [`不是合法的YAML或JSON（${reason.message}）`, `neither YAML nor JSON (${reason.message})`],
      ['修正该处', 'mend this place'])
    throw new FaultyFile([{ ...fault, file: fileName, line, column }])
  }
}

/** `file:line:column  /pointer  RULE-nnn  why  → cure` in one language. */
export function faultLine(fault: PlacedFault, lang: 'zh' | 'en'): string {
  const { file, line, column, pointer, rule, why, cure } = fault
  const place = `${file}:${line}:${column}  ${pointer || '/'}  ${rule}`
  const text = `${place}  ${why[lang]}  → ${cure[lang]}`
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

const EMPTY = faultAt('', 'FORM', ['文件为空', 'the file is empty'], [
  '政策包参照docs/policy-packs.md填写，申请参照docs/explain.md',
  'docs/policy-packs.md shows what goes into a pack, docs/explain.md into a claim',
])
