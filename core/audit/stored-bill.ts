/** A bill as the platform's own books know it, for the audit after settlement. */
import type { Outputs } from '../../contracts/generated/types.ts'
import { settlement } from '../books.ts'
import type { CheckedLine } from '../platform/fee-lines.ts'
import { linesOfSettlement } from '../platform/line-store.ts'
import { detailOf } from '../platform/visit-detail.ts'
import type { Visit } from '../platform/visit-store.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import type { Bill, BillLine } from './bill.ts'

/**
 * The bill of a forward settlement: times from its visit, person from the answer, lines as far as
 * they were kept. What the books do not know is left unknown, and no rule judges it.
 * @param tierOf tier of an institution, 0 to 3
 */
export function storedBill(
  store: Store,
  settled: Settled,
  tierOf: (institution: string) => number = () => 0,
): Bill {
  const { setlinfo } = answerOf(store, settled.setlId)
  const visit = store.get<{ body: string }>(
    'select body from visit where mdtrt_id = ?',
    settled.visitId,
  )
  const kept = visit && (JSON.parse(visit.body) as Visit)
  return {
    id: settled.setlId,
    visitId: settled.visitId,
    psnNo: settled.psnNo,
    sex: setlinfo?.gend ?? '',
    bornOn: setlinfo?.brdy ?? '',
    institution: settled.institution,
    tier: tierOf(settled.institution),
    kind: kept?.kind ?? 'pharmacy',
    medType: settled.medType,
    insutype: settled.insutype,
    from: firstOf(kept?.begntime, settled.settledAt),
    to: firstOf(kept?.endtime, kept?.kind === 'outpatient' ? kept.begntime : '', settled.settledAt),
    diagnoses: diagnosesOf(store, settled.visitId),
    feeFen: settled.feeFen,
    fundFen: settled.fundFen,
    lines: linesOfSettlement(store, settled.visitId, settled.setlId).map(lineOf),
  }
}

function answerOf(store: Store, setlId: string): Partial<Pick<Outputs['2207'], 'setlinfo'>> {
  const row = settlement(store, setlId)
  return JSON.parse(row?.body ?? '{}') as Partial<Pick<Outputs['2207'], 'setlinfo'>>
}

/** Codes in their order, those of the discharge before those of the admission; null for none. */
function diagnosesOf(store: Store, visitId: string): string[] | null {
  const codes = detailOf(store, visitId)
    .diagnoses.toSorted((left, right) =>
      Number(right.inout_diag_type) - Number(left.inout_diag_type)
        || Number(left.diag_srt_no) - Number(right.diag_srt_no))
    .map((row) => row['diag_code'])
    .filter((code) => typeof code === 'string')
  return codes.length === 0 ? null : [...new Set(codes)]
}

/** 2102 has a field for traceability codes; other lines were not asked. */
type Sold = CheckedLine['sent'] & { readonly drug_trac_codg?: string | null }

function lineOf({ sent, item, split }: CheckedLine): BillLine {
  const { drug_trac_codg: codes } = sent as Sold
  return {
    id: String(sent.feedetl_sn),
    item: item.med_list_codg,
    name: item.name,
    time: sent.fee_ocur_time,
    quantity: String(sent.cnt),
    priceYuan: String(sent.pric),
    feeFen: split.feeFen,
    chargeType: item.med_chrgitm_type,
    doctor: sent.bilg_dr_codg ?? '',
    ...(typeof codes === 'string' && codes !== '' ? { traceCodes: codes.split(',') } : {}),
  }
}

function firstOf(...texts: readonly (string | undefined)[]): string {
  return texts.find((text) => text !== undefined && text !== '') ?? ''
}
