/** Recognises the case a message belongs to by its test person's credential or number. */
import type { Case } from '../contracts/case.ts'

/** Fields of `input` that name a person. */
const NAMING_FIELDS = ['psn_no', 'mdtrt_cert_no', 'certno'] as const

export interface CaseFinder {
  /** Name of the case, or of the one that is being performed when the message names nobody. */
  caseOf(body: unknown): string
  /** Tells which case is being performed now. */
  perform(caseName: string): void
}

/** Knows the persons of all cases. */
export function caseFinder(cases: readonly Case[]): CaseFinder {
  const owners = new Map<string, string>()
  for (const { sheet, world } of cases) {
    if (world === undefined) continue
    for (const key of [world.psn_no, world.certno, world.card_no, world.ecToken]) {
      owners.set(key, sheet.name)
    }
  }
  let performing = ''
  return {
    caseOf: (body) => ownerIn(owners, body) ?? performing,
    perform(caseName) {
      performing = caseName
    },
  }
}

function ownerIn(owners: ReadonlyMap<string, string>, body: unknown): string | undefined {
  const input = field(body, 'input')
  if (typeof input !== 'object' || input === null) return undefined
  // Misplaced fields are looked at too: a wrong message must still find its case.
  for (const node of [input, ...Object.values(input)]) {
    const row: unknown = Array.isArray(node) ? node[0] : node
    for (const name of NAMING_FIELDS) {
      const value = field(row, name)
      const owner = typeof value === 'string' ? owners.get(value) : undefined
      if (owner !== undefined) return owner
    }
  }
  return undefined
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return (value as Readonly<Record<string, unknown>>)[name]
}
