/**
 * Writes `docs/editions.md`: what changes for a hospital's system from one province to another.
 * `node contracts/editions-page.ts` writes; `--check` writes nothing and exits 1 when it is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Edition } from './edition.ts'
import { editionNames, editionOf } from './editions.ts'
import { changesOf } from './editions/changes.ts'
import type { Change } from './editions/changes.ts'
import { wiringOf } from './editions/wiring.ts'
import { transactionOf } from './transactions.ts'

const HEAD = `# Editions

What changes for a hospital's system that moves from one province to another. Made from
\`contracts/editions/*.json\` by \`npm run build:editions\`; do not edit. Everything that is not
named is as in the national baseline. Fields are called by their national names. "Inferred" in a
reason means that no source says it outright. The national baseline is the sum of everything that is
known, so it accepts the transactions of every province; a province has what the printed text has,
and of the rest what its file names.

- \`checkRequest(infno, envelope, 'guangdong')\` judges a message by an edition.
- \`editionContract(infno, editionOf('guangdong'))\` is the contract of a transaction there.
- A transaction that is not wired is a violation; one that is known from other provinces alone is a
  warning, because nobody can say that it does not exist.
`

type Table = readonly (readonly string[])[]

function table(head: readonly string[], rows: Table): string {
  const lines = [head, head.map(() => '---'), ...rows]
  return lines.map((cells) => `| ${cells.map((one) => one.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}

const LAYOUTS: Readonly<Record<string, string>> = {
  single: 'one for all',
  'per-transaction': 'one for each transaction',
  'infno-in-path': 'ends in the infno',
  fixed: 'as agreed; infno in a header',
}

function pathText({ paths }: Edition): string {
  if (paths === undefined) return ''
  return [LAYOUTS[paths.layout], paths.path === '' ? '' : `\`${paths.path}\``]
    .filter((one) => one !== '').join(': ')
}

const KINDS: readonly Change['kind'][] = [
  'not wired', 'wired', 'required', 'optional', 'tightened', 'added', 'renamed', 'dropped',
  'dictionary', 'envelope',
]

const MARKS: Readonly<Partial<Record<Change['kind'], string>>> = {
  required: 'R', optional: 'O', tightened: 'T', added: 'A', renamed: 'N', dropped: 'D',
}

function overview(editions: readonly Edition[]): string {
  const counted = KINDS.map((kind) => [kind, ...editions.map((one) => {
    const found = changesOf(one).filter((change) => change.kind === kind)
    return found.length === 0 ? '–' : String(found.reduce((sum, { names }) => sum + names, 0))
  })])
  const rows = [
    ['gateway', ...editions.map(({ gateway }) => `\`${gateway?.scheme ?? ''}\``)],
    ['timestamp', ...editions.map(({ gateway }) => gateway?.timestamp ?? 'none')],
    ['path', ...editions.map(pathText)],
    ...counted,
  ]
  return table(['', ...editions.map((one) => one.title)], rows)
}

function cell(infno: string, edition: Edition, changes: readonly Change[]): string {
  const { status, instead } = wiringOf(infno, edition)
  if (status === 'unknown') return '–'
  if (status === 'not-wired') return instead === '' ? 'no' : `no, ${instead}`
  if (status === 'elsewhere') return '?'
  const marks = changes.filter((one) => one.infnos.includes(infno))
    .map((one) => MARKS[one.kind] ?? '')
  const found = [...new Set(marks)].toSorted().join('')
  return found === '' ? '=' : found
}

function matrix(editions: readonly Edition[]): string {
  const all = editions.map((one) => changesOf(one))
  const infnos = [...new Set(all.flat().flatMap((one) => one.infnos))].toSorted()
  const titled = (infno: string): string => transactionOf(infno)?.title
    ?? editions.flatMap((one) => one.wiring).find((one) => one.infno === infno)?.title ?? ''
  return table(['', '交易', ...editions.map((one) => one.title)], infnos.map((infno) => [
    infno, titled(infno),
    ...editions.map((one, at) => cell(infno, one, all[at] ?? [])),
  ]))
}

function chapter(edition: Edition): string {
  const { gateway, paths } = edition
  const about = [
    gateway === undefined ? '' : `- Gateway \`${gateway.scheme}\`: ${gateway.reason}`,
    paths === undefined ? '' : `- Path ${pathText(edition)}: ${paths.reason}`,
  ].filter((one) => one !== '')
  const rows = changesOf(edition).map((one) => [one.kind, one.where, one.what, one.reason])
  return [
    `## ${edition.title} (\`${edition.edition}\`)`,
    about.join('\n'),
    table(['kind', 'where', 'what', 'why'], rows),
  ].join('\n\n')
}

/** The page as text; the same for the same edition files. */
export function editionsPage(): string {
  const editions = editionNames().filter((name) => name !== 'national').map(editionOf)
  return [
    HEAD,
    '## At a glance\n\nNumbers count fields, codes or transactions.\n',
    `${overview(editions)}\n`,
    `## Transactions

= as nationally; R required; O optional; T tightened; A added; N another name; D dropped; no: not
wired; ?: known from elsewhere alone; –: no such number. Code lists are not in this table.\n`,
    `${matrix(editions)}\n`,
    `${editions.map(chapter).join('\n\n')}\n`,
  ].join('\n')
}

if (import.meta.main) {
  const file = new URL('../docs/editions.md', import.meta.url)
  const text = editionsPage()
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write('stale: docs/editions.md; run npm run build:editions\n')
    process.exitCode = 1
  }
}
