/**
 * Reads and changes members of a JSON object in its text, and leaves every other byte alone. What
 * is signed must be what is sent: parsing and writing again would turn 1.50 into 1.5.
 */

/** The text of one value, and where it stands. */
export interface RawValue {
  readonly text: string
  readonly start: number
}

/**
 * The members of an object in their order. Undefined when the text is no JSON object, or when a
 * name comes twice: then two readers may see two different messages under one signature.
 */
export function membersOf(text: string): ReadonlyMap<string, RawValue> | undefined {
  if (!isObjectText(text)) return undefined
  const members = new Map<string, RawValue>()
  let at = skip(text, 0) + 1
  while (text.charAt((at = skip(text, at))) !== '}') {
    const nameEnd = stringEnd(text, at)
    const name = JSON.parse(text.slice(at, nameEnd)) as string
    const start = skip(text, skip(text, nameEnd) + 1)
    const end = valueEnd(text, start)
    if (members.has(name)) return undefined
    members.set(name, { text: text.slice(start, end), start })
    at = skip(text, end)
    if (text.charAt(at) === ',') at += 1
  }
  return members
}

/** The object with the value under this name replaced, or added at the end. */
export function withMember(text: string, name: string, valueText: string): string {
  const members = membersOf(text)
  const old = members?.get(name)
  if (old !== undefined) {
    return text.slice(0, old.start) + valueText + text.slice(old.start + old.text.length)
  }
  const close = text.lastIndexOf('}')
  const comma = members === undefined || members.size === 0 ? '' : ','
  return `${text.slice(0, close)}${comma}${JSON.stringify(name)}:${valueText}${text.slice(close)}`
}

/** The value as senders write it into a text to sign: strings without quotes, null as ''. */
export function plainText(value: RawValue | undefined): string {
  if (value === undefined || value.text === 'null') return ''
  return value.text.startsWith('"') ? (JSON.parse(value.text) as string) : value.text
}

/** True when the text is one JSON object. */
export function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Where the value ends that starts here; the text is known to be valid JSON. */
function valueEnd(text: string, start: number): number {
  let depth = 0
  let at = start
  for (;;) {
    const char = text.charAt(at)
    if (char === '"') {
      at = stringEnd(text, at)
      if (depth === 0) return at
      continue
    }
    if (depth === 0 && /[,}\s]/.test(char)) return at
    if (char === '{' || char === '[') depth += 1
    if (char === '}' || char === ']') depth -= 1
    at += 1
    if (depth === 0 && /[}\]]/.test(char)) return at
  }
}

function stringEnd(text: string, quote: number): number {
  let at = quote + 1
  while (text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at + 1
}

function skip(text: string, from: number): number {
  let at = from
  while (/[ \t\r\n]/.test(text.charAt(at))) at += 1
  return at
}
