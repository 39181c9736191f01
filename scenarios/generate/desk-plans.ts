/** Sign-in, the pharmacy's sale, and the evening's comparison of totals. */
import type { CasePlan } from './case-maker.ts'
import { longTermFiling } from './filings.ts'
import { pharmacyLines } from './fees.ts'
import type { Place } from './place.ts'

/** First and last cases of the day, for every institution of the party. */
export function sessionPlans(place: Place): { morning: CasePlan[]; evening: CasePlan[] } {
  const { hospital, pharmacy } = place
  const institutions = pharmacy === undefined ? [hospital] : [hospital, pharmacy]
  return {
    morning: institutions.map((at) => ({
      name: `session/sign-in/${at.type}`,
      title: { zh: `签到（${at.fixmedins_name}）`, en: `Sign-in (${at.type})` },
      requirements: ['IF-SIGNIN', 'IF-MSGID', 'IF-ENVELOPE'],
      journey: 'sign-in',
      at,
      expected: { liveSettlements: 0 },
    })),
    evening: institutions.map((at) => ({
      name: `session/day-end/${at.type}`,
      title: {
        zh: `日终对总账（${at.fixmedins_name}）`,
        en: `Daily totals equal on both sides (${at.type})`,
      },
      requirements: [
        'IF-STMT',
        'IF-BOOKS',
        'RULE-169',
        ...(at.type === 'hospital' ? ['RULE-170', 'RULE-162'] : []),
      ],
      journey: 'day-end',
      at,
      expected: { liveSettlements: 0 },
    })),
  }
}

/** A sale that the personal account pays as far as it reaches, and cash the rest. */
export function pharmacyPlans(place: Place): CasePlan[] {
  if (place.pharmacy === undefined) return []
  return [
    {
      name: 'pharmacy/account-then-cash',
      title: { zh: '定点药店购药：先个人账户后现金', en: 'Pharmacy purchase by account, then cash' },
      requirements: ['RULE-006', 'RULE-074', 'RULE-075', 'RULE-136', 'RULE-144'],
      journey: 'pharmacy',
      at: place.pharmacy,
      person: {
        insuplc_admdvs: place.points,
        insutype: '310',
        accountBalanceFen: 12_000,
        filing: longTermFiling(place),
      },
      voucher: '01',
      visit: { med_type: '41' },
      sheet: { lines: pharmacyLines(1), acct_used_flag: '1' },
      expected: {
        liveSettlements: 1,
        // 74.00 + 117.00 yuan; the first drug has an own share of 5 %, 3.70.
        amounts: {
          medfee_sumamt: 19_100,
          fund_pay_sumamt: 0,
          acct_pay: 12_000,
          psn_cash_pay: 7_100,
        },
        amountsSource: '14.80 × 5 + 23.40 × 5 = 191.00; account 120.00; cash 71.00',
      },
    },
  ]
}
