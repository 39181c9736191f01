/** What one transaction does at the platform; each module exports a map of its own by infno. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Effect } from '../desk.ts'
import type { PlatformContext } from './context.ts'

/** Answers a message whose contract was checked. Throws a Refusal to say no. */
export type PlatformUseCase = (
  context: PlatformContext,
  request: RequestEnvelope,
) => Effect | Promise<Effect>

/** Use cases of one module by transaction number (infno). */
export type PlatformUseCases = Readonly<Record<string, PlatformUseCase>>
