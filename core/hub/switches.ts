/**
 * What is opened between two places, step by step (pair, kind of care, insurance type, from a
 * day). Only what begins something is asked; what was begun while it was open is finished.
 */
import { placeName } from '../../contracts/areas.ts'
import { meaningOf } from '../../contracts/dictionaries.ts'
import { Refusal } from '../refusal.ts'
import { provinceOf } from './scope.ts'
import { compareTexts } from '../compare.ts'

/** Kinds of care that are opened apart from one another. */
export type CareClass = 'inpatient' | 'outpatient' | 'chronic' | 'pharmacy'

/** One row of the switchboard; of the rows that fit and have begun, the last one holds. */
export interface Switch {
  /** A pooling area, a province for all areas in it, or `*`. */
  readonly placeOfCare: string
  readonly insuredPlace: string
  readonly kind: CareClass | '*'
  /** 310, 390, or `*`. */
  readonly insutype: string
  /** First day that it holds, yyyy-MM-dd. */
  readonly from: string
  readonly state: 'open' | 'closed'
}

/** What is about to begin. */
export interface Beginning {
  /** Pooling areas. */
  readonly placeOfCare: string
  readonly insuredPlace: string
  /** More than one where the message does not tell yet which: one open kind is enough. */
  readonly kinds: readonly CareClass[]
  /** '' where the message does not tell: one open insurance type is enough. */
  readonly insutype: string
  /** yyyy-MM-dd */
  readonly day: string
}

export type Switchboard = (beginning: Beginning) => void

const KIND_NAMES: Readonly<Record<CareClass, string>> = {
  inpatient: '住院',
  outpatient: '普通门诊',
  chronic: '门诊慢特病',
  pharmacy: '药店购药',
}

/**
 * A function that throws a Refusal with its reason for what is not opened. Without any row
 * everything is open: nobody keeps a switchboard.
 */
export function switchboard(switches: readonly Switch[]): Switchboard {
  if (switches.length === 0) return () => {}
  const pairs = Map.groupBy(
    switches.toSorted((one, other) => compareTexts(one.from, other.from)),
    ({ placeOfCare, insuredPlace }) => `${placeOfCare}>${insuredPlace}`,
  )
  return (beginning) => {
    const { placeOfCare, insuredPlace } = beginning
    const rows = patternsOf(placeOfCare)
      .flatMap((care) => patternsOf(insuredPlace).map((insured) => `${care}>${insured}`))
      .flatMap((pair) => pairs.get(pair) ?? [])
      .toSorted((one, other) => compareTexts(one.from, other.from))
    const reason = reasonClosed(rows, beginning)
    if (reason === undefined) return
    throw new Refusal('not-opened', {
      placeOfCare: placeName(placeOfCare),
      insuredPlace: placeName(insuredPlace),
      reason,
    })
  }
}

function reasonClosed(rows: readonly Switch[], beginning: Beginning): string | undefined {
  const { kinds, insutype, day } = beginning
  const begun = rows.filter(({ from }) => from <= day)
  const insurances = insutype === '' ? typesIn(rows) : [insutype]
  if (anyOpen(begun, kinds, insurances)) return undefined
  const [kind] = kinds
  const next = rows.find((row) => row.from > day && row.state === 'open'
    && kinds.some((one) => insurances.some((type) => fits(row, one, type))))
  if (next !== undefined) return `直接结算自${next.from}起开通`
  if (anyOpen(begun, kinds, typesIn(rows))) {
    return `尚未开通${meaningOf('insutype', insutype) ?? insutype}（险种${insutype}）的直接结算`
  }
  if (anyOpen(begun, ['inpatient', 'outpatient', 'chronic', 'pharmacy'], typesIn(rows))) {
    return `尚未开通${kind === undefined ? '' : KIND_NAMES[kind]}直接结算`
  }
  const last = begun.at(-1)
  return last === undefined ? '尚未开通直接结算' : `直接结算自${last.from}起停止`
}

/** True when the last row that fits says open, for one of the kinds and one of the types. */
function anyOpen(
  begun: readonly Switch[],
  kinds: readonly CareClass[],
  insurances: readonly string[],
): boolean {
  return kinds.some((kind) =>
    insurances.some((type) => begun.findLast((row) => fits(row, kind, type))?.state === 'open'))
}

function fits(row: Switch, kind: CareClass, insutype: string): boolean {
  return (row.kind === '*' || row.kind === kind)
    && (row.insutype === '*' || row.insutype === insutype)
}

function typesIn(rows: readonly Switch[]): string[] {
  return [...new Set(['*', ...rows.map(({ insutype }) => insutype)])]
}

/** From the widest to the closest, so that of two rows of one day the closer one holds. */
function patternsOf(area: string): string[] {
  return [...new Set(['*', provinceOf(area), area])]
}
