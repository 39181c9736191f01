/** A message that names no insured place is about local care (RULE-006). */
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Effect } from '../desk.ts'
import { Refusal } from '../refusal.ts'
import type { PlatformContext } from './context.ts'
import type { PlatformUseCase } from './use-case.ts'

/**
 * The message with the pooling area of the place of care where its insured place is blank; as it
 * came when that area cannot be told. Its contract need not have been checked.
 */
export function placed(request: RequestEnvelope): RequestEnvelope {
  const { infno, mdtrtarea_admvs: area } = request
  // 1101 asks where somebody is insured, so it alone may leave the place open.
  if (infno === '1101' || request.insuplc_admdvs !== '' || typeof area !== 'string') return request
  const local = poolingAreaOf(area)
  return local === undefined ? request : { ...request, insuplc_admdvs: local }
}

/** The use case for messages as {@link placed}; who is unknown there is told where that was. */
export function localByDefault(useCase: PlatformUseCase): PlatformUseCase {
  return (context, request) => {
    const there = placed(request)
    return there === request ? useCase(context, request) : asLocal(useCase, context, there)
  }
}

async function asLocal(
  useCase: PlatformUseCase,
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  try {
    return await useCase(context, request)
  } catch (reason) {
    if (!(reason instanceof Refusal) || !FROM_THERE.has(reason.code)) throw reason
    const { insuplc_admdvs: area } = request
    throw new Refusal('local-by-default', { area, message: reason.message })
  }
}

/** Refusals that would not have been, had the right place been named. */
const FROM_THERE: ReadonlySet<string> = new Set([
  'insured-place', 'unconnected-area', 'wrong-insured-place',
])
