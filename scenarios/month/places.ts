/** Where the simulated month plays: places of care with institutions, and who comes to them. */
import type { Sender } from '../../contracts/envelope.ts'
import type { Institution } from '../../core/platform/context.ts'
import type { PackName } from '../../simulators/province/insured-side.ts'

/** A place of care (就医地) with the insured places of its patients; the first is its own. */
export interface CarePlace {
  readonly area: string
  readonly insuredPlaces: readonly string[]
  readonly institutions: readonly Institution[]
}

/** Local, intra-province and cross-province in each of them. */
export const PLACES: readonly [CarePlace, ...CarePlace[]] = [
  place('520100', ['520100', '520300', '210300', '120000']),
  place('430100', ['430100', '430200', '610500', '210300']),
  place('120000', ['120000', '410100', '520100', '430200']),
]

/** Policies of all insured places. */
export const POLICIES: Readonly<Record<string, PackName>> = {
  '520100': 'points',
  '520300': 'pay-first',
  '210300': 'points',
  '120000': 'pay-first',
  '430100': 'multiplier',
  '430200': 'points',
  '610500': 'multiplier',
  '410100': 'points',
}

/** The institution of a kind that takes the visit with this number. */
export function institutionOf(
  { institutions }: CarePlace,
  type: Institution['type'],
  number: number,
): Institution {
  const fitting = institutions.filter((one) => one.type === type)
  const found = fitting[number % fitting.length]
  if (found === undefined) throw new RangeError(`no ${type} in this place`)
  return found
}

/** How every institution signs its messages. */
export function senders(): Record<string, Sender> {
  const all = PLACES.flatMap(({ institutions }) => institutions)
  return Object.fromEntries(all.map(({ fixmedins_code, fixmedins_name, admdvs }) => [
    fixmedins_code,
    {
      fixmedins_code,
      fixmedins_name,
      mdtrtarea_admvs: admdvs,
      opter: 'OP001',
      opter_name: '收费员',
    },
  ]))
}

function place(area: string, insuredPlaces: readonly string[]): CarePlace {
  const hospital = (number: number, tier: Institution['tier']): Institution => ({
    fixmedins_code: `H${area}0000${number}`,
    fixmedins_name: `合成医院${number}`,
    type: 'hospital',
    admdvs: area,
    tier,
  })
  const pharmacy: Institution = {
    fixmedins_code: `P${area}00009`,
    fixmedins_name: '合成药店',
    type: 'pharmacy',
    admdvs: area,
    tier: '1',
  }
  return { area, insuredPlaces, institutions: [hospital(1, '3'), hospital(2, '2'), pharmacy] }
}
