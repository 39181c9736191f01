/**
 * An insured place (参保地): it alone decides entitlement and benefit, keeps the accumulators, the
 * personal accounts and the books of its funds.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { checkRequest } from '../../contracts/validate.ts'
import { receivingParty } from '../desk.ts'
import type { Effect, OnFault } from '../desk.ts'
import type { Party, Receiver } from '../party.ts'
import { Refusal } from '../refusal.ts'
import type { BenefitContext } from './context.ts'
import { fileChronic, fileReferral } from './filings.ts'
import { accumulators, checkEntitlement, chronicRegister, identify } from './persons.ts'
import { preSettle, settle, settlePharmacy } from './settle.ts'
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
  '2102': settlePharmacy,
  '2103': refund,
  '2201': openOutpatient,
  '2202': close,
  '2203': describe,
  '2203A': describe,
  '2206': preSettle,
  '2207': settle,
  '2208': refund,
  '2303': preSettle,
  '2304': settle,
  '2305': refund,
  '2401': admit,
  '2402': discharge,
  '2403': changeStay,
  '2404': close,
  '2405': keep,
  '2501': fileReferral,
  '2503': fileChronic,
  '2601': reverse,
  '5206': accumulators,
  '5301': chronicRegister,
}

/** The insured place as a party. */
export function createInsuredPlace(
  context: BenefitContext,
  receiver: Receiver,
  onFault: OnFault,
): Party {
  return receivingParty({
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
}

function useCaseOf(infno: string): BenefitUseCase {
  const useCase = Object.hasOwn(USE_CASES, infno) ? USE_CASES[infno] : undefined
  if (useCase === undefined) throw new Refusal('unknown-infno', { infno })
  return useCase
}
