/** The requirement table: every row that was judged, worst first, narrowed by verdict. */
import type { RunRecord } from '../../contracts/run-record.ts'
import { caseLinks } from './links.ts'
import type { Places } from './links.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { badge, filterButtons, worstFirst } from './verdicts.ts'
import { both, label, shown } from './words.ts'

/** The section with all requirements of the run. */
export function requirementSection(run: RunRecord, places: Places): Markup {
  const rows = worstFirst(run.requirements).map((row) =>
    html`<tr data-verdict="${row.verdict}"><th scope="row"><code>${shown(row.id)}</code></th>
<td>${both(row.title)}</td><td>${badge(row.verdict)}</td>
<td class="links">${caseLinks(row.cases, places)}</td></tr>`)
  return html`<section id="requirements"><h2>${label('requirements')}</h2>
${filterButtons('requirement-rows', run.requirements)}
<table class="requirement-table"><thead><tr>
<th scope="col">${label('requirementId')}</th><th scope="col">${label('requirementTitle')}</th>
<th scope="col">${label('verdict')}</th><th scope="col">${label('cases')}</th></tr></thead>
<tbody id="requirement-rows">${rows}</tbody></table></section>`
}
