/** Reads clearing's books: documents, states, balances. */
import type { Store } from '../store/store.ts'
import type { ClearingDocument, DocumentKind, StepTaken } from './books.ts'
import { ClearingFault } from './office.ts'

interface Row extends Omit<ClearingDocument, 'amountFen' | 'body'> {
  readonly amount_fen: number
  readonly body: string
}

/** A document by its number. @throws ClearingFault when there is none of this kind */
export function documentOf<Body>(
  store: Store,
  kind: DocumentKind,
  number: string,
): ClearingDocument<Body> {
  const found = findDocument<Body>(store, number)
  if (found?.kind !== kind) throw new ClearingFault('unknown-document', `no ${kind} ${number}`)
  return found
}

/** A document by its number, whatever it is. */
export function findDocument<Body>(
  store: Store,
  number: string,
): ClearingDocument<Body> | undefined {
  const row = store.get<Row>('select * from clearing_document where number = ?', number)
  return row === undefined ? undefined : shaped<Body>(row)
}

/** Documents of a month in the order of their numbers. */
export function documentsOf<Body>(
  store: Store,
  kind: DocumentKind,
  month: string,
): ClearingDocument<Body>[] {
  return store
    .all<Row>(
      'select * from clearing_document where kind = ? and month = ? order by number',
      kind,
      month,
    )
    .map((row) => shaped<Body>(row))
}

/** Documents of one party, oldest month first. */
export function documentsOfParty<Body>(
  store: Store,
  kind: DocumentKind,
  party: string,
): ClearingDocument<Body>[] {
  return store
    .all<Row>(
      'select * from clearing_document where kind = ? and party = ? order by month, number',
      kind,
      party,
    )
    .map((row) => shaped<Body>(row))
}

/** Documents that belong to another one. */
export function documentsUnder<Body>(store: Store, parent: string): ClearingDocument<Body>[] {
  return store
    .all<Row>('select * from clearing_document where parent = ? order by number', parent)
    .map((row) => shaped<Body>(row))
}

/** Steps of a document, first one first. */
export function stepsOf(store: Store, number: string): StepTaken[] {
  return store.all<StepTaken>(
    `select number, state, at, operator, approver, due, late, note
       from clearing_step where number = ? order by state`,
    number,
  )
}

/** Where a document stands; 0 before its first step (未申报). */
export function stateOf(store: Store, number: string): number {
  const row = store.get<{ state: number | null }>(
    'select max(state) as state from clearing_step where number = ?',
    number,
  )
  return row?.state ?? 0
}

/** Balance of one account; fen. */
export function balanceOf(store: Store, account: string): number {
  const row = store.get<{ fen: number | null }>(
    'select sum(amount_fen) as fen from clearing_posting where account = ?',
    account,
  )
  return row?.fen ?? 0
}

/** Every account with its balance, in the order of the names. */
export function allBalances(store: Store): Record<string, number> {
  const rows = store.all<{ account: string; fen: number }>(
    `select account, sum(amount_fen) as fen from clearing_posting
      group by account order by account`,
  )
  return Object.fromEntries(rows.map(({ account, fen }) => [account, fen]))
}

function shaped<Body>({ amount_fen, body, ...row }: Row): ClearingDocument<Body> {
  return { ...row, amountFen: amount_fen, body: JSON.parse(body) as Body }
}
