/** The register of filings: reads what holds, adds versions. Nothing is ever changed in place. */
import { poolingAreaOf } from '../../../contracts/areas.ts'
import type { InsuredPerson } from '../../../contracts/case.ts'
import type { BenefitContext } from '../context.ts'
import type { PlaceFiling } from './record.ts'

/** Kinds of filing: for a place, a chronic disease, one's own institutions, an injury. */
export type FilingKind = 'place' | 'chronic' | 'institution' | 'injury'

/** The newest version of each filing of a person, in the order they were first made. */
export function filingsOf<Filing>(
  { store }: BenefitContext,
  psnNo: string,
  kind: FilingKind,
): Filing[] {
  const rows = store.all<{ trt_dcla_detl_sn: string; body: string }>(
    `select trt_dcla_detl_sn, body from filing where psn_no = ? and kind = ? order by id`,
    psnNo,
    kind,
  )
  const newest = new Map(rows.map((row) => [row.trt_dcla_detl_sn, row.body]))
  return [...newest.values()].map((body) => JSON.parse(body) as Filing)
}

/** Filings for places, those given with the person included. */
export function placeFilingsOf(context: BenefitContext, person: InsuredPerson): PlaceFiling[] {
  const filed = filingsOf<PlaceFiling>(context, person.psn_no, 'place')
  return person.filing === null ? filed : [registered(person, person.filing), ...filed]
}

/** All versions of one filing, the oldest first; empty when nobody knows it. */
export function filingHistory<Filing>({ store }: BenefitContext, serial: string): Filing[] {
  return store
    .all<{ body: string }>(
      'select body from filing where trt_dcla_detl_sn = ? order by version',
      serial,
    )
    .map((row) => JSON.parse(row.body) as Filing)
}

/** The person's own filing with this serial, as it holds now. */
export function filingOf<Filing extends Versioned>(
  context: BenefitContext,
  serial: string,
  psnNo: string,
  kind: FilingKind,
): Filing | undefined {
  return filingsOf<Filing>(context, psnNo, kind).find((filing) => filing.serial === serial)
}

export interface Versioned {
  readonly serial: string
  readonly version: number
  readonly psn_no: string
  readonly state: string
  /** yyyy-MM-dd HH:mm:ss */
  readonly at: string
}

/** Adds a version; a filing for a place also goes to the outbox. Inside a commit. */
export function addVersion(
  { store }: BenefitContext,
  kind: FilingKind,
  filing: Versioned,
): void {
  store.run(
    `insert into filing (trt_dcla_detl_sn, version, psn_no, kind, state, at, body)
     values (?, ?, ?, ?, ?, ?, ?)`,
    filing.serial,
    filing.version,
    filing.psn_no,
    kind,
    filing.state,
    filing.at,
    JSON.stringify(filing),
  )
  if (kind !== 'place' || (filing.state === 'refused' && filing.version === 1)) return
  store.run(
    `insert into filing_outbox (trt_dcla_detl_sn, version, state) values (?, ?, 'waiting')
     on conflict (trt_dcla_detl_sn) do update set version = excluded.version, state = 'waiting'`,
    filing.serial,
    filing.version,
  )
}

/** False while the hub has not acknowledged the newest version. */
export function acknowledged({ store }: BenefitContext, serial: string): boolean {
  const sql = 'select 1 from filing_outbox where trt_dcla_detl_sn = ?'
  return store.get(sql, serial) === undefined
}

/** A filing that the register of persons brings along: complete, and acknowledged long ago. */
function registered(
  person: InsuredPerson,
  given: NonNullable<InsuredPerson['filing']>,
): PlaceFiling {
  const { psn_no, insutype, insuplc_admdvs } = person
  const { begndate, enddate, placeOfCare } = given
  return {
    serial: '', version: 1, state: 'documents-complete', note: '', by: '',
    psn_no, insutype, insuplc_admdvs, begndate, enddate,
    category: given.category === 'long-term' ? 'long-term-resident' : given.category,
    diagnosis: null, area: poolingAreaOf(placeOfCare) ?? placeOfCare,
    institution: null, institutionName: '', reason: '', tel: '', addr: '',
    at: `${begndate} 00:00:00`, filedAt: `${begndate} 00:00:00`,
    documents: ['proof-of-residence'], documentsDueOn: null, channel: 'bulk', referral: null,
    regime: 'R-2025', follows: null,
  }
}
