/** Existing filings loaded in bulk (RULE-028): a result for each row, and no duplicates. */
import type { FilingCategory } from '../../policy/regime.ts'
import type { BenefitContext } from '../context.ts'
import { decide } from './decide.ts'
import type { FilingFault } from './faults.ts'
import { isDay } from './matching.ts'
import type { Application, DocumentKind } from './record.ts'
import { addVersion } from './register.ts'

/** One filing as the agency's old system has it. Days yyyy-MM-dd, times yyyy-MM-dd HH:mm:ss. */
export interface ImportRow {
  readonly psn_no: string
  readonly certno: string
  readonly insuplc_admdvs: string
  readonly insutype: string
  readonly category: FilingCategory
  readonly area: string
  readonly institution?: string
  readonly begndate: string
  readonly enddate?: string
  /** When it was accepted; the begin of its first day when nobody wrote it down. */
  readonly filedAt?: string
}

export interface ImportResult {
  /** Number of the row, from 1. */
  readonly row: number
  readonly outcome: 'imported' | 'unchanged' | 'refused'
  /** Of the filing; '' when refused. */
  readonly serial: string
  /** Reason and cure of a refused row. */
  readonly faults: readonly FilingFault[]
}

export interface ImportCounts {
  readonly rows: number
  readonly imported: number
  readonly unchanged: number
  readonly refused: number
}

export interface ImportOptions {
  /** Told after each commit. */
  readonly onProgress?: (counts: ImportCounts) => void
  /** Rows a commit. */
  readonly batch?: number
}

/** What was checked when these filings were made is not asked for again: no personal action. */
const CHECKED: readonly DocumentKind[] = [
  'voucher', 'form', 'proof-of-residence', 'referral-certificate',
]

/**
 * Loads rows as they come and yields a result for each; memory does not grow with their number.
 * A second import of the same rows answers `unchanged` and writes nothing.
 * @returns the counts, when all rows are done
 */
export async function* importFilings(
  context: BenefitContext,
  rows: Iterable<ImportRow> | AsyncIterable<ImportRow>,
  options: ImportOptions = {},
): AsyncGenerator<ImportResult, ImportCounts> {
  const { onProgress, batch = 2_000 } = options
  const counts = { rows: 0, imported: 0, unchanged: 0, refused: 0 }
  let waiting: ImportRow[] = []

  async function* load(): AsyncGenerator<ImportResult> {
    const first = counts.rows + 1
    const now = waiting
    waiting = []
    const results = await context.store.commit(() =>
      now.map((row, at) => loaded(context, row, first + at)))
    for (const result of results) counts[result.outcome] += 1
    counts.rows += results.length
    onProgress?.({ ...counts })
    yield* results
  }

  for await (const row of rows) {
    waiting.push(row)
    if (waiting.length >= batch) yield* load()
  }
  if (waiting.length > 0) yield* load()
  return counts
}

/** Imports everything and keeps only what needs somebody's care: the refused rows. */
export async function importAll(
  context: BenefitContext,
  rows: Iterable<ImportRow> | AsyncIterable<ImportRow>,
  options: ImportOptions = {},
): Promise<{ readonly counts: ImportCounts; readonly refused: readonly ImportResult[] }> {
  const refused: ImportResult[] = []
  const results = importFilings(context, rows, options)
  for (;;) {
    const next = await results.next()
    if (next.done === true) return { counts: next.value, refused }
    if (next.value.outcome === 'refused') refused.push(next.value)
  }
}

function loaded(context: BenefitContext, row: ImportRow, number: number): ImportResult {
  const { outcome, filing, faults } = decide(context, applicationOf(row))
  if (outcome === 'refused') return { row: number, outcome, serial: '', faults }
  if (outcome === 'merged') {
    return { row: number, outcome: 'unchanged', serial: filing.serial, faults }
  }
  addVersion(context, 'place', filing)
  return { row: number, outcome: 'imported', serial: filing.serial, faults }
}

function applicationOf(row: ImportRow): Application {
  // A row whose first day is none is refused for that; until then it needs some time of filing.
  const filedAt = row.filedAt ?? `${isDay(row.begndate) ? row.begndate : '2000-01-01'} 00:00:00`
  return { ...row, filedAt, reason: '存量备案导入', documents: CHECKED, channel: 'bulk', by: 'bulk' }
}
