/** Registrations of persons, 2505 2506 2507: the insured place decides, the platform remembers. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { nodeOf, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import type { DeskRules } from './institutions/rules.ts'
import type { PlatformUseCases } from './use-case.ts'
import type { Visit } from './visit-store.ts'

export const REGISTRATION_USE_CASES: PlatformUseCases = {
  '2505': register,
  '2506': withdraw,
  '2507': register,
}

/** Kinds of business (biz_appy_type) that the platform itself asks for. */
type Business = '02' | '20'

/** 意外伤害登记: what 2507 is, whatever it says. */
const ACCIDENT = '02'
/** 外检外购登记 */
const OUTSIDE = '20'

/**
 * An injury without a liable third party settles on a signed promise (RULE-068): 2507 was filed,
 * or, where that is enough, the injury was declared when the visit began.
 * @param claimed marks of the claim itself
 * @throws Refusal
 */
export function requirePromise(
  store: Store,
  { injuryPromise }: DeskRules,
  visit: Pick<Visit, 'psn_no' | 'begntime' | 'marks'> | undefined,
  claimed: Readonly<Record<string, string>>,
): void {
  if (injuryPromise === 'not asked' || visit === undefined) return
  const declared = visit.marks?.['TRUM_FLAG'] === '1'
  if (!declared && claimed['TRUM_FLAG'] !== '1') return
  if (declared && injuryPromise === 'filed or declared') return
  if (registeredOn(store, visit.psn_no, ACCIDENT, visit.begntime)) return
  throw new Refusal('injury-promise')
}

/** What is examined or bought elsewhere in a stay was registered (RULE-069). @throws Refusal */
export function requireOutside(store: Store, sn: string, psnNo: string, time: string): void {
  if (!registeredOn(store, psnNo, OUTSIDE, time)) throw new Refusal('line-outside', { sn })
}

function registeredOn(store: Store, psnNo: string, business: Business, time: string): boolean {
  const day = time.slice(0, 10)
  const rows = store.all<{ serial: string; state: string; begndate: string; enddate: string }>(
    'select serial, state, begndate, enddate from registration where psn_no = ? and business = ?',
    psnNo,
    business,
  )
  const withdrawn = new Set(rows.flatMap((row) => (row.state === 'withdrawn' ? [row.serial] : [])))
  return rows.some(({ serial, begndate, enddate }) => !withdrawn.has(serial) &&
    begndate <= day && (enddate === '' || day <= enddate))
}

async function register(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const data = nodeOf<Registered>(request, 'data')
  const output = await relay<Outputs['2505']>(context, request.insuplc_admdvs, request)
  return {
    output,
    apply: () => keep(context.store, output.result.trt_dcla_detl_sn, 'registered', {
      psn_no: data.psn_no,
      business: request.infno === '2507' ? ACCIDENT : (data.biz_appy_type ?? ''),
      begndate: data.begndate.slice(0, 10),
      enddate: (data.enddate ?? '').slice(0, 10),
    }),
  }
}

/** What 2505 and 2507 have in common, and the kind of business that only 2505 names. */
type Registered = Pick<Inputs['2505']['data'], 'psn_no' | 'begndate' | 'enddate'> & {
  readonly biz_appy_type?: string
}

async function withdraw(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const { trt_dcla_detl_sn: serial } = nodeOf<Inputs['2506']['data']>(request, 'data')
  const output = await relay<Outputs['2506']>(context, request.insuplc_admdvs, request)
  const known = context.store.get<Kept>(
    `select psn_no, business, begndate, enddate from registration
      where serial = ? and state = 'registered'`,
    serial,
  )
  if (known === undefined) return { output }
  return { output, apply: () => keep(context.store, serial, 'withdrawn', known) }
}

interface Kept {
  readonly psn_no: string
  readonly business: string
  readonly begndate: string
  readonly enddate: string
}

function keep(store: Store, serial: string, state: 'registered' | 'withdrawn', row: Kept): void {
  store.run(
    `insert or ignore into registration (serial, state, psn_no, business, begndate, enddate)
     values (?, ?, ?, ?, ?, ?)`,
    serial,
    state,
    row.psn_no,
    row.business,
    row.begndate,
    row.enddate,
  )
}
