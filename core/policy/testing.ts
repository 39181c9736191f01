/** For tests: a bundled pack with one value changed, named by its JSON pointer. */
import { bundledPack } from './bundled.ts'
import type { PolicyPack } from './policy-pack.ts'

/** A copy of a pack in which the pointers have these values; `undefined` removes a key. */
export function packWith(
  changes: Readonly<Record<string, unknown>>,
  name = 'points',
): PolicyPack {
  const copy = structuredClone(bundledPack(name))
  for (const [pointer, value] of Object.entries(changes)) set(copy, pointer, value)
  return copy
}

function set(root: object, pointer: string, value: unknown): void {
  const path = pointer.split('/').slice(1)
  const last = path.pop() ?? ''
  const box = path.reduce(
    (at, part) => at[part] as Record<string, unknown>, root as Record<string, unknown>)
  if (value === undefined) delete box[last]
  else box[last] = value
}
