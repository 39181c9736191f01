import { expect, test } from 'vitest'
import { publishedPapers } from '../../core/benefit/filing/manual.ts'
import type { Application } from '../../core/benefit/filing/record.ts'
import { INSURED, openFilingDesk } from '../world/testing-filing.ts'
import { deskOf, NotTheirs, ROLES } from './roles.ts'
import type { Role } from './roles.ts'

const HOSPITAL = 'H21030000003'
const [one, other] = INSURED
const REFERRAL: Partial<Application> = {
  category: 'referral',
  institution: 'H52010000003',
  diagnosis: { code: 'C50.900', name: '乳腺恶性肿瘤' },
  documents: ['voucher', 'form', 'referral-certificate'],
  referral: { from: '', type: '1', day: '2026-03-02', opinion: '同意', agreed: '1', visit: '' },
}

/** An insured place under the regime of 2021, with a desk for each of the five. */
function open() {
  const desk = openFilingDesk({ regime: 'R-2021-LN' })
  const codes: Readonly<Record<Role, string>> = {
    'county-bureau': '210381',
    'city-centre': '210300',
    hospital: HOSPITAL,
    person: one.psn_no,
    'expert-panel': 'E01',
  }
  return { desk, as: (role: Role) => deskOf(desk.context, { role, code: codes[role] }) }
}

test('county bureau, city centre, hospital, person and expert panel each do their part (A4-01)',
  async () => {
    const { as, desk } = open()
    const application = (changes?: Partial<Application>) => desk.application(changes)
    const { person } = desk
    const filed = await as('person').apply(application({ channel: 'app' }))
    expect([filed.outcome, filed.filing.by]).toEqual(['filed', person.psn_no])
    const bureau = await as('county-bureau')
      .apply(application({ psn_no: other.psn_no, insutype: other.insutype, by: 'forged' }))
    expect([bureau.filing.channel, bureau.filing.by]).toEqual(['window', '210381'])
    const referred = await as('hospital').apply(application(REFERRAL))
    expect([referred.outcome, referred.filing.referral?.from]).toEqual(['filed', HOSPITAL])
    const reviewed = await as('city-centre').review(HOSPITAL, '2026-03')
    expect(reviewed.map(({ body }) => body.serial)).toEqual([referred.filing.serial])

    const stay = await desk.visit({ emergency: true, mdtrtarea_admvs: '110101' })
    const fees = { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: 500_000 }
    const papers = publishedPapers(stay)
    const claim = { visit: stay, fees, insutype: '310', cause: 'panel', papers } as const
    const { psn_no, fixmedins_code, begntime } = stay
    const diagnosis = { code: 'R55.x00', name: '晕厥' }
    const decision = { psn_no, fixmedins_code, begntime, diagnosis, accepted: true, reason: '' }
    expect((await as('expert-panel').decide(decision)).experts).toEqual(['E01'])
    expect((await as('county-bureau').claim(claim)).state).toBe('paid')

    // Nobody does another's part.
    for (const role of ROLES.filter((one) => one !== 'expert-panel')) {
      await expect(as(role).decide(decision)).rejects.toThrow(NotTheirs)
    }
    for (const role of ROLES.filter((one) => one !== 'city-centre')) {
      await expect(as(role).review(HOSPITAL, '2026-03')).rejects.toThrow(NotTheirs)
    }
    for (const role of ['hospital', 'person', 'expert-panel'] as const) {
      await expect(as(role).claim(claim)).rejects.toThrow(NotTheirs)
    }
    await expect(as('hospital').apply(application())).rejects.toThrow(NotTheirs)
    await expect(as('expert-panel').apply(application())).rejects.toThrow(NotTheirs)
    const foreign = application({ psn_no: other.psn_no, channel: 'app' })
    await expect(as('person').apply(foreign)).rejects.toThrow(NotTheirs)
  })

test('an agency of another city has no desk here', () => {
  const { context } = openFilingDesk()
  expect(() => deskOf(context, { role: 'county-bureau', code: '210281' })).toThrow(NotTheirs)
  expect(() => deskOf(context, { role: 'city-centre', code: '210200' })).toThrow(NotTheirs)
})
