/** Visits (就诊) and their fee lines as the place of care keeps them: working state, not books. */
import type { SplitLine } from '../calculator/split-fees.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'

export type VisitState = 'registered' | 'diagnosed' | 'admitted' | 'discharged' | 'settled'

export interface Visit {
  readonly mdtrt_id: string
  readonly kind: 'outpatient' | 'inpatient'
  readonly fixmedins_code: string
  readonly ipt_otp_no: string
  readonly psn_no: string
  /** Message that opened the visit. */
  readonly msgid: string
  readonly insuplc_admdvs: string
  readonly insutype: string
  readonly med_type: string
  readonly begntime: string
  readonly endtime: string
  readonly state: VisitState
  /** The last pre-settlement, by batch: which fees it was about. */
  readonly trials: Readonly<Record<string, string>>
  /** Disease of chronic care, '' or left out otherwise. */
  readonly dise_codg?: string
  /** Cross-region keys of exp_content: injury, third party, type of stay, emergency, group. */
  readonly marks?: Readonly<Record<string, string>>
  /** What the person showed, so that his insured place can be asked who he is. */
  readonly credential?: Credential
}

export interface Credential {
  readonly mdtrt_cert_type: string
  readonly mdtrt_cert_no: string
  readonly card_sn: string
  readonly certno: string
}

export interface StoredLine extends SplitLine {
  readonly feedetl_sn: string
  readonly batch: string
}

/** The visit, if it exists, belongs to this person and institution, and is insured where said. */
export function visitOf(
  store: Store,
  request: { infno: string; fixmedins_code: string; insuplc_admdvs: string },
  mdtrtId: string,
  psnNo: string,
): Visit {
  const visit = visitOfAnyKind(store, request, mdtrtId, psnNo)
  const { infno } = request
  if (!TRANSACTIONS[visit.kind].includes(infno)) {
    const kind = visit.kind === 'inpatient' ? '住院' : '门诊'
    throw new Refusal('wrong-kind', { mdtrtId, kind, infno })
  }
  return visit
}

/** As {@link visitOf}, for transactions that are about consultations and stays alike. */
export function visitOfAnyKind(
  store: Store,
  request: { fixmedins_code: string; insuplc_admdvs: string },
  mdtrtId: string,
  psnNo: string,
): Visit {
  const visit = storedVisit(store, mdtrtId)
  if (visit?.psn_no !== psnNo || visit.fixmedins_code !== request.fixmedins_code) {
    throw new Refusal('unknown-visit', { mdtrtId })
  }
  if (visit.insuplc_admdvs !== request.insuplc_admdvs) {
    const registered = visit.insuplc_admdvs
    throw new Refusal('wrong-insured-place', { sent: request.insuplc_admdvs, registered })
  }
  return visit
}

/** The visit with this id, whoever asks. */
export function storedVisit(store: Store, mdtrtId: string): Visit | undefined {
  const row = store.get<{ body: string }>('select body from visit where mdtrt_id = ?', mdtrtId)
  return row === undefined ? undefined : (JSON.parse(row.body) as Visit)
}

/** Which transactions are about which kind of visit: a stay is not settled as a consultation. */
const TRANSACTIONS: Readonly<Record<Visit['kind'], readonly string[]>> = {
  outpatient: ['2202', '2203', '2203A', '2204', '2205', '2206', '2207'],
  inpatient: ['2301', '2302', '2303', '2304', '2402', '2403', '2404', '2405'],
}

/** Writes a visit; inside a commit. */
export function saveVisit(store: Store, visit: Visit): void {
  store.run(
    `insert into visit (mdtrt_id, fixmedins_code, ipt_otp_no, psn_no, msgid, state, body)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (mdtrt_id) do update set state = excluded.state, body = excluded.body`,
    visit.mdtrt_id,
    visit.fixmedins_code,
    visit.ipt_otp_no,
    visit.psn_no,
    visit.msgid,
    visit.state,
    JSON.stringify(visit),
  )
}

/** Forgets a visit that never took place; inside a commit. */
export function dropVisit(store: Store, mdtrtId: string): void {
  store.run('delete from fee_line where mdtrt_id = ?', mdtrtId)
  store.run('delete from visit_detail where mdtrt_id = ?', mdtrtId)
  store.run('delete from visit_mark where mdtrt_id = ?', mdtrtId)
  store.run('delete from visit where mdtrt_id = ?', mdtrtId)
}

/** Lines of a visit that no settlement has taken yet; of all batches when `batch` is ''. */
export function openLines(store: Store, mdtrtId: string, batch: string): StoredLine[] {
  const rows = store.all<{ body: string; batch: string }>(
    'select batch, body from fee_line where mdtrt_id = ? and setl_id is null',
    mdtrtId,
  )
  return rows
    .filter((row) => batch === '' || row.batch === batch)
    .map((row) => JSON.parse(row.body) as StoredLine)
}

/** What a pre-settlement was about, so that a later change of the fees is noticed. */
export function feesKey(lines: readonly StoredLine[]): string {
  return lines.map((line) => `${line.feedetl_sn}=${line.feeFen}`).sort().join(';')
}
