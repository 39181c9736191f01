/** Transactions in which the person shows his voucher: verified before anything else is done. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Effect } from '../../desk.ts'
import type { BenefitContext } from '../context.ts'
import { personOf } from '../context.ts'
import { tokenOf, useToken } from './tokens.ts'
import { requireVoucher } from './voucher.ts'
import type { Shown } from './voucher.ts'

type UseCase = (context: BenefitContext, request: RequestEnvelope) => Effect

/** Transactions that begin a visit, or are one: with these a token is used up. */
const OPENS: ReadonlySet<string> = new Set(['2102', '2201', '2401'])

/** The use case behind the check of person and voucher (RULE-056, A0-27). */
export function withVoucher(useCase: UseCase): UseCase {
  return (context, request) => {
    const shown = shownIn(request)
    const { mdtrtarea_admvs, infno, msgid } = request
    const counter = { mdtrtarea_admvs, mdtrt_id: shown.mdtrt_id ?? '' }
    requireVoucher(context, personOf(context, shown.psn_no), shown, counter)
    const effect = useCase(context, request)
    const token = shown.mdtrt_cert_type === '01' ? (shown.mdtrt_cert_no ?? '') : ''
    if (!OPENS.has(infno) || tokenOf(context, token) === undefined) return effect
    const mdtrt_id = visitIn(effect.output)
    return {
      ...effect,
      apply: () => {
        effect.apply?.()
        useToken(context, token, { mdtrt_id, msgid })
      },
    }
  }
}

interface ShownInVisit extends Shown {
  readonly psn_no: string
  readonly mdtrt_id?: string
}

/** The row that has the voucher; the contract has seen to it that there is one. */
function shownIn({ input }: RequestEnvelope): ShownInVisit {
  const rows = [input['data'], input['mdtrtinfo'], input['druginfo']]
  return rows.find((row) => row !== undefined) as ShownInVisit
}

/** The id of the visit that was opened, wherever the transaction answers it. */
function visitIn(output: Effect['output']): string {
  const rows = [output?.['data'], output?.['result'], output?.['setlinfo']]
  const found = rows.find((row) => row !== undefined) as { mdtrt_id?: string } | undefined
  return found?.mdtrt_id ?? ''
}
