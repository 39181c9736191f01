/**
 * One insured place's prepayment helps another at the same place of care, and what is owed for it
 * is kept apart (RULE-203). Interest stays where the money lies (RULE-202).
 */
import { today } from './accounts.ts'
import type { Done } from './accounts.ts'
import { PrepaymentFault, RECEIVED, fileAway, move, postTo, prepaidBalance } from './ledger.ts'
import type { Treasury, TwoPersons } from './ledger.ts'

/** Money of one insured place used for another. */
export interface PooledUse {
  /** Number given by whoever books it; the same number is the same use. */
  readonly id: string
  readonly placeOfCare: string
  /** Whose prepayment is used, and for whom. */
  readonly lender: string
  readonly borrower: string
  readonly amountFen: number
}

/** Uses another area's prepayment. @throws PrepaymentFault when it holds less */
export async function borrow(treasury: Treasury, use: PooledUse, by: TwoPersons): Promise<Done> {
  const { placeOfCare, lender, borrower, amountFen } = use
  return treasury.store.commit(() => {
    const held = prepaidBalance(treasury.store, `held/${placeOfCare}/${lender}`)
    if (lender === borrower || amountFen > held) {
      throw new PrepaymentFault(`${lender} holds ${held} fen at ${placeOfCare}`)
    }
    return book(treasury, 'pooled-use', use, by, [
      { account: `held/${placeOfCare}/${lender}`, amountFen: -amountFen },
      { account: claimAccount(use), amountFen },
    ])
  })
}

/** The borrower pays back; never more than it owes. */
export async function repay(treasury: Treasury, use: PooledUse, by: TwoPersons): Promise<Done> {
  const { placeOfCare, lender, amountFen } = use
  return treasury.store.commit(() => {
    const owed = claimOf(treasury, use)
    if (amountFen > owed) throw new PrepaymentFault(`only ${owed} fen are owed to ${lender}`)
    return book(treasury, 'repayment', use, by, [
      { account: claimAccount(use), amountFen: -amountFen },
      { account: `held/${placeOfCare}/${lender}`, amountFen },
    ])
  })
}

/** What one area owes another for prepayment used at a place of care. */
export function claimOf(
  { store }: Treasury,
  use: Pick<PooledUse, 'placeOfCare' | 'lender' | 'borrower'>,
): number {
  return prepaidBalance(store, claimAccount(use))
}

/** Interest of a year: it stays at the place of care and raises nobody's prepayment. */
export async function bookInterest(
  treasury: Treasury,
  interest: { readonly placeOfCare: string; readonly year: string; readonly amountFen: number },
  by: TwoPersons,
): Promise<Done> {
  const { placeOfCare, year, amountFen } = interest
  const number = `YL${year}-${placeOfCare}`
  return treasury.store.commit(() => {
    const pair = { insuredPlace: '', placeOfCare }
    fileAway(treasury, { number, kind: 'interest', year, ...pair, amountFen, body: {} })
    const { late } = move(treasury, number, { state: RECEIVED, due: '', by })
    postTo(treasury.store, number, [
      { account: `interest-held/${placeOfCare}`, amountFen },
      { account: `interest-income/${placeOfCare}`, amountFen: -amountFen },
    ])
    return { number, amountFen, late }
  })
}

function book(
  treasury: Treasury,
  kind: 'pooled-use' | 'repayment',
  use: PooledUse,
  by: TwoPersons,
  postings: readonly { readonly account: string; readonly amountFen: number }[],
): Done {
  const { id, placeOfCare, lender, amountFen } = use
  const number = `${kind === 'pooled-use' ? 'YD' : 'YH'}-${id}`
  const year = today(treasury).slice(0, 4)
  const pair = { insuredPlace: lender, placeOfCare }
  fileAway(treasury, { number, kind, year, ...pair, amountFen, body: use })
  const { late } = move(treasury, number, { state: RECEIVED, due: '', by })
  postTo(treasury.store, number, postings)
  return { number, amountFen, late }
}

function claimAccount(use: Pick<PooledUse, 'placeOfCare' | 'lender' | 'borrower'>): string {
  return `claim/${use.placeOfCare}/${use.lender}/${use.borrower}`
}
