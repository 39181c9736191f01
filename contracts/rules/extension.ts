/** `exp_content`: a JSON object as text, with the cross-region keys of the interface. */

/**
 * Keys of the national baseline with their codes. Each is a dictionary too, and a test holds the
 * two together; here they are again because reading all dictionaries costs more than one check.
 */
export const EXTENSION_CODES: Readonly<Record<string, readonly string[]>> = {
  MDTRT_GRP_TYPE: ['1', '2', '3', '4'],
  TRUM_FLAG: ['0', '1'],
  REL_TTP_FLAG: ['0', '1'],
  IPT_TYPE: ['1', '2', '3'],
  OTP_ER_REFL_FLAG: ['1', '2', '3'],
}

/** What can be asked of an extension. */
type Aspect = 'object' | 'upper case' | 'codes' | 'known keys'

/**
 * The aspects to which the text of an extension does not hold. `object`: it is empty or a JSON
 * object; the others look at its keys, and say nothing of text that is none.
 */
export function brokenAspects(text: string): Aspect[] {
  if (text.trim() === '') return []
  const keys = parsed(text)
  if (keys === undefined) return ['object']
  const names = Object.keys(keys)
  const meant = (name: string) =>
    Object.keys(EXTENSION_CODES).find((key) => key === name.toUpperCase())
  const broken: Aspect[] = []
  if (names.some((name) => (meant(name) ?? name) !== name)) broken.push('upper case')
  if (names.some((name) => EXTENSION_CODES[name]?.includes(keys[name] as string) === false)) {
    broken.push('codes')
  }
  if (names.some((name) => meant(name) === undefined)) broken.push('known keys')
  return broken
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
