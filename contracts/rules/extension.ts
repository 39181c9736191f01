/** `exp_content`: a JSON object as text, with the cross-region keys of the interface. */
import { codesOf } from '../dictionaries.ts'

/** Keys of the national baseline; each is a dictionary of its own. */
const KEYS = ['MDTRT_GRP_TYPE', 'TRUM_FLAG', 'REL_TTP_FLAG', 'IPT_TYPE', 'OTP_ER_REFL_FLAG']

/**
 * Does the text of an extension hold to one aspect? `object`: it is empty or a JSON object.
 * `upper case`, `codes` and `known keys` look at its keys, and say nothing of text that is none.
 */
export function extensionHolds(aspect: string, text: string): boolean {
  if (text.trim() === '') return true
  const keys = parsed(text)
  if (aspect === 'object') return keys !== undefined
  return Object.entries(keys ?? {}).every(([key, value]) => {
    const meant = KEYS.find((one) => one === key.toUpperCase())
    switch (aspect) {
      case 'upper case': return meant === undefined || meant === key
      case 'codes': return meant !== key || codesOf(key).has(value as string)
      default: return meant !== undefined
    }
  })
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? value as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}
