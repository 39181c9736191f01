/** Puts a case together: a person of his own, a time of his own, and what the suite says. */
import type { Case, CaseSheet, Expected, Fault, Visit } from '../../contracts/case.ts'
import type { Institution } from '../../core/platform/context.ts'
import { beijingTime, epochOf } from '../../core/clock.ts'
import { personAt } from '../../simulators/world/person.ts'
import type { PersonTraits } from '../../simulators/world/person.ts'

/** All cases play on this day; a Monday, no holiday. */
export const BUSINESS_DAY = '2026-03-02'
const MINUTES_BETWEEN_CASES = 5

/** What makes one case different from the next. */
export interface CasePlan {
  readonly name: string
  readonly title: Case['title']
  readonly requirements: readonly string[]
  readonly journey: CaseSheet['journey']
  readonly at: Institution
  readonly person?: PersonTraits
  /** Voucher shown: e-voucher 01, ID card 02, social-security card 03. */
  readonly voucher?: '01' | '02' | '03'
  readonly visit?: Partial<Visit>
  readonly sheet?: Partial<CaseSheet>
  readonly faults?: readonly Fault[]
  readonly expected: Expected
}

/** The case with this position in its suite. */
export function makeCase(seed: number, index: number, plan: CasePlan): Case {
  const startsAt = beijingTime(
    epochOf(`${BUSINESS_DAY} 08:00:00`) + index * MINUTES_BETWEEN_CASES * 60_000,
  )
  const sheet: CaseSheet = {
    name: plan.name,
    journey: plan.journey,
    fixmedins_code: plan.at.fixmedins_code,
    mdtrtarea_admvs: plan.at.admdvs,
    startsAt,
    ...plan.sheet,
  }
  const made = {
    schema: 'liantiao/case/1' as const,
    title: plan.title,
    requirements: plan.requirements,
    faults: plan.faults ?? [],
    expected: plan.expected,
  }
  if (plan.person === undefined) return { ...made, sheet }
  const world = personAt(seed, index, plan.person)
  const voucher = plan.voucher ?? '03'
  return {
    ...made,
    world,
    sheet: {
      ...sheet,
      person: {
        psn_name: world.psn_name,
        psn_cert_type: world.psn_cert_type,
        certno: world.certno,
        credential: credential(world, voucher),
      },
      visit: visitOf(index, startsAt, plan),
    },
  }
}

function credential(world: ReturnType<typeof personAt>, voucher: '01' | '02' | '03') {
  const numbers = { '01': world.ecToken, '02': world.certno, '03': world.card_no }
  return {
    mdtrt_cert_type: voucher,
    mdtrt_cert_no: numbers[voucher],
    card_sn: voucher === '03' ? world.card_sn : '',
  }
}

function visitOf(index: number, startsAt: string, plan: CasePlan): Visit {
  const number = `${BUSINESS_DAY.replaceAll('-', '')}${String(index).padStart(4, '0')}`
  return {
    insutype: plan.person?.insutype ?? '310',
    med_type: '11',
    ipt_otp_no: number,
    begntime: startsAt,
    dept_code: 'A03.04',
    dept_name: '心血管内科',
    caty: 'A03.04',
    dr_code: 'D520100000001',
    dr_name: '陈医生',
    diagnoses: [
      { diag_code: 'I25.103', diag_name: '冠状动脉粥样硬化性心脏病' },
      { diag_code: 'I10.x00', diag_name: '高血压' },
    ],
    ...plan.visit,
  }
}
