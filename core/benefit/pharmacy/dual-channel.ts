/** 双通道 drugs at a pharmacy: registered there, prescribed, and all of one class (RULE-138). */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { beijingTime } from '../../clock.ts'
import { nodeOf } from '../../platform/context.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'
import { filingsOf } from '../filing/register.ts'
import type { Versioned } from '../filing/register.ts'
import { requirePrescription } from './prescriptions.ts'

/** What a sale of dual-channel drugs goes by. */
export interface DualChannelSale {
  /** Class of the drugs in the place's policy. */
  readonly drugClass: string
  readonly prescriptions: readonly string[]
}

/** med_type of 特药购药. */
const SPECIAL_DRUGS = '18'
/** biz_appy_type of 双通道药品登记. */
const REGISTRATION = '32'

type Info = Pick<Inputs['2102']['druginfo'], 'med_type' | 'insutype' | 'psn_no'>

interface NamedPharmacy extends Versioned {
  readonly begndate: string
  readonly enddate: string
  readonly said: {
    readonly biz_appy_type: string
    readonly fixmedins_code: string
    readonly fixmedins_name: string
  }
}

/**
 * How a sale is settled through the dual channel; undefined when it is an ordinary one.
 * @throws Refusal `not-open`, `not-registered`, `not-named`, `prescription`
 */
export function dualChannelSale(
  context: BenefitContext,
  request: RequestEnvelope,
  info: Info,
): DualChannelSale | undefined {
  if (info.med_type !== SPECIAL_DRUGS) return undefined
  const lines = nodeOf<Inputs['2102']['drugdetail']>(request, 'drugdetail')
  const drugClass = classOf(context, info.insutype, lines.map((line) => line.med_list_codg))
  requireNamed(context, info.psn_no, request.fixmedins_code)
  const named = lines.map((line) => requirePrescription(context, info.psn_no, line))
  return { drugClass, prescriptions: [...new Set(named)] }
}

function classOf(context: BenefitContext, insutype: string, codes: readonly string[]): string {
  const pack = context.packOn?.(todayOf(context)) ?? context.pack
  const drugs = pack.insurance[insutype]?.dualChannel?.drugs ?? {}
  const classes = new Set(codes.map((code) => drugs[code]))
  const [first] = classes
  if (classes.size === 1 && first !== undefined) return first
  throw new Refusal('not-open', { what: '所购药品的双通道结算' })
}

/** The person registered for the dual channel (2505) and named this very pharmacy. */
function requireNamed(context: BenefitContext, psnNo: string, pharmacy: string): void {
  const today = todayOf(context)
  const holding = filingsOf<NamedPharmacy>(context, psnNo, 'institution').filter(
    ({ said, state, begndate, enddate }) => said.biz_appy_type === REGISTRATION &&
      state === 'accepted' && begndate <= today && today <= enddate,
  )
  const [named] = holding
  if (named === undefined) throw new Refusal('not-registered')
  if (holding.some(({ said }) => said.fixmedins_code === pharmacy)) return
  throw new Refusal('not-named', { named: named.said.fixmedins_name })
}

function todayOf({ clock }: BenefitContext): string {
  return beijingTime(clock.now()).slice(0, 10)
}
