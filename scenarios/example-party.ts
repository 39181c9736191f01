/** The bundled example: one tier-3 hospital with a pharmacy, in a city of its own. */
import type { Sender } from '../contracts/envelope.ts'
import type { Institution } from '../contracts/target.ts'

export const exampleInstitutions: readonly Institution[] = [
  {
    fixmedins_code: 'H52010000001',
    fixmedins_name: '联调示例医院',
    type: 'hospital',
    admdvs: '520100',
    tier: 3,
  },
  {
    fixmedins_code: 'P52010000002',
    fixmedins_name: '联调示例药店',
    type: 'pharmacy',
    admdvs: '520100',
    tier: 1,
  },
]

/** How those institutions sign their messages, by fixmedins_code. */
export const exampleSenders: Readonly<Record<string, Sender>> = Object.fromEntries(
  exampleInstitutions.map((one) => [
    one.fixmedins_code,
    {
      fixmedins_code: one.fixmedins_code,
      fixmedins_name: one.fixmedins_name,
      mdtrtarea_admvs: one.admdvs,
      opter: 'OP001',
      opter_name: '收费员',
    },
  ]),
)
