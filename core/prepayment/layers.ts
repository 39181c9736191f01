/**
 * Each layer of benefit has money of its own, collected before it is spent. When one is empty the
 * patient gets what he is entitled to all the same: only the institution waits (RULE-204).
 */
import type { Done } from './accounts.ts'
import { today } from './accounts.ts'
import { RECEIVED, fileAway, move, postTo, prepaidBalance } from './ledger.ts'
import type { Treasury, TwoPersons } from './ledger.ts'

/** Money collected for one fund of an area. */
export interface Collection {
  readonly id: string
  readonly area: string
  /** fund_pay_type. */
  readonly payer: string
  readonly amountFen: number
}

/** Books what an area collects for one layer, e.g. medical aid or civil servants. */
export async function collectLayer(
  treasury: Treasury,
  collection: Collection,
  by: TwoPersons,
): Promise<Done> {
  const { id, area, payer, amountFen } = collection
  const number = `YC-${id}`
  return treasury.store.commit(() => {
    const head = { number, kind: 'layer', year: today(treasury).slice(0, 4), amountFen } as const
    fileAway(treasury, { ...head, insuredPlace: area, placeOfCare: '', body: collection })
    const { late } = move(treasury, number, { state: RECEIVED, due: '', by })
    postTo(treasury.store, number, [
      { account: `layer/${area}/${payer}`, amountFen },
      { account: `collected/${area}/${payer}`, amountFen: -amountFen },
    ])
    return { number, amountFen, late }
  })
}

/** Whether a layer can pay, and what happens to whom when it cannot. */
export interface Cover {
  readonly payer: string
  readonly heldFen: number
  readonly neededFen: number
  readonly missingFen: number
  /** `delayed`: the institution is paid when money is there; the patient's amounts stand. */
  readonly payment: 'on-time' | 'delayed'
  readonly warning: { readonly zh: string; readonly en: string } | null
}

/** Cover of what an area's funds have to pay, in the order of the payers. */
export function coverOf(
  { store }: Treasury,
  area: string,
  needed: Readonly<Record<string, number>>,
): Cover[] {
  return Object.entries(needed)
    .toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([payer, neededFen]) => {
      const heldFen = prepaidBalance(store, `layer/${area}/${payer}`)
      return { payer, ...coverFrom(heldFen, neededFen, `${area}/${payer}`) }
    })
}

/** Whether what is held is enough; when it is not, institutions wait and both sides are warned. */
export function coverFrom(
  heldFen: number,
  neededFen: number,
  name: string,
): Omit<Cover, 'payer'> {
  const missingFen = Math.max(0, neededFen - heldFen)
  return {
    heldFen,
    neededFen,
    missingFen,
    payment: missingFen === 0 ? 'on-time' : 'delayed',
    warning:
      missingFen === 0
        ? null
        : {
            zh: `${name} 资金不足${missingFen}分，拨付顺延，参保人待遇不变`,
            en: `${name} lacks ${missingFen} fen: payment is delayed, benefits stay as they are`,
          },
  }
}
