/** Electronic prescriptions (电子处方) at the insured place: valid, for this person, used once. */
import { isUndone } from '../../books.ts'
import { beijingTime } from '../../clock.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'

/** A prescription as it was circulated. Days yyyy-MM-dd, both included. */
export interface Prescription {
  readonly rxno: string
  readonly psn_no: string
  /** rx_exra_attr_code; 01 is a prescription of the dual channel. */
  readonly attribute: string
  readonly valid_from: string
  readonly valid_until: string
  /** Drugs prescribed, by med_list_codg. */
  readonly drugs: readonly string[]
}

/** rx_exra_attr_code of 双通道处方. */
const DUAL_CHANNEL = '01'

/** A prescription arrives; the same number comes once. */
export async function receivePrescription(
  { store }: BenefitContext,
  { rxno, psn_no, attribute, valid_from, valid_until, drugs }: Prescription,
): Promise<void> {
  await store.commit(() => store.run(
    `insert into prescription (rxno, psn_no, attribute, valid_from, valid_until, drugs)
     values (?, ?, ?, ?, ?, ?)`,
    rxno, psn_no, attribute, valid_from, valid_until, JSON.stringify(drugs),
  ))
}

/**
 * The prescription that a line names: the person's own, of the dual channel, valid today, for that
 * drug and not used by a sale that still stands (RULE-139).
 * @throws Refusal `prescription`
 */
export function requirePrescription(
  context: BenefitContext,
  psnNo: string,
  line: { readonly rxno?: string | null; readonly med_list_codg: string },
): string {
  const rxno = line.rxno ?? ''
  const found = context.store.get<Omit<Prescription, 'drugs'> & { drugs: string }>(
    'select * from prescription where rxno = ?', rxno)
  const today = beijingTime(context.clock.now()).slice(0, 10)
  const refuse = (why: string): never => {
    throw new Refusal('prescription', { rxno, why })
  }
  // Another person's prescription is told like one that does not exist.
  if (found?.psn_no !== psnNo) return refuse('不存在或不属于该人员')
  if (found.attribute !== DUAL_CHANNEL) return refuse('不是双通道处方')
  if (today < found.valid_from || today > found.valid_until) return refuse('不在有效期内')
  const drugs = JSON.parse(found.drugs) as string[]
  if (!drugs.includes(line.med_list_codg)) return refuse(`未开具药品${line.med_list_codg}`)
  if (used(context, rxno)) return refuse('已使用')
  return rxno
}

/** Notes that a sale used a prescription; inside a commit, after the sale was booked. */
export function usePrescription(context: BenefitContext, rxno: string, setlId: string): void {
  context.store.run(
    'insert into prescription_use (rxno, setl_id, at) values (?, ?, ?)',
    rxno, setlId, beijingTime(context.clock.now()),
  )
}

/** A sale that was refunded or reversed gave the drug back, so the prescription is free again. */
function used({ store }: BenefitContext, rxno: string): boolean {
  return store
    .all<{ setl_id: string }>('select setl_id from prescription_use where rxno = ?', rxno)
    .some(({ setl_id }) => !isUndone(store, setl_id))
}
