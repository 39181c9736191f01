/** The mission table as a page: a table for each founding document. */
import type { MissionLine } from './mission.ts'

/** The whole page as Markdown; `how` is the command that writes it. */
export function missionPage(lines: readonly MissionLine[], counted: string, how: string): string {
  const sections = Map.groupBy(lines, ({ source }) => source)
  const tables = [...sections].map(([source, rows]) => [
    `## ${source}`,
    '',
    '| row | roles | what it names | state | proof |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) =>
      `| ${row.id} | ${row.roles.join(' ')} | ${row.title.zh}<br>${row.title.en} ` +
      `| ${row.state} | ${cellOf(row)} |`),
  ].join('\n'))
  return ['# What the founding documents name', introduction(how), `${counted}.`, ...tables]
    .join('\n\n') + '\n'
}

function introduction(how: string): string {
  return `Written by \`${how}\`, never edited. Rows stand in \`contracts/mission.tsv\`. Of each
requirement the proof is told: the checks of a suite, which judge a party under test, and the number
of tests of the reference whose titles name it. A row *works* when all its requirements have one, is
*partly* there when some have, *not yet* when none has; *context* demands nothing.`
}

function cellOf({ proofs, reason }: MissionLine): string {
  if (proofs.length === 0) return reason
  return proofs.map(({ id, checks, tests }) => {
    const told = [...checks, ...(tests.length > 0 ? [`${tests.length} tests`] : [])]
    return `${id}: ${told.length > 0 ? told.join(', ') : 'nothing'}`
  }).join('<br>')
}
