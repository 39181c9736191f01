/** The requirement matrix as a page: counts first, then a table for each group of rows. */
import type { Coverage, CoveredRow } from './coverage.ts'

/** Number of a group's first rule, and what the group is about. */
const GROUPS: readonly (readonly [first: number, id: string, zh: string, en: string])[] = [
  [1, 'B1', '原则与分工', 'Principles and division of labour'],
  [13, 'B2', '备案', 'Filing'],
  [39, 'B3', '双向待遇与补办备案', 'Two-way benefits and late filing'],
  [48, 'B4', '异地急诊抢救', 'Emergency'],
  [55, 'B5', '身份、凭证与就诊', 'Identity, voucher, visit'],
  [74, 'B6', '费用明细与目录', 'Fee lines and catalogue'],
  [89, 'B7', '待遇计算', 'Benefit calculation'],
  [112, 'B8', '一站式结算', 'One-stop stacking'],
  [127, 'B9', '门诊、慢特病、药店、生育', 'Outpatient, chronic, pharmacy, maternity'],
  [144, 'B10', '个人账户与家庭共济', 'Personal account and mutual aid'],
  [150, 'B11', '结算、冲正与超时', 'Settlement, reversal, time-outs'],
  [167, 'B12', '对账', 'Reconciliation'],
  [179, 'B13', '清算', 'Clearing'],
  [196, 'B14', '预付金', 'Prepayment'],
  [206, 'B15', '业务协同', 'Collaboration'],
  [217, 'B16', '审核、反欺诈与信用', 'Audit, fraud, credit'],
  [232, 'B17', '按病种付费', 'DRG and DIP'],
  [240, 'B18', '拆单与电子化拨付', 'Split orders and electronic payment'],
  [245, 'B19', '安全与运行', 'Security and operation'],
  [253, 'B20', '指标', 'Key figures'],
]

/** Cases named in a cell; the rest are counted, and `--json` names them all. */
const NAMED_CASES = 2

const INTRODUCTION = `Written by \`npm run coverage:requirements -- --write\`, never edited.
Rows stand in \`contracts/requirements.tsv\`; checks and cases name the rows they prove.

- **Weight.** \`sourced\` rests on a document or on known practice and can fail a party;
  \`design\` is a decision of this project, \`unsourced\` a custom without a text: both only warn.
- **Source.** Titles of documents; 对接实践 is what working integrations do. Articles of the
  procedure annexed to 医保发〔2022〕22号 come from secondary texts.
- **Binds.** \`hospital\` includes the pharmacy; \`platform\` is what the hospital talks to.
- **Applies.** A policy regime (\`R-…\`) or an edition of the interface; empty means all.
- **Proof.** Checks, then cases: they judge a party under test. Else the number of tests of the
  reference that hold the row, and why no party is judged on it yet.`

/** The whole page as Markdown, with a line break at its end. */
export function coveragePage({ rows, counts }: Coverage): string {
  const rules = GROUPS.map(([first, id, zh, en], at) => {
    const next = GROUPS[at + 1]?.[0] ?? Number.POSITIVE_INFINITY
    const own = rows.filter((row) => {
      const number = ruleNumber(row)
      return number !== undefined && number >= first && number < next
    })
    return section(`${id} ${zh} · ${en}`, own)
  })
  const wire = rows.filter((row) => ruleNumber(row) === undefined)
  return [
    '# Requirements', INTRODUCTION, countTable(counts), ...rules,
    section('IF 接口 · Interface', wire),
  ].join('\n\n') + '\n'
}

function ruleNumber({ id }: CoveredRow): number | undefined {
  const digits = /^RULE-(\d{3})$/.exec(id)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

function countTable(counts: Coverage['counts']): string {
  const { rows, rules, interface: wire, withCheck, withTest, withCase } = counts
  const { sourced, design, unsourced } = counts
  return [
    '| rows | of them rules | interface | with a check | with a case | with tests only | neither |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    `| ${rows} | ${rules} | ${wire} | ${withCheck} | ${withCase} | ${withTest} ` +
      `| ${(rows ?? 0) - (withCheck ?? 0) - (withTest ?? 0)} |`,
    '',
    '| sourced | design | unsourced |',
    '| --- | --- | --- |',
    `| ${sourced} | ${design} | ${unsourced} |`,
  ].join('\n')
}

function section(title: string, rows: readonly CoveredRow[]): string {
  const proved = rows.filter(({ checks }) => checks.length > 0).length
  return [
    `## ${title}`,
    '',
    `${rows.length} rows, ${proved} with a check.`,
    '',
    '| id | requirement | source | weight | level | binds | applies | proof |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(tableRow),
  ].join('\n')
}

function tableRow(row: CoveredRow): string {
  const { id, title, source, clause, weight, level, note } = row
  const what = [title.zh, title.en, ...(note === '' ? [] : [`(${note})`])].join('<br>')
  const cells = [
    id, what, `${source} ${clause}`, weight, level,
    row.party.join(', '), row.regimes.join(', '), proof(row),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function proof({ checks, cases, tests, reason }: CoveredRow): string {
  if (checks.length === 0) {
    const held = tests.length === 0 ? [] : [`${tests.length} tests of the reference`]
    return [...held, ...(reason === '' ? [] : [reason])].join('<br>')
  }
  const more = cases.length > NAMED_CASES ? [`${cases.length - NAMED_CASES} more`] : []
  const named = cases.slice(0, NAMED_CASES).map((name) => `\`${name}\``)
  const played = cases.length === 0 ? '(no case lists it)' : [...named, ...more].join(', ')
  return `${checks.join(', ')}<br>${played}`
}
