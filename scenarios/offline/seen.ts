/**
 * Remembers a great many texts in little memory: of each only a 64-bit hash, where it was first
 * seen, and two small numbers. That two of a million texts share a hash is not to be expected.
 */

export interface Sight {
  /** Where it was first seen. */
  readonly n: number
  readonly mark: number
  readonly code: number
}

export interface SeenTable {
  /** What is known of a text. */
  get(text: string): Sight | undefined
  /** Remembers or replaces. */
  put(text: string, sight: Sight): void
  readonly size: number
}

const STRIDE = 5

/** An empty table; it doubles when it is three fifths full. */
export function createSeenTable(slots = 1024): SeenTable {
  let cells = new Uint32Array(slots * STRIDE)
  let size = 0

  /** Cell of a hash: its own, or the empty one where it belongs. */
  function find(low: number, high: number): number {
    const count = cells.length / STRIDE
    let slot = low % count
    for (;;) {
      const at = slot * STRIDE
      if (cells[at + 1] === 0 || (cells[at] === low && cells[at + 1] === high)) return at
      slot = slot + 1 === count ? 0 : slot + 1
    }
  }

  function grow(): void {
    const old = cells
    cells = new Uint32Array(old.length * 2)
    for (let at = 0; at < old.length; at += STRIDE) {
      const high = old[at + 1] ?? 0
      if (high !== 0) cells.set(old.subarray(at, at + STRIDE), find(old[at] ?? 0, high))
    }
  }

  return {
    get(text) {
      const [low, high] = hashOf(text)
      const at = find(low, high)
      if (cells[at + 1] === 0) return undefined
      return { n: cells[at + 2] ?? 0, mark: cells[at + 3] ?? 0, code: cells[at + 4] ?? 0 }
    },
    put(text, { n, mark, code }) {
      const [low, high] = hashOf(text)
      const at = find(low, high)
      if (cells[at + 1] === 0) size += 1
      cells.set([low, high, n, mark, code], at)
      if (size * 5 > (cells.length / STRIDE) * 3) grow()
    },
    get size() {
      return size
    },
  }
}

/** Two independent 32-bit hashes; the second is never 0, which marks an empty cell. */
function hashOf(text: string): readonly [number, number] {
  let low = 0xdeadbeef
  let high = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    low = Math.imul(low ^ code, 2654435761)
    high = Math.imul(high ^ code, 1597334677)
  }
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  return [low >>> 0, (high >>> 0) || 1]
}
