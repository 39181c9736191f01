/** `exp_content`: a JSON object as text, with the cross-province keys in upper case. */
import { Refusal } from '../refusal.ts'

/** The keys of an extension; none when the field is empty. */
export function extensionKeys(text: string | null | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined || text === null || text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>
    }
  } catch {
    // Falls through to the refusal: text that is no JSON is as wrong as JSON that is no object.
  }
  throw new Refusal('bad-extension')
}
