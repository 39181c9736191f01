/** Errors planted in what the agencies hand out; each makes new papers and leaves the old. */
import type { MonthPapers } from './back-office.ts'

export interface PlantedPaperError {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly foundBy: string
  readonly spoil: (papers: MonthPapers) => MonthPapers
}

type Clearing = MonthPapers['clearings'][number]
type File = MonthPapers['reconciliations'][number]

/** Every kind of error in the papers of a month. */
export const PLANTED_PAPER_ERRORS: readonly PlantedPaperError[] = [
  {
    id: 'total-off',
    title: { zh: '对账文件合计差一分', en: 'A total of a file is one fen off' },
    foundBy: 'month/reconciliation',
    spoil: inFile((file) => ({
      ...file,
      files: file.files.map((one, at) => at > 0 ? one : {
        ...one,
        totals: changeFirst(one.totals, (total) => ({ ...total, fundFen: total.fundFen + 1 })),
      }),
    })),
  },
  {
    id: 'total-missing',
    title: { zh: '对账文件漏一组', en: 'A group is missing in a file' },
    foundBy: 'month/reconciliation',
    spoil: inFile((file) => ({
      ...file,
      files: file.files.map((one, at) => at > 0 ? one : { ...one, totals: one.totals.slice(1) }),
    })),
  },
  {
    id: 'file-missing',
    title: { zh: '漏一天的对账文件', en: 'The file of a day is missing' },
    foundBy: 'month/reconciliation',
    spoil: (papers) => ({ ...papers, reconciliations: without(papers.reconciliations, hasRows) }),
  },
  {
    id: 'called-unequal',
    title: { zh: '平账报为不平', en: 'An equal day is called unequal' },
    foundBy: 'month/reconciliation',
    spoil: inFile((file) => ({ ...file, result: '1' })),
  },
  {
    id: 'sheet-off',
    title: { zh: '清算单差一分', en: 'A sheet is one fen off' },
    foundBy: 'month/clearing',
    spoil: inSheets((lines) =>
      changeFirst(lines, (line) => ({ ...line, settledFen: line.settledFen + 1 }))),
  },
  {
    id: 'sheet-line-missing',
    title: { zh: '清算单漏一行', en: 'A line of a sheet is missing' },
    foundBy: 'month/clearing',
    spoil: inSheets((lines) => lines.slice(1)),
  },
  {
    id: 'sheet-wrong-payer',
    title: { zh: '清算单基金串户', en: 'A line of a sheet stands at another fund' },
    foundBy: 'month/clearing',
    spoil: inSheets((lines) => changeFirst(lines, (line) => ({ ...line, payer: '330100' }))),
  },
  {
    id: 'undoing-forgotten',
    title: { zh: '跨月退费未冲减', en: 'A refund of a later month is forgotten' },
    foundBy: 'month/clearing',
    spoil: (papers) => ({
      ...papers,
      clearings: papers.clearings.map((one, at) => at === 0 ? one : { ...one, sheets: [] }),
    }),
  },
  {
    id: 'order-mixes-funds',
    title: { zh: '拨付单混入其他险种', en: 'An order mixes funds' },
    foundBy: 'month/orders',
    spoil: inFirst((one) => {
      const wanted = one.orders.findIndex(({ group }) => group === 'employee')
      return {
        ...one,
        orders: one.orders.map((order, at) => at === wanted
          ? { ...order, lines: changeFirst(order.lines, (line) => ({ ...line, payer: '610100' })) }
          : order),
      }
    }),
  },
  {
    id: 'order-off',
    title: { zh: '拨付单金额差一分', en: 'An order is one fen off' },
    foundBy: 'month/orders',
    spoil: inFirst((one) => ({
      ...one,
      orders: changeFirst(one.orders, (order) => ({ ...order, payableFen: order.payableFen - 1 })),
    })),
  },
  {
    id: 'order-missing',
    title: { zh: '漏一张拨付单', en: 'An order is missing' },
    foundBy: 'month/orders',
    spoil: inFirst((one) => ({ ...one, orders: one.orders.slice(1) })),
  },
  {
    id: 'order-unpaid',
    title: { zh: '拨付单未付清', en: 'An order was not paid' },
    foundBy: 'month/orders',
    spoil: inFirst((one) => {
      const [first] = one.orders
      return { ...one, states: { ...one.states, [first?.number ?? '']: 50 } }
    }),
  },
  {
    id: 'daily-report-off',
    title: { zh: '每日“异”报差一笔', en: 'A daily report counts one settlement too many' },
    foundBy: 'month/figures',
    spoil: inReports(({ daily, figures }) => ({
      figures,
      daily: changeFirst(daily, (one) => ({
        ...one, total: { ...one.total, settlements: one.total.settlements + 1 },
      })),
    })),
  },
  {
    id: 'daily-report-missing',
    title: { zh: '漏一天的每日“异”报', en: 'The report of a day is missing' },
    foundBy: 'month/figures',
    spoil: inReports(({ daily, figures }) => ({ figures, daily: daily.slice(1) })),
  },
  {
    id: 'outflow-off',
    title: { zh: '外流统计漏一行', en: 'A line of the outflow is missing' },
    foundBy: 'month/figures',
    spoil: inReports(({ daily, figures }) =>
      ({ daily, figures: { ...figures, outflow: figures.outflow.slice(1) } })),
  },
  {
    id: 'direct-rate-off',
    title: { zh: '直接结算率多计一笔', en: 'The direct settlement rate counts one too many' },
    foundBy: 'month/figures',
    spoil: inReports(({ daily, figures }) => ({
      daily,
      figures: {
        ...figures,
        figures: figures.figures.map((one) => ({ ...one, numerator: one.numerator + 1 })),
      },
    })),
  },
  {
    id: 'not-audited',
    title: { zh: '有结算未经审核', en: 'A settlement was not audited' },
    foundBy: 'month/audit',
    spoil: (papers) => ({
      ...papers,
      audit: {
        ...papers.audit,
        scopes: papers.audit.scopes.map((one) => ({ ...one, audited: one.audited - 1 })),
      },
    }),
  },
  {
    id: 'other-rules',
    title: { zh: '异地与本地审核规则不同', en: 'Outsiders were audited by other rules' },
    foundBy: 'month/audit',
    spoil: (papers) => ({ ...papers, audit: { ...papers.audit, parity: false } }),
  },
  {
    id: 'usage-off',
    title: { zh: '预付金使用率差万分之一', en: 'The usage of a pair is a ten-thousandth off' },
    foundBy: 'month/prepayment',
    spoil: inPairs((pairs) => {
      const wanted = pairs.findIndex(({ usageBp }) => usageBp !== null)
      return pairs.map((pair, at) =>
        at === wanted ? { ...pair, usageBp: (pair.usageBp ?? 0) + 1 } : pair)
    }),
  },
  {
    id: 'warning-swallowed',
    title: { zh: '预付金预警漏报', en: 'A warning is not given' },
    foundBy: 'month/prepayment',
    spoil: inPairs((pairs) => {
      const wanted = pairs.findIndex(({ level }) => level !== 'none')
      return pairs.map((pair, at) => at === wanted ? { ...pair, level: 'none' } : pair)
    }),
  },
  {
    id: 'prepaid-pair-missing',
    title: { zh: '预付金报告漏一对地区', en: 'A pair is missing in the prepayment report' },
    foundBy: 'month/prepayment',
    spoil: inPairs((pairs) => pairs.slice(1)),
  },
]

