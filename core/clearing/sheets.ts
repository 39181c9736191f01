/** Pure: reconciled settlements and adjustments become sheets, one for each pair (RULE-188). */
import { scopeOf } from '../hub/scope.ts'
import type { Scope } from '../hub/scope.ts'
import type { Settled } from '../settled.ts'
import { clearingClass, pairOf, payersOf } from './kinds.ts'
import { compareTexts } from '../compare.ts'

/** Money that changes a sheet and is no settlement of the month; every one has its reason. */
export interface Adjustment {
  /** Number of the document that it comes from. */
  readonly id: string
  /** `recovery` of fund money, a deduction returned after appeal, or a correction of a sheet. */
  readonly reason: 'recovery' | 'appeal' | 'correction'
  readonly insuredPlace: string
  readonly placeOfCare: string
  readonly insutype: string
  /** clr_type of what it changes. */
  readonly clearingClass: string
  /** fund_pay_type. */
  readonly payer: string
  /** Above zero when the insured place owes more. */
  readonly amountFen: number
  /** Settlement that it is about, '' for none; a recovery always has one. */
  readonly setlId: string
  readonly note: string
}

/** Amounts of one payer in one class between two areas; fen, undone ones below zero. */
export interface SheetLine {
  readonly insuredPlace: string
  readonly placeOfCare: string
  readonly clearingClass: string
  readonly insutype: string
  /** fund_pay_type, 310200 for the personal account. */
  readonly payer: string
  readonly settledFen: number
  readonly undoneFen: number
  readonly adjustedFen: number
  readonly totalFen: number
}

/** What one pair owes for a month. */
export interface Sheet {
  readonly number: string
  readonly month: string
  readonly scope: Scope
  /** `national`, or the province whose hub clears between its areas. */
  readonly hub: string
  /** Six digits: areas within a province, provinces across. */
  readonly payer: string
  readonly receiver: string
  readonly settlements: number
  readonly undoings: number
  readonly lines: readonly SheetLine[]
  readonly adjustments: readonly Adjustment[]
  readonly totalFen: number
}

/** The sheets of a month, in the order of their numbers; the order of the input is no matter. */
export function sheetsOf(
  month: string,
  items: readonly Settled[],
  adjustments: readonly Adjustment[],
): Sheet[] {
  const drafts = new Map<string, Draft>()
  const draftOf = (places: Pick<Settled, 'placeOfCare' | 'insuredPlace'>): Draft => {
    const { hub, payer, receiver } = pairOf(places)
    const number = sheetNumber(month, places)
    const scope = scopeOf(places.placeOfCare, places.insuredPlace)
    const draft = drafts.get(number) ?? {
      head: { number, month, scope, hub, payer, receiver },
      lines: new Map(),
      adjustments: [],
      settlements: 0,
      undoings: 0,
    }
    drafts.set(number, draft)
    return draft
  }
  for (const item of items) addItem(draftOf(item), item)
  for (const adjustment of adjustments) addAdjustment(draftOf(adjustment), adjustment)
  return [...drafts.values()]
    .map(finished)
    .toSorted((left, right) => compareTexts(left.number, right.number))
}

/** The number of the sheet in which a settlement of two areas stands. */
export function sheetNumber(
  month: string,
  places: Pick<Settled, 'placeOfCare' | 'insuredPlace'>,
): string {
  const { hub, payer, receiver } = pairOf(places)
  return `QS${month}-${hub === 'national' ? '000000' : hub}-${payer}-${receiver}`
}

type Mutable<Row> = { -readonly [Key in keyof Row]: Row[Key] }

interface Draft {
  readonly head: Pick<Sheet, 'number' | 'month' | 'scope' | 'hub' | 'payer' | 'receiver'>
  readonly lines: Map<string, Mutable<SheetLine>>
  readonly adjustments: Adjustment[]
  settlements: number
  undoings: number
}

function addItem(draft: Draft, item: Settled): void {
  const undoing = item.reverses !== null
  draft[undoing ? 'undoings' : 'settlements'] += 1
  for (const [payer, fen] of payersOf(item)) {
    const line = lineOf(draft, { ...item, clearingClass: clearingClass(item), payer })
    line[undoing ? 'undoneFen' : 'settledFen'] += fen
    line.totalFen += fen
  }
}

function addAdjustment(draft: Draft, adjustment: Adjustment): void {
  draft.adjustments.push(adjustment)
  const line = lineOf(draft, adjustment)
  line.adjustedFen += adjustment.amountFen
  line.totalFen += adjustment.amountFen
}

type LineKey = Pick<
  SheetLine,
  'insuredPlace' | 'placeOfCare' | 'clearingClass' | 'insutype' | 'payer'
>

function lineOf(draft: Draft, key: LineKey): Mutable<SheetLine> {
  const { insuredPlace, placeOfCare, clearingClass: kind, insutype, payer } = key
  const name = [insuredPlace, placeOfCare, kind, insutype, payer].join('/')
  const line = draft.lines.get(name) ?? {
    insuredPlace,
    placeOfCare,
    clearingClass: kind,
    insutype,
    payer,
    settledFen: 0,
    undoneFen: 0,
    adjustedFen: 0,
    totalFen: 0,
  }
  draft.lines.set(name, line)
  return line
}

function finished({ head, lines, adjustments, settlements, undoings }: Draft): Sheet {
  const sorted = [...lines].toSorted(([left], [right]) => compareTexts(left, right))
  return {
    ...head,
    settlements,
    undoings,
    lines: sorted.map(([, line]) => line),
    adjustments: adjustments.toSorted((left, right) => compareTexts(left.id, right.id)),
    totalFen: sorted.reduce((sum, [, line]) => sum + line.totalFen, 0),
  }
}
