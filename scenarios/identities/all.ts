/** The nineteen money identities in order, and how those of one kind are asked. */
import type { Identity, Subjects, Weighing } from './identity.ts'
import { E12, E13, E8, SPLIT_IDENTITIES } from './lines.ts'
import { SETTLEMENT_IDENTITIES } from './settlement.ts'
import { E14, E15, E17, E18, E19 } from './several.ts'

type ByKind = { readonly [Kind in keyof Subjects]: readonly Identity<Kind>[] }

const BY_KIND: ByKind = {
  settlement: SETTLEMENT_IDENTITIES,
  lines: [E8],
  split: SPLIT_IDENTITIES,
  batch: [E12],
  echo: [E13],
  refund: [E14],
  account: [E15],
  claim: [E17],
  statement: [E18],
  report: [E19],
}

/** What is known of an identity without asking it. */
export type About = Omit<Identity, 'check' | 'appliesTo'> & { readonly appliesTo: keyof Subjects }

/** E1 to E19. */
export const IDENTITIES: readonly About[] = Object.values(BY_KIND)
  .flatMap((list: readonly About[]) => list)
  .toSorted((one, other) => Number(one.id.slice(1)) - Number(other.id.slice(1)))

/** Asks every identity of one kind about a subject; what each said, in order. */
export function weigh<Kind extends keyof Subjects>(
  kind: Kind,
  subject: Subjects[Kind],
): { readonly identity: About; readonly weighing: Weighing }[] {
  return BY_KIND[kind].map((identity) => ({ identity, weighing: identity.check(subject) }))
}
