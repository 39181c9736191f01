/** The policy packs that come with the program: synthetic places in the shapes that occur. */
import { readdirSync, readFileSync } from 'node:fs'
import type { PolicyPack } from './policy-pack.ts'

const directory = new URL('packs/', import.meta.url)
const loaded = new Map<string, PolicyPack>()

/** There is no bundled pack of this name. */
export class UnknownPack extends Error {
  override readonly name = 'UnknownPack'
  readonly asked: string

  constructor(asked: string) {
    super(`no bundled policy pack "${asked}"; there are: ${bundledPackNames().join(', ')}`)
    this.asked = asked
  }
}

/** Names of the bundled packs in the order of the alphabet. */
export function bundledPackNames(): readonly string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
}

/**
 * One bundled pack by its name, e.g. `points`. Tests hold every bundled pack to `checkPack`, so
 * that it need not be checked again at each start.
 * @throws UnknownPack
 */
export function bundledPack(name: string): PolicyPack {
  const known = loaded.get(name)
  if (known !== undefined) return known
  if (!bundledPackNames().includes(name)) throw new UnknownPack(name)
  const pack = JSON.parse(bundledPackText(name)) as PolicyPack
  loaded.set(name, pack)
  return pack
}

/** All bundled packs, in the order of their names. */
export function bundledPacks(): readonly PolicyPack[] {
  return bundledPackNames().map((name) => bundledPack(name))
}

/** A bundled pack as its file has it, for whoever starts a pack of his own from it. */
export function bundledPackText(name: string): string {
  if (!bundledPackNames().includes(name)) throw new UnknownPack(name)
  return readFileSync(new URL(`${name}.json`, directory), 'utf8')
}
