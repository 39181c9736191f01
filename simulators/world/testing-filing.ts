/** An insured place alone with its register, for tests of filing: a real store, a set clock. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { CareVisit } from '../../core/benefit/care.ts'
import type { BenefitContext } from '../../core/benefit/context.ts'
import type { Application } from '../../core/benefit/filing/record.ts'
import { filingParameters } from '../../core/benefit/filing/rules.ts'
import type { FilingParameters, FilingRules } from '../../core/benefit/filing/rules.ts'
import { saveCareVisit } from '../../core/benefit/visits.ts'
import { virtualClock } from '../../core/clock.ts'
import type { VirtualClock } from '../../core/clock.ts'
import { bundledPack } from '../../core/policy/bundled.ts'
import type { RegimeId } from '../../core/policy/regime.ts'
import { regimeOf } from '../../core/policy/regimes.ts'
import { openStore } from '../../core/store/store.ts'
import { personAt } from './person.ts'

const HOME = '210300'

export interface FilingDeskOptions {
  readonly regime?: RegimeId
  readonly parameters?: Partial<FilingParameters>
  readonly institution?: FilingRules['institution']
  readonly persons?: readonly InsuredPerson[]
}

export interface FilingDesk {
  readonly context: BenefitContext
  readonly clock: VirtualClock
  readonly person: InsuredPerson
  /** A long-term application with all its papers, with what a test changes about it. */
  application(changes?: Partial<Application>): Application
  /** An open visit of the person in 贵阳, remembered by the insured place. */
  visit(changes?: Partial<CareVisit>): Promise<CareVisit>
}

export const INSURED = [
  personAt(7, 1, { insuplc_admdvs: HOME, insutype: '310' }),
  personAt(7, 2, { insuplc_admdvs: HOME, insutype: '390' }),
] as const

/** Opens the desk on 2026-03-02 at nine; the first person is the one of the applications. */
export function openFilingDesk(options: FilingDeskOptions = {}): FilingDesk {
  const clock = virtualClock('2026-03-02 09:00:00')
  const persons = options.persons ?? INSURED
  const person = persons[0] ?? INSURED[0]
  const context: BenefitContext = {
    store: openStore(':memory:'),
    clock,
    area: HOME,
    pack: bundledPack('points'),
    registerYear: '2026',
    persons: {
      byNumber: (number) => persons.find(({ psn_no }) => psn_no === number),
      byCredential: (_, number) => persons.find(({ certno }) => certno === number),
    },
    // The last digit of the tests' institutions is their tier.
    tierOf: (code) => (['1', '2'] as const).find((tier) => code.endsWith(tier)) ?? '3',
    filing: {
      regimeOn: () => regimeOf(options.regime ?? 'R-2025'),
      parameters: filingParameters(options.parameters ?? {}),
      ...(options.institution === undefined ? {} : { institution: options.institution }),
    },
  }
  let visits = 0

  return {
    context,
    clock,
    person,
    application: (changes = {}) => ({
      psn_no: person.psn_no,
      insutype: person.insutype,
      category: 'long-term-resident',
      area: '520100',
      reason: '随子女居住',
      documents: ['voucher', 'form', 'proof-of-residence'],
      channel: 'window',
      by: 'OP001',
      ...changes,
    }),
    async visit(changes = {}) {
      visits += 1
      const visit: CareVisit = {
        mdtrt_id: `${HOME}${String(visits).padStart(20, '0')}`,
        psn_no: person.psn_no,
        fixmedins_code: 'H52010000003',
        ipt_otp_no: `Z${visits}`,
        msgid: `M${visits}`,
        mdtrtarea_admvs: '520102',
        inpatient: true,
        med_type: '21',
        begntime: '2026-03-02 09:01:00',
        dise_codg: '',
        emergency: false,
        ...changes,
      }
      await context.store.commit(() => saveCareVisit(context, visit))
      return visit
    },
  }
}
