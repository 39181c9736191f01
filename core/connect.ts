/** A party somewhere else as a handler. Uses the global fetch, so that msw can stand in for it. */
import { NoAnswer } from '../contracts/exchange.ts'
import type { Handler } from '../contracts/exchange.ts'

/** A message that is not answered in this time has an unknown outcome. */
const DEFAULT_TIMEOUT_MILLISECONDS = 30_000

/** Sends to `base` + path. Rejects with NoAnswer when the connection fails or the time is up. */
export function connect(base: string, timeoutMs = DEFAULT_TIMEOUT_MILLISECONDS): Handler {
  const root = base.replace(/\/+$/, '')
  return async (request) => {
    try {
      const response = await fetch(root + request.path, {
        method: request.method,
        headers: { ...request.headers },
        ...(request.method === 'GET' ? {} : { body: request.body as string }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      }
    } catch (reason) {
      throw new NoAnswer(describe(reason))
    }
  }
}

/** fetch hides the cause one level down; the reader wants the cause. */
function describe(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason)
  const cause: unknown = reason.cause
  return cause instanceof Error ? `${reason.message}: ${cause.message}` : reason.message
}
