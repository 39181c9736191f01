/**
 * The adapter that lets a test harness drive a hospital. An integrator puts the same four
 * endpoints in front of his own system:
 *
 * - GET /health: who is here
 * - POST /cases: perform this case sheet, answer when it is over
 * - GET /books: the institution's own settlement rows
 * - POST /reset: forget everything
 */
import type { CaseSheet } from '../../contracts/case.ts'
import type { Handler, WireResponse } from '../../contracts/exchange.ts'
import type { Hospital } from './hospital.ts'

/** The adapter as a handler; `create` makes a fresh hospital for every reset. */
export function driverOf(create: () => Hospital, name: string): Handler {
  let hospital = create()
  return async (request) => {
    const path = request.path.split('?')[0] ?? ''
    switch (`${request.method} ${path}`) {
      case 'GET /health':
        return json(200, { schema: 'liantiao/driver-health/1', name })
      case 'POST /cases': {
        const sheet = sheetOf(request.body)
        if (sheet === undefined) return json(400, { message: 'the body is not a case sheet' })
        return json(200, await hospital.perform(sheet))
      }
      case 'GET /books':
        return json(200, { rows: hospital.books() })
      case 'POST /reset':
        hospital = create()
        return json(200, {})
      default:
        return json(404, { message: `no such endpoint: ${request.method} ${path}` })
    }
  }
}

function sheetOf(body: string | Uint8Array): CaseSheet | undefined {
  if (typeof body !== 'string') return undefined
  try {
    const value: unknown = JSON.parse(body)
    const sheet = value as CaseSheet | null
    return typeof sheet?.journey === 'string' && typeof sheet.startsAt === 'string'
      ? sheet
      : undefined
  } catch {
    return undefined
  }
}

function json(status: number, body: unknown): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}
