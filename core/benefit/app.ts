/**
 * An insured place (参保地): it alone decides entitlement and benefit, keeps the accumulators, the
 * personal accounts and the books of its funds.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { checkRequest } from '../../contracts/validate.ts'
import { receiveList } from '../case-payment/delivery.ts'
import { receivingParty } from '../desk.ts'
import type { Effect, OnFault } from '../desk.ts'
import type { Party, Receiver } from '../party.ts'
import { Refusal } from '../refusal.ts'
import { createTurns } from '../turns.ts'
import type { BenefitContext } from './context.ts'
import { accountsSpent } from './credentials/family-account.ts'
import { withVoucher } from './credentials/with-voucher.ts'
import {
  cancelChronic,
  cancelInstitution,
  queryChronic,
  queryInstitutions,
  registerChronic,
  registerInjury,
  registerInstitution,
} from './filing/registrations.ts'
import { cancelReferral, changeReferral, fileReferral, queryReferrals } from './filings.ts'
import { accumulators, checkEntitlement, identify } from './persons.ts'
import { settleSale, trySale } from './pharmacy/sale.ts'
import { preSettle, settle } from './settle.ts'
import { refund, reverse } from './undo.ts'
import {
  admit,
  changeStay,
  close,
  describe,
  discharge,
  keep,
  openOutpatient,
} from './visits.ts'

type BenefitUseCase = (context: BenefitContext, request: RequestEnvelope) => Effect

const USE_CASES: Readonly<Record<string, BenefitUseCase>> = {
  '1101': identify,
  '2001': checkEntitlement,
  '2101': withVoucher(trySale),
  '2102': withVoucher(settleSale),
  '2103': refund,
  '2201': withVoucher(openOutpatient),
  '2202': close,
  '2203': describe,
  '2203A': describe,
  '2206': withVoucher(preSettle),
  '2207': withVoucher(settle),
  '2208': refund,
  '2303': withVoucher(preSettle),
  '2304': withVoucher(settle),
  '2305': refund,
  '2401': withVoucher(admit),
  '2402': discharge,
  '2403': changeStay,
  '2404': close,
  '2405': keep,
  '2501': fileReferral,
  '2501A': changeReferral,
  '2502': cancelReferral,
  '2503': registerChronic,
  '2504': cancelChronic,
  '2505': registerInstitution,
  '2506': cancelInstitution,
  '2507': registerInjury,
  '2601': reverse,
  '4101': receiveList,
  '5206': accumulators,
  '5301': queryChronic,
  '5302': queryInstitutions,
  '5304': queryReferrals,
}

/** The insured place as a party. */
export function createInsuredPlace(
  context: BenefitContext,
  receiver: Receiver,
  onFault: OnFault,
): Party {
  const inTurn = createTurns()
  const party = receivingParty({
    receiver,
    store: context.store,
    check(request) {
      const infno = typeof request.infno === 'string' ? request.infno : ''
      useCaseOf(infno)
      const found = checkRequest(infno, request).find((item) => item.severity === 'violation')
      if (found !== undefined) throw new Refusal('contract', { message: found.message.zh })
    },
    useCaseOf(infno) {
      const useCase = useCaseOf(infno)
      return (request) => useCase(context, request)
    },
    onFault,
  })
  return (request) => inTurn(accountsSpent(context, request), () => party(request))
}

function useCaseOf(infno: string): BenefitUseCase {
  const useCase = Object.hasOwn(USE_CASES, infno) ? USE_CASES[infno] : undefined
  if (useCase === undefined) throw new Refusal('unknown-infno', { infno })
  return useCase
}
