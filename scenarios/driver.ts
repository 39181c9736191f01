/** Drives a hospital under test through its adapter (the endpoints of simulators/hospital). */
import type { CaseSheet } from '../contracts/case.ts'
import type { Handler } from '../contracts/exchange.ts'
import type { BookRow, DriverReport } from './evidence.ts'

export interface Driver {
  /** Name the adapter gives itself. @throws DriverUnreachable */
  health(): Promise<string>
  reset(): Promise<void>
  perform(sheet: CaseSheet): Promise<DriverReport>
  books(): Promise<readonly BookRow[]>
}

/** The adapter did not answer, or not as agreed. */
export class DriverUnreachable extends Error {
  override readonly name = 'DriverUnreachable'
}

/** A driver over any handler that leads to the adapter. */
export function driverOver(adapter: Handler): Driver {
  async function call<Answer>(
    method: 'GET' | 'POST',
    path: string,
    body: unknown,
  ): Promise<Answer> {
    let text: string
    try {
      const response = await adapter({
        method,
        path,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: method === 'GET' ? '' : JSON.stringify(body),
      })
      if (response.status !== 200) {
        throw new DriverUnreachable(`${method} ${path} answered status ${response.status}`)
      }
      text = response.body
    } catch (reason) {
      if (reason instanceof DriverUnreachable) throw reason
      const message = reason instanceof Error ? reason.message : String(reason)
      throw new DriverUnreachable(`${method} ${path}: ${message}`)
    }
    const answer = parsed(text)
    if (typeof answer !== 'object' || answer === null) {
      throw new DriverUnreachable(`${method} ${path} answered something that is no JSON object`)
    }
    return answer as Answer
  }

  return {
    health: async () => (await call<{ name?: string }>('GET', '/health', null)).name ?? '',
    reset: async () => {
      await call('POST', '/reset', {})
    },
    perform: async (sheet) => {
      const report = await call<Partial<DriverReport>>('POST', '/cases', sheet)
      return {
        case: sheet.name,
        outcome: report.outcome === 'done' ? 'done' : 'stopped',
        reason: typeof report.reason === 'string' ? report.reason : '',
      }
    },
    books: async () => {
      const { rows } = await call<{ rows?: readonly BookRow[] }>('GET', '/books', null)
      if (!Array.isArray(rows) || !rows.every(isBookRow)) {
        throw new DriverUnreachable('GET /books answered no rows of settlements')
      }
      return rows
    },
  }
}

/** The fields without which a row cannot be compared; the rest may be empty. */
function isBookRow(row: unknown): row is BookRow {
  if (typeof row !== 'object' || row === null) return false
  const fields = row as Readonly<Record<string, unknown>>
  return typeof fields['setl_id'] === 'string' && Number.isSafeInteger(fields['medfeeFen'])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
