/** Any handler as a real HTTP server on loopback. The only file that names Fastify. */
import Fastify from 'fastify'
import { NoAnswer } from '../contracts/exchange.ts'
import type { Handler } from '../contracts/exchange.ts'

/** Larger bodies are cut off by the server itself; smaller ones get a proper answer. */
const SERVER_BODY_LIMIT_BYTES = 32 * 1024 * 1024

/** A server that runs until it is closed. */
export interface Served {
  /** e.g. http://127.0.0.1:18080 */
  readonly url: string
  close(): Promise<void>
}

/** The port is taken, or the address is not ours. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
  readonly port: number

  constructor(port: number, reason: string) {
    super(`port ${port}: ${reason}`)
    this.port = port
  }
}

/** Serves on 127.0.0.1; port 0 takes any free one. @throws CannotListen */
export async function serve(handler: Handler, port: number): Promise<Served> {
  const app = Fastify({ bodyLimit: SERVER_BODY_LIMIT_BYTES, forceCloseConnections: true })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.all('/*', async (request, reply) => {
    try {
      const response = await handler({
        method: request.method,
        path: request.url,
        headers: plainHeaders(request.headers),
        body: textOrBytes(request.body),
      })
      return await reply.code(response.status).headers(response.headers).send(response.body)
    } catch (reason) {
      if (!(reason instanceof NoAnswer)) throw reason
      // No answer means no answer: the connection ends without a byte.
      reply.hijack()
      request.raw.socket.destroy()
      return reply
    }
  })
  app.setErrorHandler((error: { statusCode?: number; message: string }, _request, reply) => {
    const status = error.statusCode ?? 500
    const message = status < 500 ? error.message : '平台内部错误'
    return reply.code(status).send({ code: status, message })
  })
  try {
    const url = await app.listen({ host: '127.0.0.1', port })
    return { url, close: () => app.close() }
  } catch (reason) {
    await app.close()
    const code = (reason as { code?: string }).code ?? String(reason)
    throw new CannotListen(port, code === 'EADDRINUSE' ? 'already in use' : code)
  }
}

function plainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>) {
  const plain: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return plain
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Text when the bytes are UTF-8; the bytes themselves when they are not. */
function textOrBytes(body: unknown): string | Uint8Array {
  if (!(body instanceof Uint8Array)) return ''
  try {
    return UTF8.decode(body)
  } catch {
    return body
  }
}
