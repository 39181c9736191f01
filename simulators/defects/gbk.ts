/** Text as GBK bytes. The platform decodes GBK but does not encode it, so the table is turned. */

/** GBK bytes of a text; a character that GBK lacks becomes a question mark, as desks print it. */
export function gbkBytes(text: string): Uint8Array {
  loaded ??= load()
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else bytes.push(...(loaded.get(character) ?? [0x3f]))
  }
  return Uint8Array.from(bytes)
}

let loaded: ReadonlyMap<string, readonly [number, number]> | undefined

function load(): ReadonlyMap<string, readonly [number, number]> {
  const decoder = new TextDecoder('gbk')
  const table = new Map<string, readonly [number, number]>()
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      // A pair that stands for nothing decodes to the replacement sign, alone or with the trail.
      if (character.startsWith('\uFFFD') || table.has(character)) continue
      table.set(character, [lead, trail])
    }
  }
  return table
}
