/** Findings of one case as a table that turns into cards on a narrow screen. */
import type { Attribution, Finding } from '../../contracts/run-record.ts'
import { exchangeLink } from './links.ts'
import type { Places } from './links.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import type { TextKey } from './texts.ts'
import { both, folded, label, shown } from './words.ts'

const CAUSES: Readonly<Record<Attribution, TextKey>> = {
  config: 'causeConfig',
  target: 'causeTarget',
  harness: 'causeHarness',
  environment: 'causeEnvironment',
  contract: 'causeContract',
}
const COLUMNS = ['severity', 'requirement', 'message', 'place', 'expected', 'actual'] as const

/** The table, or a sentence that there is nothing to show. */
export function findingTable(findings: readonly Finding[], places: Places): Markup {
  if (findings.length === 0) return html`<p class="quiet">${label('noFindings')}</p>`
  return html`<table class="finding-table"><thead><tr>${COLUMNS.map((column) =>
    html`<th scope="col">${label(column)}</th>`)}</tr></thead>
<tbody>${findings.map((finding) => findingRow(finding, places))}</tbody></table>`
}

function findingRow(finding: Finding, places: Places): Markup {
  const where = finding.exchange === null
    ? label('wholeCase')
    : html`${exchangeLink(finding.exchange, places)} ${shown(finding.infno)}`
  const cells: readonly Markup[] = [
    html`<span class="badge ${finding.severity}">${label(finding.severity)}</span>
<small>${label(CAUSES[finding.attribution])}</small>`,
    html`<code>${shown(finding.requirement)}</code>`,
    html`${both(finding.message)}<small><code>${shown(finding.check)}</code></small>`,
    html`${where}<small><code>${shown(finding.pointer)}</code></small>`,
    value(finding.expected),
    value(finding.actual),
  ]
  return html`<tr>${cells.map((cell, index) =>
    html`<td><span class="column">${label(COLUMNS[index] ?? 'message')}</span><div>${
      cell
    }</div></td>`)}</tr>`
}

function value(text: string): Markup {
  return text === '' ? html`<span class="quiet">${label('empty')}</span>` : folded(text)
}
