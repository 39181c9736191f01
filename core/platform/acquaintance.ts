/** Whom an institution may ask about: visitors, and whoever showed it a voucher (RULE-246). */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { Refusal } from '../refusal.ts'
import type { PlatformContext } from './context.ts'
import { rulesOf } from './institutions/rules.ts'

/** The voucher was shown and verified; inside a commit. */
export function noteAcquaintance(
  { store }: PlatformContext,
  institution: string,
  psnNo: string,
): void {
  store.run(
    'insert or ignore into acquaintance (fixmedins_code, psn_no) values (?, ?)',
    institution, psnNo,
  )
}

/**
 * The institution identified the person (1101) or has a visit of his that is not settled yet.
 * Where the platform declares nothing, anybody is answered.
 * @throws Refusal `stranger`
 */
export function requireAcquaintance(context: PlatformContext, request: RequestEnvelope): void {
  if (rulesOf(context).personData === 'anybody') return
  const [row] = Object.values(request.input) as readonly { readonly psn_no?: string }[]
  const psnNo = row?.psn_no ?? ''
  const institution = request.fixmedins_code
  const { store } = context
  const shown = store.get(
    'select 1 from acquaintance where fixmedins_code = ? and psn_no = ?', institution, psnNo)
  const visit = store.get(
    `select 1 from visit
      where psn_no = ? and fixmedins_code = ? and state <> 'settled'`, psnNo, institution)
  if (shown === undefined && visit === undefined) throw new Refusal('stranger', { psnNo })
}
