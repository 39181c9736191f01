/** In which ways the rows of one event differ; every class has one cause and one treatment. */
import type { Settled } from '../settled.ts'
import type { Event } from './events.ts'
import type { DifferenceClass, FieldValues, PartyName, Treatment } from './reconciliation.ts'
import { AMOUNTS, MARKS, dayOf, fundsText } from './rows.ts'

/** One way in which an event differs. */
export interface Finding {
  readonly class: DifferenceClass
  readonly fields: readonly FieldValues[]
  readonly missingAt: readonly PartyName[]
  readonly treatment: { readonly kind: Treatment; readonly at: readonly PartyName[] }
}

type Rows = ReadonlyMap<PartyName, Settled>

/** All findings of an event; none when every party has the same row once, on the same day. */
export function findingsOf(event: Event, parties: readonly PartyName[]): Finding[] {
  const present = parties.filter((party) => event.rows.has(party))
  const first: Rows = new Map(
    present.map((party) => [party, event.rows.get(party)?.[0] as Settled]),
  )
  return [
    ...duplicates(event, present),
    ...absence(first, parties),
    ...dateCut(first),
    ...marks(first),
    ...amounts(first),
  ]
}

function duplicates(event: Event, present: readonly PartyName[]): Finding[] {
  const twice = present.filter((party) => (event.rows.get(party)?.length ?? 0) > 1)
  if (twice.length === 0) return []
  const values = Object.fromEntries(present.map((party) => [party, event.rows.get(party)?.length]))
  const fields = [{ field: 'rows', values: values as FieldValues['values'], offByFen: null }]
  return [{ class: 'duplicate', fields, missingAt: [], treatment: { kind: 'reverse', at: twice } }]
}

/**
 * A settlement that only some have. Without the insured place nothing stands behind it, and
 * without the place of care nobody was told of it: it is undone. A hub that missed it adds it.
 */
function absence(rows: Rows, parties: readonly PartyName[]): Finding[] {
  const missingAt = parties.filter((party) => !rows.has(party))
  const [row] = rows.values()
  if (missingAt.length === 0 || row === undefined) return []
  if (row.reverses !== null) {
    const name = row.kind === 'refund' ? 'refund-one-sided' : 'status'
    const treatment = { kind: 'supplement', at: missingAt } as const
    return [{ class: name, fields: [], missingAt, treatment }]
  }
  const onlyHub = missingAt.every((party) => party === 'hub')
  const treatment: Finding['treatment'] = onlyHub
    ? { kind: 'supplement', at: missingAt }
    : { kind: 'reverse', at: [...rows.keys()] }
  return [{ class: 'missing', fields: [], missingAt, treatment }]
}

/** The same event on different days: the insured place's day holds, the next file shows it. */
function dateCut(rows: Rows): Finding[] {
  const days = valuesOf('settledAt', rows, dayOf)
  if (days === null) return []
  const late = [...rows].filter(([, row]) => dayOf(row) !== dayOf(wordOf(rows)))
  const treatment = { kind: 'next-day', at: late.map(([party]) => party) } as const
  return [{ class: 'date-cut', fields: [days], missingAt: [], treatment }]
}

/** Refund here and reversal there is a difference of status; anything else one of scope. */
function marks(rows: Rows): Finding[] {
  const kind = valuesOf('kind', rows, (row) => row.kind)
  if (kind !== null) return [wrongAt('status', [kind], rows, (row) => row.kind, 'supplement')]
  const fields = MARKS.flatMap((name) => valuesOf(name, rows, (row) => row[name]) ?? [])
  if (fields.length === 0) return []
  const text = (row: Settled) => MARKS.map((name) => row[name]).join('\t')
  return [wrongAt('scope', fields, rows, text, treatmentOf(rows))]
}

/** Not a fen of tolerance (RULE-173); parts of funds are compared also where the sums agree. */
function amounts(rows: Rows): Finding[] {
  const sums = AMOUNTS.flatMap((name) => valuesOf(name, rows, (row) => row[name]) ?? [])
  const codes = new Set([...rows.values()].flatMap(({ funds }) => Object.keys(funds)))
  const parts = [...codes].toSorted().flatMap((code) =>
    valuesOf(`funds.${code}`, rows, (row) => row.funds[code] ?? 0) ?? [])
  const fields = [...sums, ...parts]
  if (fields.length === 0) return []
  const text = (row: Settled) =>
    [...AMOUNTS.map((name) => row[name]), fundsText(row.funds)].join('\t')
  const name = sums.length === 0 ? 'fund-split' : 'amount'
  return [wrongAt(name, fields, rows, text, treatmentOf(rows))]
}

/** What was settled wrongly is undone and settled again; an undoing row is put right. */
function treatmentOf(rows: Rows): Treatment {
  return wordOf(rows).reverses === null ? 'reverse' : 'supplement'
}

/** A settlement is undone by all who have it, a wrong mark is put right where it is wrong. */
function wrongAt(
  name: DifferenceClass,
  fields: readonly FieldValues[],
  rows: Rows,
  read: (row: Settled) => string,
  kind: Treatment,
): Finding {
  const right = read(wordOf(rows))
  const wrong = [...rows].filter(([, row]) => read(row) !== right).map(([party]) => party)
  const at = kind === 'reverse' ? [...rows.keys()] : wrong
  return { class: name, fields, missingAt: [], treatment: { kind, at } }
}

/** The insured place decides; without it the first party that has a row. */
function wordOf(rows: Rows): Settled {
  return rows.get('insuredPlace') ?? ([...rows.values()][0] as Settled)
}

/** What each party says of a field; null when all say the same. */
function valuesOf(
  field: string,
  rows: Rows,
  read: (row: Settled) => string | number,
): FieldValues | null {
  const values = [...rows].map(([party, row]) => [party, read(row)] as const)
  const distinct = [...new Set(values.map(([, value]) => value))]
  if (distinct.length < 2) return null
  const numbers = distinct.filter((value) => typeof value === 'number')
  const money = numbers.length === distinct.length
  const offByFen = money ? Math.max(...numbers) - Math.min(...numbers) : null
  return { field, values: Object.fromEntries(values), offByFen }
}
