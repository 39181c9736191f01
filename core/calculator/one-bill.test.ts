import { expect, test } from 'vitest'
import { claimOf } from '../policy/claim-file.ts'
import type { ClaimFile } from '../policy/claim-file.ts'
import { calculateBenefit } from './calculate-benefit.ts'
import { packOf } from './testing.ts'

const AID = {
  classes: [{
    title: { zh: '类别', en: 'class' },
    identities: ['2303'],
    lineFen: 0,
    ratioBp: 7000,
    annualCapFen: null,
  }],
}

/** Both insurance types with every layer that there is for them. */
const PACK = packOf({
  pack: 'points',
  overrides: {
    insurance: {
      310: { civilServant: { ratioBp: 5000, byGrade: {} }, medicalAid: AID },
      390: { medicalAid: AID },
    },
  },
})

/** Codes of the funds (fund_pay_type) by the layer that they pay. */
const LAYERS = {
  large: '330100',
  critical: '390200',
  civil: '320100',
  aid: '610100',
} as const
type Layer = keyof typeof LAYERS

/** Every set of upper layers that one person can have. */
const SUBSETS: readonly (readonly [insutype: string, layers: readonly Layer[]])[] = [
  ...subsets(['large', 'civil', 'aid']).map((layers) => ['310', layers] as const),
  ...subsets(['critical', 'aid']).map((layers) => ['390', layers] as const),
]

function subsets(layers: readonly Layer[]): Layer[][] {
  return layers.reduce<Layer[][]>(
    (sets, layer) => [...sets, ...sets.map((one) => [...one, layer])], [[]])
}

/** A stay of somebody to whom exactly these layers apply. */
function stayWith(insutype: string, layers: readonly Layer[]): ClaimFile {
  const dear = layers.includes('large') || layers.includes('critical')
  return {
    schema: 'liantiao/claim/1',
    kind: 'inpatient',
    category: 'referral',
    scope: 'cross-province',
    insutype,
    tier: '3',
    age: 50,
    settledOn: '2026-06-30',
    identities: layers.includes('aid') ? ['2303'] : [],
    civilServantGrade: layers.includes('civil') ? '' : null,
    fees: { ownFen: 0, overLimitFen: 0, payFirstFen: 0, inScopeFen: dear ? 90_000_000 : 300_000 },
  }
}

test.for(SUBSETS)('of %s the layers %j settle at once on one bill (RULE-125)',
  ([insutype, layers]) => {
    const benefit = calculateBenefit(claimOf(stayWith(insutype, layers)), PACK)
    const paying = benefit.funds.filter(({ payFen }) => payFen > 0)
      .map(({ fundPayType }) => fundPayType)
    const basic = insutype === '310' ? '310100' : '390100'
    expect(paying.toSorted())
      .toEqual([basic, ...layers.map((layer) => LAYERS[layer])].toSorted())
    const total = benefit.funds.reduce((sum, { payFen }) => sum + payFen, 0)
    expect(total).toBe(benefit.fundFen)
    expect(benefit.fundFen + benefit.personFen + benefit.hospitalFen).toBe(benefit.feeFen)
  })
