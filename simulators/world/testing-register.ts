/** The register behind a bench's platform, and decisions to put into it, for tests. */
import type { Institution } from '../../core/platform/context.ts'
import type { Decision } from '../../core/platform/institutions/facts.ts'
import type { Register } from '../../core/platform/institutions/register.ts'
import type { Decider, StateDecision } from '../../core/platform/institutions/states.ts'
import type { Store } from '../../core/store/store.ts'
import { SENDER } from './testing.ts'
import type { Bench } from './testing.ts'

/** The institution that a bench's messages come from. */
export const HOSPITAL: Institution = {
  fixmedins_code: SENDER.fixmedins_code,
  fixmedins_name: SENDER.fixmedins_name,
  type: 'hospital',
  admdvs: '520100',
  tier: '3',
}

/** No such party was opened. */
export class NoStore extends Error {
  override readonly name = 'NoStore'
}

/** The platform's database. @throws NoStore */
export function platformStore(bench: Bench): Store {
  const store = bench.country.stores.get('platform')
  if (store === undefined) throw new NoStore('platform')
  return store
}

/** The register of the bench's platform, with the bench's hospital as its seed. */
export function registerOf(bench: Bench): Register {
  const seed = (code: string) => (code === HOSPITAL.fixmedins_code ? HOSPITAL : undefined)
  return { store: platformStore(bench), seed }
}

/** A decision of the local agency unless somebody else is named. */
export function decided(since: string, reason = '协议约定', by: Decider = 'agency') {
  return { by, reason, since, recordedAt: since } satisfies Decision & StateDecision
}