function inReports(change: (reports: MonthPapers['reports']) => MonthPapers['reports']) {
  return (papers: MonthPapers): MonthPapers => ({ ...papers, reports: change(papers.reports) })
}

function inFile(change: (file: File) => File) {
  return (papers: MonthPapers): MonthPapers => {
    const wanted = papers.reconciliations.findIndex(hasRows)
    const { reconciliations } = papers
    const changed = reconciliations.map((one, at) => at === wanted ? change(one) : one)
    return { ...papers, reconciliations: changed }
  }
}

function inFirst(change: (clearing: Clearing) => Clearing) {
  return (papers: MonthPapers): MonthPapers =>
    ({ ...papers, clearings: changeFirst(papers.clearings, change) })
}

function inSheets(change: (lines: Clearing['sheets'][number]['lines']) => typeof lines) {
  return inFirst((one) => ({
    ...one,
    sheets: changeFirst(one.sheets, (sheet) => ({ ...sheet, lines: change(sheet.lines) })),
  }))
}

type Pair = MonthPapers['prepayment']['report']['pairs'][number]

function inPairs(change: (pairs: readonly Pair[]) => readonly Pair[]) {
  return (papers: MonthPapers): MonthPapers => {
    const { prepayment } = papers
    const pairs = change(prepayment.report.pairs)
    return { ...papers, prepayment: { ...prepayment, report: { ...prepayment.report, pairs } } }
  }
}

function hasRows({ files }: File): boolean {
  return files.some(({ rows }) => rows > 0)
}

function without<Item>(items: readonly Item[], wanted: (item: Item) => boolean): Item[] {
  const position = items.findIndex(wanted)
  return items.filter((_, at) => at !== position)
}

function changeFirst<Item>(items: readonly Item[], change: (item: Item) => Item): Item[] {
  return items.map((item, at) => at === 0 ? change(item) : item)
}
