/** Small ways to change a message; nothing here changes its argument. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'

/** One row of a node of the input. */
export type Row = Readonly<Record<string, unknown>>

/** The input with every row changed; a node holds one row or many. */
export function eachRow(input: Row, change: (row: Row) => Row): Row {
  return Object.fromEntries(
    Object.entries(input).map(([node, value]) => {
      if (Array.isArray(value)) return [node, value.map((row: Row) => change(row))]
      return [node, typeof value === 'object' && value !== null ? change(value as Row) : value]
    }),
  )
}

/** Changes the rows of these transactions and leaves all other messages alone. */
export function inRowsOf(infnos: readonly string[], change: (row: Row) => Row) {
  return (envelope: RequestEnvelope): RequestEnvelope =>
    infnos.includes(envelope.infno)
      ? { ...envelope, input: eachRow(envelope.input, change) }
      : envelope
}

/** The row under other names, in the order it had. */
export function renamed(row: Row, from: string, to: string): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name === from ? to : name, value]),
  )
}
