/** The transactions of the interface, by their number. */
import { readTable } from './tsv.ts'

export interface Transaction {
  /** 交易编号, e.g. 2207 or 2203A. */
  readonly infno: string
  readonly title: string
  readonly family: string
  /** Who calls whom, e.g. `institution->platform`. */
  readonly direction: string
}

let loaded: ReadonlyMap<string, Transaction> | undefined

function load(): ReadonlyMap<string, Transaction> {
  const rows = readTable('tables/transactions.tsv')
  return new Map(rows.map(({ infno = '', title = '', family = '', direction = '' }) =>
    [infno, { infno, title, family, direction }]))
}

/** One transaction, or undefined when the interface has no such number. */
export function transactionOf(infno: string): Transaction | undefined {
  loaded ??= load()
  return loaded.get(infno)
}

/** Every transaction of the interface, in the order of the specification. */
export function allTransactions(): readonly Transaction[] {
  loaded ??= load()
  return [...loaded.values()]
}
