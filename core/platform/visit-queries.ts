/** What the platform knows of visits: 5201, diagnoses 5202, lines 5204, who is in hospital 5303. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { poolingAreaOf } from '../../contracts/areas.ts'
import { isUndone, settlement } from '../books.ts'
import { beijingTime, epochOf } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { digitsOf } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { nodeOf } from './context.ts'
import type { PlatformContext } from './context.ts'
import { answerLine } from './fee-lines.ts'
import { listTypeOf } from './institutions/catalogue-desk.ts'
import { listOutput } from './institutions/paging.ts'
import { linesOfSettlement, linesOfUndone } from './line-store.ts'
import { personAsker } from './person-facts.ts'
import type { PlatformUseCases } from './use-case.ts'
import { detailOf } from './visit-detail.ts'
import { storedVisit, visitOfAnyKind } from './visit-store.ts'
import type { Visit } from './visit-store.ts'

/** Questions about visits; every institution hears of its own only (RULE-246). */
export const VISIT_QUERIES: PlatformUseCases = {
  '5201': queryVisits,
  '5202': queryDiagnoses,
  '5204': queryLines,
  '5303': queryInHospital,
}

async function queryVisits(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const data = nodeOf<Inputs['5201']['data']>(request, 'data')
  const mdtrtId = data.mdtrt_id ?? ''
  const visits = visitsOf(context, request, 'psn', data).filter((visit) =>
    visit.med_type === data.med_type && (mdtrtId === '' || visit.mdtrt_id === mdtrtId))
  const ask = personAsker(context, request)
  const rows: object[] = []
  for (const visit of visits) rows.push({ ...(await ask(visit)), ...factsOf(context, visit) })
  return { output: { mdtrtinfo: rows } }
}

/** A visit in the wire's words, all that was said of it included. */
function factsOf(context: PlatformContext, visit: Visit) {
  const inpatient = visit.kind === 'inpatient'
  const { begntime, state } = visit
  // The table wants an end: a consultation's is its beginning, a running stay's is the present.
  const now = beijingTime(context.clock.now())
  const endtime = visit.endtime === '' ? (inpatient ? now : begntime) : visit.endtime
  return {
    ...detailOf(context.store, visit.mdtrt_id).fields,
    mdtrt_id: visit.mdtrt_id,
    psn_no: visit.psn_no,
    insutype: visit.insutype,
    insu_optins: visit.insuplc_admdvs,
    med_type: visit.med_type,
    ipt_otp_no: visit.ipt_otp_no,
    begntime,
    endtime,
    ...(inpatient && {
      inhosp_stas: state === 'admitted' ? '1' : '0',
      ars_year_ipt_flag: begntime.slice(0, 4) === endtime.slice(0, 4) ? '0' : '1',
      ipt_days: Math.round((epochOf(endtime.slice(0, 10)) - epochOf(begntime.slice(0, 10))) / DAY),
    }),
  }
}

const DAY = 86_400_000

function queryDiagnoses(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['5202']['data']>(request, 'data')
  const visit = visitOfAnyKind(context.store, request, data.mdtrt_id, data.psn_no)
  const rows = detailOf(context.store, visit.mdtrt_id).diagnoses.toSorted((one, other) =>
    Number(one.inout_diag_type) - Number(other.inout_diag_type) ||
    Number(one.diag_srt_no) - Number(other.diag_srt_no))
  const diseinfo = rows.map((row, at) => ({
    ...row,
    diag_info_id: digitsOf(`${visit.mdtrt_id}:${row.inout_diag_type}:${row.diag_srt_no}`, 20),
    mdtrt_id: visit.mdtrt_id,
    psn_no: visit.psn_no,
    // A consultation's diagnoses carry no flag: the first by number is the main one.
    maindiag_flag: row['maindiag_flag'] ?? (at === 0 ? '1' : '0'),
  }))
  return { output: { diseinfo } }
}

function queryLines(context: PlatformContext, request: RequestEnvelope): Effect {
  const { setl_id, mdtrt_id, psn_no } = nodeOf<Inputs['5204']['data']>(request, 'data')
  const row = settlement(context.store, setl_id)
  if (
    row?.kind !== 'forward' || row.mdtrt_id !== mdtrt_id || row.psn_no !== psn_no ||
    row.fixmedins_code !== request.fixmedins_code
  ) {
    throw new Refusal('unknown-settlement', { setlId: setl_id })
  }
  // What was undone is still asked about: the institution has to explain it to the patient.
  const lines = isUndone(context.store, setl_id)
    ? linesOfUndone(context.store, setl_id)
    : linesOfSettlement(context.store, mdtrt_id, setl_id)
  const medType = storedVisit(context.store, mdtrt_id)?.med_type ?? '41'
  return listOutput(lines.map((line) => {
    const { sent, item } = line
    return {
      ...sent,
      ...answerLine(line),
      mdtrt_id,
      setl_id,
      med_type: medType,
      hilist_code: item.med_list_codg,
      hilist_name: item.name,
      list_type: listTypeOf(item.med_list_codg),
      medins_list_name: item.name,
      dosform_name: '无',
    }
  }))
}

async function queryInHospital(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const data = nodeOf<Inputs['5303']['data']>(request, 'data')
  const wanted = (data.psn_no ?? '') === '' ? 'institution' : 'psn'
  const visits = visitsOf(context, request, wanted, { ...data, psn_no: data.psn_no ?? '' })
    .filter((visit) => visit.kind === 'inpatient' && visit.state === 'admitted')
  const ask = personAsker(context, request)
  const rows: object[] = []
  for (const visit of visits) {
    const elsewhere =
      poolingAreaOf(visit.insuplc_admdvs) !== poolingAreaOf(request.mdtrtarea_admvs)
    rows.push({
      ...(await ask(visit)),
      mdtrt_id: visit.mdtrt_id,
      psn_no: visit.psn_no,
      insutype: visit.insutype,
      begndate: visit.begntime.slice(0, 10),
      med_type: visit.med_type,
      ipt_otp_no: visit.ipt_otp_no,
      out_flag: elsewhere ? '1' : '0',
    })
  }
  return { output: { data: rows } }
}

/** Visits of the asking institution that begin in a span of time, by beginning. */
function visitsOf(
  { store }: PlatformContext,
  request: RequestEnvelope,
  wanted: 'psn' | 'institution',
  { psn_no, begntime, endtime }: { psn_no: string; begntime: string; endtime: string },
): Visit[] {
  const rows = wanted === 'psn'
    ? store.all<{ body: string }>('select body from visit where psn_no = ?', psn_no)
    : store.all<{ body: string }>(
      "select body from visit where fixmedins_code = ? and state = 'admitted'",
      request.fixmedins_code,
    )
  return rows
    .map((row) => JSON.parse(row.body) as Visit)
    .filter((visit) => visit.fixmedins_code === request.fixmedins_code &&
      begntime <= visit.begntime && visit.begntime <= endtime)
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

function keyOf(visit: Visit): string {
  return `${visit.begntime} ${visit.mdtrt_id}`
}
