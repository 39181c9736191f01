/**
 * The reference core as institutions see it: the platform with the duties of the place of care.
 * It checks, splits fees, keeps the books, and sends on to the insured place what that one decides.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { areaOf, poolingAreaOf } from '../../contracts/areas.ts'
import { transactionOf } from '../../contracts/transactions.ts'
import { checkRequest } from '../../contracts/validate.ts'
import { CASE_USE_CASES } from '../case-payment/desk.ts'
import { CLEARING_USE_CASES } from '../clearing/desk.ts'
import { beijingTime } from '../clock.ts'
import { AUDIT_USE_CASES } from '../audit/desk.ts'
import { receivingParty } from '../desk.ts'
import type { Effect, OnFault } from '../desk.ts'
import type { Party, Receiver } from '../party.ts'
import { Refusal } from '../refusal.ts'
import { noteAcquaintance, requireAcquaintance } from './acquaintance.ts'
import { nodeOf, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import { RECONCILIATION_USE_CASES } from '../reconciliation/desk.ts'
import { FEE_USE_CASES } from './fees.ts'
import { CATALOGUE_USE_CASES } from './institutions/catalogue-desk.ts'
import { DEPARTMENT_USE_CASES } from './institutions/departments.ts'
import { requireServed } from './institutions/guards.ts'
import { INFORMATION_USE_CASES } from './institutions/information.ts'
import { MAPPING_USE_CASES } from './institutions/mapping-desk.ts'
import { institutionAt } from './institutions/register.ts'
import type { Register } from './institutions/register.ts'
import { rulesOf } from './institutions/rules.ts'
import type { DeskRules } from './institutions/rules.ts'
import { requireService } from './institutions/stops.ts'
import { PHARMACY_USE_CASES } from './pharmacy.ts'
import { localByDefault, placed } from './local-by-default.ts'
import { REGISTRATION_USE_CASES } from './registrations.ts'
import { requireSignIn, signIn, signOut } from './session.ts'
import { preSettle, settle, settlePharmacy } from './settle.ts'
import { STAY_USE_CASES } from './stay.ts'
import { compareTotals, querySettlement } from './statements.ts'
import { refund, reverse } from './undo.ts'
import type { PlatformUseCase, PlatformUseCases } from './use-case.ts'
import { MARK_USE_CASES } from './visit-marks.ts'
import { VISIT_QUERIES } from './visit-queries.ts'
import { VISIT_USE_CASES } from './visits.ts'

/** What is answered from nobody's data but the insured place's, and the desk's own. */
const PASSED_ON: PlatformUseCases = {
  '1101': findPerson,
  '2001': passOn,
  '2501': passOn,
  '2501A': passOn,
  '2502': passOn,
  '2503': passOn,
  '2504': passOn,
  '5206': passOn,
  '5301': passOn,
  '5302': passOn,
  '5304': passOn,
}

const SETTLEMENT: PlatformUseCases = {
  '2102': settlePharmacy,
  '2103': refund,
  '2206': preSettle,
  '2207': settle,
  '2208': refund,
  '2303': preSettle,
  '2304': settle,
  '2305': refund,
  '2601': reverse,
  '3201': compareTotals,
  '5203': querySettlement,
  '9001': signIn,
  '9002': signOut,
}

/** Every module with transactions of its own adds its map here, one line each. */
const MODULES: readonly PlatformUseCases[] = [
  PASSED_ON,
  SETTLEMENT,
  VISIT_USE_CASES,
  STAY_USE_CASES,
  FEE_USE_CASES,
  AUDIT_USE_CASES,
  RECONCILIATION_USE_CASES,
  VISIT_QUERIES,
  MARK_USE_CASES,
  REGISTRATION_USE_CASES,
  INFORMATION_USE_CASES,
  DEPARTMENT_USE_CASES,
  MAPPING_USE_CASES,
  CATALOGUE_USE_CASES,
  CLEARING_USE_CASES,
  CASE_USE_CASES,
  PHARMACY_USE_CASES,
]

const USE_CASES: PlatformUseCases = Object.assign({}, ...MODULES)

/** What the insured place books, or opens and closes, before the platform does. */
const BOOKED_BY_INSURED_PLACE: ReadonlySet<string> = new Set([
  '2102', '2103', '2181', '2201', '2202', '2203', '2203A', '2207', '2208', '2304', '2305', '2401',
  '2403', '2404', '2601',
])

/** Transactions that this platform answers, each once: two modules may not have the same. */
export const SIMULATED: readonly string[] = MODULES.flatMap((module) => Object.keys(module))

/** The platform as a party. */
export function createPlatform(
  world: PlatformContext,
  receiver: Receiver,
  onFault: OnFault,
): Party {
  const register: Register = { store: world.store, seed: world.institution }
  const rules = rulesOf(world)
  const now = () => beijingTime(world.clock.now())
  // From here on an institution is what the register says of it today.
  const context: PlatformContext = {
    ...world,
    institution: (code) => institutionAt(register, code, now()),
  }
  return receivingParty({
    receiver,
    store: context.store,
    check(request) {
      requireService(context.store, now())
      check(context, rules, request)
    },
    admit(request) {
      requireOpenDesk(context, request)
      requireServed(register, rules, request, now())
    },
    useCaseOf: (infno) => {
      const useCase = localByDefault(useCaseOf(infno))
      return (request) => useCase(context, request)
    },
    bookedElsewhere: BOOKED_BY_INSURED_PLACE,
    onFault,
  })
}

/** Called after the contract was checked, so a wrong message hears what is wrong with it. */
function useCaseOf(infno: string): PlatformUseCase {
  const useCase = Object.hasOwn(USE_CASES, infno) ? USE_CASES[infno] : undefined
  if (useCase !== undefined) return useCase
  throw new Refusal('not-simulated', { infno, title: transactionOf(infno)?.title ?? '' })
}

function check(context: PlatformContext, rules: DeskRules, request: RequestEnvelope): void {
  const infno = typeof request.infno === 'string' ? request.infno : ''
  if (transactionOf(infno) === undefined) throw new Refusal('unknown-infno', { infno })
  const violation = checkRequest(infno, placed(request), rules.edition)
    .find((item) => item.severity === 'violation')
  if (violation !== undefined) {
    const place = violation.pointer === '' ? '' : `（${violation.pointer}）`
    throw new Refusal('contract', { message: violation.message.zh + place })
  }
  useCaseOf(infno)
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
  const output = await relay<Outputs['1101']>(context, area, request)
  // An insured place that is no part of ours may answer anything.
  const psnNo = (output as Partial<Outputs['1101']>).baseinfo?.psn_no ?? ''
  return {
    output,
    apply: () => noteAcquaintance(context, request.fixmedins_code, psnNo),
  }
}

/** Everything that only the insured place decides. */
async function passOn(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  requireAcquaintance(context, request)
  return { output: await relay(context, request.insuplc_admdvs, request) }
}
