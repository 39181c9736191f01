/** Which transactions can be called in an edition, and under which path. */
import { servicePath } from '../build/service-paths.ts'
import type { Edition } from '../edition.ts'
import { transactionOf } from '../transactions.ts'
import { readTable } from '../tsv.ts'

export interface Wiring {
  /**
   * `wired`; `not-wired`, as an entry says; `elsewhere`: known from other provinces alone, so that
   * nobody knows whether it exists here; `unknown`: no such number.
   */
  readonly status: 'wired' | 'not-wired' | 'elsewhere' | 'unknown'
  /** What is called in its place; '' when nothing is. */
  readonly instead: string
}

let printed: ReadonlySet<string> | undefined

function isPrinted(infno: string): boolean {
  printed ??= new Set(readTable('tables/transactions.tsv')
    .filter((row) => row['source'] === 'H').map((row) => row['infno'] ?? ''))
  return printed.has(infno)
}

/**
 * Can a transaction be called here? The national baseline is the sum of everything that is known,
 * so there every number of the tables is wired. A province has what the printed text has, less
 * what its entries take away, and of the rest only what they name.
 */
export function wiringOf(infno: string, edition: Edition): Wiring {
  const entry = edition.wiring.find((one) => one.infno === infno)
  if (entry !== undefined) {
    return { status: entry.wired ? 'wired' : 'not-wired', instead: entry.instead ?? '' }
  }
  if (transactionOf(infno) === undefined) return { status: 'unknown', instead: '' }
  const status = edition.edition === 'national' || isPrinted(infno) ? 'wired' : 'elsewhere'
  return { status, instead: '' }
}

/**
 * Path that a request is posted to, after host and port. Undefined when the edition names no
 * layout, or has one path for each transaction and nobody knows this one's.
 */
export function pathOf(infno: string, edition: Edition): string | undefined {
  if (edition.paths === undefined) return undefined
  const { layout, path, own = {} } = edition.paths
  switch (layout) {
    case 'infno-in-path': return `${path}/${infno}`
    case 'per-transaction': {
      const service = own[infno] ?? servicePath(infno)
      return service === undefined ? undefined : path + service
    }
    case 'single':
    case 'fixed': return path
  }
}
