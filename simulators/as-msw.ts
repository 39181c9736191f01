/** A handler as an msw request handler: the whole platform inside a unit test, no port opened. */
import { http, HttpResponse } from 'msw'
import type { HttpHandler } from 'msw'
import { NoAnswer } from '../contracts/exchange.ts'
import type { Handler } from '../contracts/exchange.ts'

/** Answers every request below `base`, e.g. `asMsw(platform, 'https://platform.example')`. */
export function asMsw(handler: Handler, base: string): HttpHandler {
  return http.all(`${base.replace(/\/+$/, '')}/*`, async ({ request }) => {
    const url = new URL(request.url)
    try {
      const response = await handler({
        method: request.method,
        path: url.pathname + url.search,
        headers: Object.fromEntries(request.headers),
        body: await textOrBytes(request),
      })
      return new HttpResponse(response.body, {
        status: response.status,
        headers: { ...response.headers },
      })
    } catch (reason) {
      if (reason instanceof NoAnswer) return HttpResponse.error()
      throw reason
    }
  })
}

async function textOrBytes(request: Request): Promise<string | Uint8Array> {
  const bytes = new Uint8Array(await request.arrayBuffer())
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes
  }
}
