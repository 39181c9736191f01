/** Several handlers behind one port, told apart by the beginning of the path. */
import type { Handler } from '../contracts/exchange.ts'

/** The longest prefix wins and is taken off; everything else goes to `otherwise`. */
export function byPrefix(routes: ReadonlyMap<string, Handler>, otherwise: Handler): Handler {
  const prefixes = [...routes.keys()].sort((a, b) => b.length - a.length)
  return (request) => {
    const prefix = prefixes.find((one) => request.path.startsWith(`${one}/`))
    const handler = prefix === undefined ? undefined : routes.get(prefix)
    if (prefix === undefined || handler === undefined) return otherwise(request)
    return handler({ ...request, path: request.path.slice(prefix.length) })
  }
}
