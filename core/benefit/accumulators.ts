/** Year-to-date amounts and the personal account: an opening and the sum of all changes since. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { YearToDate } from '../calculator/claim.ts'
import { ACCUMULATOR_KINDS, NOTHING_USED } from '../calculator/year-to-date.ts'
import type { AccumulatorKind } from '../calculator/year-to-date.ts'
import { beijingTime } from '../clock.ts'
import { SUB_KEYED } from './accumulator-keys.ts'
import type { AccumulatorKeys } from './accumulator-keys.ts'
import type { BenefitContext } from './context.ts'

/** Whose accumulators of which year. */
export interface AccumulatorOwner {
  readonly psn_no: string
  readonly insutype: string
  readonly year: string
}

/**
 * What a person has used in a year; the register's opening belongs to the year it was made for.
 * With `keys`, deductibles are those of one period and hospital, and chronic care that of one
 * disease; without, every amount is the whole year's. `admissions` are not kept here.
 */
export function yearToDate(
  context: BenefitContext,
  person: InsuredPerson,
  insutype: string,
  year: string,
  keys?: AccumulatorKeys,
): YearToDate {
  const owner = { psn_no: person.psn_no, insutype, year }
  const opening = year === context.registerYear ? openingOf(person) : {}
  const used: Record<AccumulatorKind, number> = { ...NOTHING_USED }
  for (const kind of ACCUMULATOR_KINDS) {
    // What the register knows is of the year, so it says nothing of a shorter period.
    const ofPeriod = keys !== undefined && (keys[kind] ?? '') !== ''
    if (!ofPeriod) used[kind] = opening[kind] ?? 0
  }
  const otherPayersFen: Record<string, number> = {}
  for (const { kind: stored, total } of totals(context, owner)) {
    const [kind, sub] = split(stored)
    if (kind === OTHER_PAYERS) otherPayersFen[sub] = total
    else if (isKind(kind) && (keys === undefined || sub === (keys[kind] ?? ''))) {
      used[kind] += total
    }
  }
  return { ...used, otherPayersFen }
}

const OTHER_PAYERS = 'otherPayersFen'

function openingOf(person: InsuredPerson): Partial<Record<AccumulatorKind, number>> {
  const { inpatientStays } = person.yearToDate
  return { admissions: inpatientStays, ...person.yearToDate }
}

function isKind(text: string): text is AccumulatorKind {
  return Object.hasOwn(NOTHING_USED, text)
}

function totals({ store }: BenefitContext, { psn_no, insutype, year }: AccumulatorOwner) {
  return store.all<{ kind: string; total: number }>(
    `select kind, sum(change) as total from accumulation
      where psn_no = ? and insutype = ? and year = ? group by kind`,
    psn_no,
    insutype,
    year,
  )
}

function split(stored: string): readonly [string, string] {
  const at = stored.indexOf(':')
  return at < 0 ? [stored, ''] : [stored.slice(0, at), stored.slice(at + 1)]
}

/** Adds the changes of a settlement; inside a commit. */
export function accumulate(
  context: BenefitContext,
  owner: AccumulatorOwner & { readonly source: string },
  changes: YearToDate,
  keys: AccumulatorKeys,
): void {
  for (const kind of ACCUMULATOR_KINDS) {
    // Admissions are counted from the visits themselves.
    if (changes[kind] === 0 || kind === 'admissions') continue
    const sub = SUB_KEYED.has(kind) ? (keys[kind] ?? '') : ''
    write(context, owner, sub === '' ? kind : `${kind}:${sub}`, changes[kind])
  }
  for (const [id, fen] of Object.entries(changes.otherPayersFen)) {
    if (fen !== 0) write(context, owner, `${OTHER_PAYERS}:${id}`, fen)
  }
}

/** Takes back exactly what a settlement added; inside a commit. */
export function unaccumulate(
  context: BenefitContext,
  owner: AccumulatorOwner,
  original: string,
  source: string,
): void {
  const { psn_no, insutype, year } = owner
  const rows = context.store.all<{ kind: string; change: number }>(
    `select kind, change from accumulation
      where psn_no = ? and insutype = ? and year = ? and source = ? order by id`,
    psn_no,
    insutype,
    year,
    original,
  )
  for (const { kind, change } of rows) write(context, { ...owner, source }, kind, -change)
}

function write(
  { store }: BenefitContext,
  owner: AccumulatorOwner & { readonly source: string },
  kind: string,
  change: number,
): void {
  store.run(
    `insert into accumulation (psn_no, insutype, year, kind, change, source)
     values (?, ?, ?, ?, ?, ?)`,
    owner.psn_no,
    owner.insutype,
    owner.year,
    kind,
    change,
    owner.source,
  )
}

/** Settlements that changed the accumulators of a year after another one did, newest first. */
export function laterSources(
  { store }: BenefitContext,
  { psn_no, insutype, year }: AccumulatorOwner,
  source: string,
): string[] {
  return store
    .all<{ source: string }>(
      `select source from accumulation
        where psn_no = ? and insutype = ? and year = ? and id > (
          select max(id) from accumulation
           where psn_no = ? and insutype = ? and year = ? and source = ?)
        group by source order by max(id) desc`,
      psn_no,
      insutype,
      year,
      psn_no,
      insutype,
      year,
      source,
    )
    .map((row) => row.source)
}

/**
 * Balance of the personal account, fen: the opening less what settlements took from it. Money that
 * lies on the person's bank card is no account of the insurer's: 0 (RULE-148).
 */
export function accountBalanceFen(context: BenefitContext, person: InsuredPerson): number {
  const today = beijingTime(context.clock.now()).slice(0, 10)
  const pack = context.packOn?.(today) ?? context.pack
  if (pack.insurance[person.insutype]?.account.heldBy === 'bank') return 0
  const moved = context.store.get<{ total: number }>(
    'select coalesce(sum(amount_fen), 0) as total from posting where account = ?',
    accountOf(person.psn_no),
  )
  return person.accountBalanceFen + (moved?.total ?? 0)
}

/** Name of a person's account in the books. */
export function accountOf(psnNo: string): string {
  return `personal-account:${psnNo}`
}
