/** What was said about a visit and decides nothing: kept for whoever asks (5201, 5202). */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Store } from '../store/store.ts'
import { nodeOf } from './context.ts'

/** 出入院诊断类别: 1 at admission or in the consultation, 2 at discharge. */
export type DiagnosisTime = '1' | '2'

export interface KeptDiagnosis {
  readonly inout_diag_type: DiagnosisTime
  readonly diag_srt_no: string | number
  readonly [field: string]: unknown
}

export interface VisitDetail {
  /** Fields of the messages, the newest of each name. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly diagnoses: readonly KeptDiagnosis[]
}

const NOTHING: VisitDetail = { fields: {}, diagnoses: [] }

/** What is kept of a visit. */
export function detailOf(store: Store, mdtrtId: string): VisitDetail {
  const row = store.get<{ body: string }>(
    'select body from visit_detail where mdtrt_id = ?',
    mdtrtId,
  )
  return row === undefined ? NOTHING : (JSON.parse(row.body) as VisitDetail)
}

/** How the diagnoses of a message go with those that are known. */
export type DiagnosisUse = 'replace' | 'upsert'

/**
 * Adds what a message says to what is known; inside a commit. Diagnoses of the other time stay;
 * those of this one are replaced, or put in their place one by one by their sorting number.
 */
export function keepDetail(
  store: Store,
  mdtrtId: string,
  request: RequestEnvelope,
  node: string,
  time: DiagnosisTime,
  use: DiagnosisUse = 'replace',
): void {
  const known = detailOf(store, mdtrtId)
  const fields = { ...known.fields, ...nodeOf<object>(request, node) }
  const sent = nodeOf<readonly Omit<KeptDiagnosis, 'inout_diag_type'>[]>(request, 'diseinfo')
    .filter((row) => row['vali_flag'] !== '0')
    .map((row) => ({ ...row, inout_diag_type: time }) as KeptDiagnosis)
  const replaced = (row: KeptDiagnosis) => row.inout_diag_type === time &&
    (use === 'replace' || sent.some((one) => sameNumber(one, row)))
  const diagnoses = [...known.diagnoses.filter((row) => !replaced(row)), ...sent]
  write(store, mdtrtId, { fields, diagnoses })
}

/** Forgets a discharge that was taken back (2405); inside a commit. */
export function dropDischarge(store: Store, mdtrtId: string): void {
  const { fields, diagnoses } = detailOf(store, mdtrtId)
  const rest = Object.entries(fields)
    .filter(([name]) => name !== 'endtime' && name !== 'die_date' && !/^dscg_(?!main)/.test(name))
  write(store, mdtrtId, {
    fields: Object.fromEntries(rest),
    diagnoses: diagnoses.filter((row) => row.inout_diag_type !== '2'),
  })
}

function sameNumber(one: KeptDiagnosis, other: KeptDiagnosis): boolean {
  return Number(one.diag_srt_no) === Number(other.diag_srt_no)
}

function write(store: Store, mdtrtId: string, detail: VisitDetail): void {
  store.run(
    `insert into visit_detail (mdtrt_id, body) values (?, ?)
     on conflict (mdtrt_id) do update set body = excluded.body`,
    mdtrtId,
    JSON.stringify(detail),
  )
}
