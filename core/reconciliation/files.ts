/** The file each party gives of a day, and the comparison of their totals. */
import { sha256 } from '../ids.ts'
import { yuanOf } from '../money.ts'
import type { Settled } from '../settled.ts'
import type { Comparison, Group, GroupTotal, PartyFile, PartyName } from './reconciliation.ts'
import {
  AMOUNTS, byText, comparedLine, dayOf, fundSums, fundsText, inOrder, sumsOf,
} from './rows.ts'

/**
 * The text of a party's file: one row a line in canonical order, columns parted by tabs, amounts
 * in yuan. The same rows give the same text in whatever order they come.
 */
export function fileText(day: string, rows: readonly Settled[]): string {
  return inOrder(rows.filter((row) => dayOf(row) === day)).map(lineOf).join('')
}

/** A party's file in brief: totals by group, and a digest in place of the rows. */
export function fileOf(party: PartyName, day: string, rows: readonly Settled[]): PartyFile {
  const own = rows.filter((row) => dayOf(row) === day)
  const groups = new Map<string, Settled[]>()
  for (const row of own) {
    const key = groupKey(row)
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [row])
    else members.push(row)
  }
  return {
    party,
    rows: own.length,
    digest: sha256(fileText(day, own)),
    totals: [...groups]
      .toSorted(([left], [right]) => byText(left, right))
      .map(([, members]) => totalOf(members)),
  }
}

/** Every group that any file knows, with what is unequal; not yet explained. */
export function compareTotals(files: readonly PartyFile[]): Comparison[] {
  const groups = new Map<string, Group>()
  const byFile = files.map(({ totals }) =>
    new Map(totals.map((total) => {
      groups.set(groupKey(total), total)
      return [groupKey(total), total]
    })))
  return [...groups].toSorted(([left], [right]) => byText(left, right)).map(([key, group]) => {
    const unequal = unequalIn(byFile.map((file) => file.get(key)))
    return {
      ...groupOf(group),
      result: unequal.length === 0 ? '0' : '1',
      unequal,
      explainedBy: [],
    }
  })
}

/** Insurance type, clearing type and pair, as one text. */
export function groupKey(group: Group): string {
  return [group.insutype, group.clearingType, group.placeOfCare, group.insuredPlace].join('/')
}

function lineOf(row: Settled): string {
  const cells = [
    row.setlId, row.kind, row.reverses ?? '', row.settledAt, row.msgid, row.infno, row.visitId,
    row.psnNo, row.institution, row.placeOfCare, row.insuredPlace, row.insutype, row.medType,
    row.clearingType, ...AMOUNTS.map((name) => yuanOf(row[name]).toFixed(2)), fundsText(row.funds),
  ]
  return `${cells.join('\t')}\n`
}

function totalOf(rows: readonly Settled[]): GroupTotal {
  const [first] = rows as [Settled]
  return {
    ...groupOf(first),
    ...sumsOf(rows),
    funds: fundSums(rows),
    digest: sha256(rows.map(comparedLine).toSorted(byText).join('\n')),
  }
}

function groupOf({ insutype, clearingType, placeOfCare, insuredPlace }: Group): Group {
  return { insutype, clearingType, placeOfCare, insuredPlace }
}

/** Names of the sums that differ; `rows` when only what is behind them does. */
function unequalIn(totals: readonly (GroupTotal | undefined)[]): string[] {
  const differs = (read: (total: GroupTotal) => string | number, none: string | number) =>
    new Set(totals.map((total) => (total === undefined ? none : read(total)))).size > 1
  const sums = (['count', ...AMOUNTS] as const).filter((name) => differs((one) => one[name], 0))
  const funds = differs(({ funds: paid }) => fundsText(paid), '') ? ['funds'] : []
  if (sums.length + funds.length > 0) return [...sums, ...funds]
  return differs(({ digest }) => digest, '') ? ['rows'] : []
}
