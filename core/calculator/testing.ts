/** What tests of the calculator share: vectors, packs made of others, draws. */
import { readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { bundledPack } from '../policy/bundled.ts'
import type { ClaimFile } from '../policy/claim-file.ts'
import type { PolicyPack } from '../policy/policy-pack.ts'

/** A settlement worked by hand; `vectors/README.md` tells its form. */
export interface Vector {
  readonly name: string
  readonly comment: string
  readonly pack: string
  readonly overrides?: object
  readonly claim: ClaimFile
  readonly expected: object
}

/** All vectors with the name of their file, in the order of the files. */
export function vectors(): readonly (Vector & { readonly topic: string })[] {
  const directory = new URL('vectors/', import.meta.url)
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .toSorted()
    .flatMap((file) => {
      const list = JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as Vector[]
      return list.map((vector) => ({ ...vector, topic: file.slice(0, -'.json'.length) }))
    })
}

/** A bundled pack with some of it replaced. */
export function packOf({ pack, overrides }: Pick<Vector, 'pack' | 'overrides'>): PolicyPack {
  const bundled = bundledPack(pack)
  return overrides === undefined ? bundled : (patched(bundled, overrides) as PolicyPack)
}

/** JSON merge patch: objects are merged, null removes, everything else replaces (RFC 7386). */
export function patched(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const merged: Record<string, unknown> = isObject(target) ? { ...target } : {}
  for (const [key, value] of Object.entries(patch)) {
    if (value === null && !MAY_BE_NULL.has(key)) delete merged[key]
    else merged[key] = patched(merged[key], value)
  }
  return merged
}

/** Where a pack itself says null, for "none", a patch puts it and does not remove the key. */
const MAY_BE_NULL: ReadonlySet<string> = new Set(['annualCapFen', 'openFrom', 'effectiveTo'])

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Draws of a property: LIANTIAO_DRAWS, or so many as keep the suite quick. */
export function draws(usual = 500): number {
  return Number(process.env['LIANTIAO_DRAWS'] ?? usual)
}

/** Seed of the draws: LIANTIAO_SEED, or always the same, so that a gate never fails by chance. */
const SEED = Number(process.env['LIANTIAO_SEED'] ?? 1)

/**
 * What does not hold, with the smallest values that show it; '' when all is well. Checks answer
 * with words, because an assertion a draw takes longer than a settlement.
 */
export function wrongIn<Values>(
  values: fc.Arbitrary<Values>,
  numRuns: number,
  check: (values: Values) => string,
): string {
  let wrong = ''
  const found = fc.check(
    fc.property(values, (drawn) => {
      const said = check(drawn)
      if (said !== '') wrong = said
      return said === ''
    }),
    { numRuns, seed: SEED },
  )
  return found.failed
    ? `${wrong} (LIANTIAO_DRAWS=${numRuns} LIANTIAO_SEED=${SEED}): ` +
      fc.stringify(found.counterexample)
    : ''
}
