/**
 * The reference core as institutions see it: the platform with the duties of the place of care.
 * It checks, splits fees, keeps the books, and sends on to the insured place what that one decides.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { areaOf, poolingAreaOf } from '../../contracts/areas.ts'
import { transactionOf } from '../../contracts/transactions.ts'
import { checkRequest } from '../../contracts/validate.ts'
import { receivingParty } from '../desk.ts'
import type { Effect, OnFault } from '../desk.ts'
import type { Party, Receiver } from '../party.ts'
import { Refusal } from '../refusal.ts'
import { nodeOf, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import { cancelInpatientFees, cancelOutpatientFees, uploadFees } from './fees.ts'
import { requireSignIn, signIn, signOut } from './session.ts'
import { preSettle, settle, settlePharmacy } from './settle.ts'
import { cancelAdmission, cancelDischarge, changeAdmission } from './stay.ts'
import { compareTotals, querySettlement } from './statements.ts'
import { refund, reverse } from './undo.ts'
import {
  admit,
  cancelRegistration,
  describeOutpatient,
  discharge,
  registerOutpatient,
} from './visits.ts'

type PlatformUseCase = (
  context: PlatformContext,
  request: RequestEnvelope,
) => Effect | Promise<Effect>

const USE_CASES: Readonly<Record<string, PlatformUseCase>> = {
  '1101': findPerson,
  '2001': passOn,
  '2102': settlePharmacy,
  '2103': refund,
  '2201': registerOutpatient,
  '2202': cancelRegistration,
  '2203': describeOutpatient,
  '2203A': describeOutpatient,
  '2204': uploadFees,
  '2205': cancelOutpatientFees,
  '2206': preSettle,
  '2207': settle,
  '2208': refund,
  '2301': uploadFees,
  '2302': cancelInpatientFees,
  '2303': preSettle,
  '2304': settle,
  '2305': refund,
  '2401': admit,
  '2402': discharge,
  '2403': changeAdmission,
  '2404': cancelAdmission,
  '2405': cancelDischarge,
  '2501': passOn,
  '2503': passOn,
  '2601': reverse,
  '3201': compareTotals,
  '5203': querySettlement,
  '5206': passOn,
  '5301': passOn,
  '9001': signIn,
  '9002': signOut,
}

/** What the insured place books, or opens and closes, before the platform does. */
const BOOKED_BY_INSURED_PLACE: ReadonlySet<string> = new Set([
  '2102', '2103', '2201', '2202', '2203', '2203A', '2207', '2208', '2304', '2305', '2401', '2403',
  '2404', '2601',
])

/** Transactions that this platform answers. */
export const SIMULATED: readonly string[] = Object.keys(USE_CASES)

/** The platform as a party. */
export function createPlatform(
  context: PlatformContext,
  receiver: Receiver,
  onFault: OnFault,
): Party {
  return receivingParty({
    receiver,
    store: context.store,
    check: (request) => check(context, request),
    admit: (request) => requireOpenDesk(context, request),
    useCaseOf: (infno) => {
      const useCase = useCaseOf(infno)
      return (request) => useCase(context, request)
    },
    bookedElsewhere: BOOKED_BY_INSURED_PLACE,
    onFault,
  })
}

function useCaseOf(infno: string): PlatformUseCase {
  const useCase = Object.hasOwn(USE_CASES, infno) ? USE_CASES[infno] : undefined
  if (useCase !== undefined) return useCase
  const transaction = transactionOf(infno)
  if (transaction === undefined) throw new Refusal('unknown-infno', { infno })
  throw new Refusal('not-simulated', { infno, title: transaction.title })
}

function check(context: PlatformContext, request: RequestEnvelope): void {
  const infno = typeof request.infno === 'string' ? request.infno : ''
  useCaseOf(infno)
  const violation = checkRequest(infno, request).find((item) => item.severity === 'violation')
  if (violation !== undefined) {
    const place = violation.pointer === '' ? '' : `（${violation.pointer}）`
    throw new Refusal('contract', { message: violation.message.zh + place })
  }
  requireAreas(request)
  const institution = context.institution(request.fixmedins_code)
  if (institution === undefined) {
    throw new Refusal('unknown-institution', { code: request.fixmedins_code })
  }
  if (poolingAreaOf(request.mdtrtarea_admvs) !== poolingAreaOf(institution.admdvs)) {
    const details = { sent: request.mdtrtarea_admvs, registered: institution.admdvs }
    throw new Refusal('wrong-place-of-care', details)
  }
}

/** The answer to 9002 may get lost: said again, it is no message of somebody signed out. */
function requireOpenDesk(context: PlatformContext, request: RequestEnvelope): void {
  const { infno, fixmedins_code, sign_no } = request
  if ((sign_no ?? '') !== '' && infno !== '9001') requireSignIn(context, fixmedins_code, sign_no)
}

function requireAreas(request: RequestEnvelope): void {
  for (const field of ['mdtrtarea_admvs', 'insuplc_admdvs'] as const) {
    const code = request[field] ?? ''
    if (code === '' && field === 'insuplc_admdvs') continue
    if (areaOf(code) === undefined && poolingAreaOf(code) === undefined) {
      throw new Refusal('unknown-area', { field, code })
    }
  }
}

/** 1101: the first message may not know the insured place yet, so the platform looks it up. */
async function findPerson(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const data = nodeOf<Inputs['1101']['data']>(request, 'data')
  const [found] = context.locate({
    mdtrt_cert_type: data.mdtrt_cert_type,
    mdtrt_cert_no: data.mdtrt_cert_no,
    certno: data.certno ?? '',
  })
  const area = found ?? request.insuplc_admdvs ?? ''
  if (area === '') throw new Refusal('unknown-person')
  return { output: await relay<Outputs['1101']>(context, area, request) }
}

/** Everything that only the insured place decides. */
async function passOn(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  return { output: await relay(context, request.insuplc_admdvs, request) }
}
