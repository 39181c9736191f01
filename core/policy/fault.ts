/** What is wrong with a policy pack or a claim, where, by which rule, and what mends it. */
import type { Violation } from '../../contracts/violation.ts'
import type { Bilingual } from './policy-pack.ts'

export interface PackFault {
  /** JSON pointer to the value that is wrong. */
  readonly pointer: string
  /** Row of the requirements; `FORM` where the file is not what its schema says. */
  readonly rule: string
  readonly why: Bilingual
  readonly cure: Bilingual
}

/** Makes a fault; `why` and `cure` are [Chinese, English]. */
export function faultAt(
  pointer: string,
  rule: string,
  why: readonly [zh: string, en: string],
  cure: readonly [zh: string, en: string],
): PackFault {
  return {
    pointer,
    rule,
    why: { zh: why[0], en: why[1] },
    cure: { zh: cure[0], en: cure[1] },
  }
}

/**
 * Violations of a schema as faults. A file of another kind breaks every line of it, so then only
 * its `schema` is told.
 */
export function faultsOfForm(violations: readonly Violation[]): PackFault[] {
  const foreign = violations.find(({ pointer }) => pointer === '/schema' || pointer === '')
  return (foreign === undefined ? violations : [foreign]).map(faultOfForm)
}

function faultOfForm(violation: Violation): PackFault {
  const { pointer, message } = violation
  return faultAt(pointer, 'FORM', [message.zh, message.en], cureOf(violation))
}

function cureOf({ rule, expected, actual }: Violation): readonly [string, string] {
  if (rule === 'required' || rule === 'missing-node') return ['补上该键', 'add this key']
  if (rule === 'unknown-key') {
    return ['删除该键或更正拼写', 'remove the key or mend its spelling']
  }
  if (rule !== 'type') return ['按所示取值填写', 'give a value as named']
  return expected === 'string' && /^-?\d/.test(actual)
    ? ['加上引号', 'put it in quotes']
    : ['按所示类型填写', 'give the type that is named']
}

/** A percentage for people: 1000 basis points are 10%. */
export function percent(basisPoints: number): string {
  return `${basisPoints / 100}%`
}

/** One part of a JSON pointer. */
export function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}
