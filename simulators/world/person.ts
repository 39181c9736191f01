/** An insured person as a pure function of (seed, index): nobody is stored, nobody is real. */
import type { InsuredPerson } from '../../contracts/case.ts'
import { digitsOf } from '../../core/ids.ts'
import { identityNumber } from './identity-number.ts'
import { nameAt } from './names.ts'

/** What a case decides about its person; everything else follows from seed and index. */
export type PersonTraits = Pick<InsuredPerson, 'insuplc_admdvs' | 'insutype'> &
  Partial<
    Pick<
      InsuredPerson,
      'identities' | 'accountBalanceFen' | 'filing' | 'chronic' | 'yearToDate' | 'psn_type'
    >
  >

const NOTHING_USED: InsuredPerson['yearToDate'] = {
  poolFen: 0,
  criticalIllnessBaseFen: 0,
  medicalAidFen: 0,
  inpatientStays: 0,
  outpatientDeductibleFen: 0,
  outpatientPoolFen: 0,
}

/** The person with this index in the country of this seed. */
export function personAt(seed: number, index: number, traits: PersonTraits): InsuredPerson {
  const draw = (kind: string, count: number) => digitsOf(`${kind}:${seed}:${index}`, count)
  const gend = Number(draw('sex', 1)) % 2 === 0 ? '1' : '2'
  const brdy = birthday(Number(draw('birthday', 6)))
  const employee = traits.insutype === '310'
  return {
    psn_no: `${traits.insuplc_admdvs}${draw('psn_no', 14)}`,
    psn_name: nameAt(seed, index, gend),
    psn_cert_type: '01',
    certno: identityNumber(brdy, index, gend),
    gend,
    naty: '01',
    brdy,
    card_no: cardNumber(seed, index),
    card_sn: `${traits.insuplc_admdvs}${draw('card_sn', 26)}`,
    ecToken: `EC${draw('token', 38)}`,
    psn_type: employee ? '11' : '15',
    emp_name: employee ? `合成单位${draw('employer', 4)}` : '',
    identities: [],
    accountBalanceFen: 0,
    filing: null,
    chronic: [],
    yearToDate: NOTHING_USED,
    ...traits,
  }
}

/**
 * Eight digits that look drawn and never meet: the factor shares no divisor with the modulus, so a
 * hundred million indices have a hundred million numbers. Drawn ones meet after ten thousand.
 */
function cardNumber(seed: number, index: number): string {
  const start = BigInt(digitsOf(`card:${seed}`, 8))
  const number = (start + BigInt(index) * 61_803_399n) % 100_000_000n
  return `C${number.toString().padStart(8, '0')}`
}

/** Between 1950 and 2005, every day of the month up to the 28th. */
function birthday(draw: number): string {
  const year = 1950 + (draw % 56)
  const month = 1 + (Math.floor(draw / 56) % 12)
  const day = 1 + (Math.floor(draw / 672) % 28)
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
