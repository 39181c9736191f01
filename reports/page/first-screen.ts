/** What a reader must see first: the decision, who and what was tested, and what stands against. */
import { VERDICTS } from '../../contracts/run-record.ts'
import type { CaseResult, Decision, RunRecord } from '../../contracts/run-record.ts'
import type { RequirementResult } from '../../contracts/run-record.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { caseLinks } from './links.ts'
import type { Places } from './links.ts'
import type { TextKey } from './texts.ts'
import { badge, worstFirst } from './verdicts.ts'
import { both, folded, label, shown } from './words.ts'
import { yuan } from './yuan.ts'

const DECISIONS: Readonly<Record<Decision, TextKey>> = {
  granted: 'granted',
  refused: 'refused',
  inconclusive: 'undecided',
}
const LISTED = 12

/** The first screen of the report. */
export function firstScreen(run: RunRecord, places: Places): Markup {
  const planted = run.target.defect === ''
    ? html``
    : html`<p class="planted" role="alert">${label('planted')}${shown(run.target.defect)}</p>`
  const reasons = run.reasons.map((reason) => html`<li>${both(reason)}</li>`)
  const counts = VERDICTS.map((verdict) =>
    html`<li class="${verdict}"><b>${run.summary.verdicts[verdict]}</b>${label(verdict)}</li>`)
  return html`<section class="decision ${run.decision}">
<p class="verdict-word">${label(DECISIONS[run.decision])}</p>
<ul class="reasons">${reasons}</ul></section>
${planted}${facts(run)}
<h2>${label('verdictCounts')}</h2>
<ul class="counts">${counts}</ul>
<h2>${label('openRequirements')}</h2>
${openRequirements(run, places)}`
}

function facts(run: RunRecord): Markup {
  const { target } = run
  const rows: readonly (readonly [TextKey, Markup])[] = [
    ['targetName', html`<strong>${shown(target.name)}</strong>`],
    ['targetKind', kindOf(target.kind)],
    ['institutions', folded(target.institutions.join('、'))],
    ['edition', shown(target.edition)],
    ['suite', shown(run.suite)],
    ['seed', shown(String(run.seed))],
    ['version', shown(run.version)],
    ['driver', shown(target.driver)],
    ['period', html`${shown(run.startedAt)} ${label('to')} ${shown(run.finishedAt)}`],
    ['exchangeCount', html`${run.summary.exchanges}`],
    ['settled', html`${yuan(run.summary.settledFen)}`],
  ]
  return html`<dl class="facts">${rows.map(([key, value]) =>
    html`<div><dt>${label(key)}</dt><dd>${value}</dd></div>`)}</dl>`
}

function kindOf(kind: string): Markup {
  if (kind === 'hospital' || kind === 'jurisdiction' || kind === 'terminal') return label(kind)
  return shown(kind)
}

function openRequirements(run: RunRecord, places: Places): Markup {
  const open = worstFirst(run.requirements).filter(
    ({ verdict }) => verdict !== 'pass' && verdict !== 'skip',
  )
  if (open.length === 0) return html`<p>${label('allMet')}</p>`
  const more = open.length <= LISTED
    ? html``
    : html`<p><a href="#requirements">+${open.length - LISTED} ${label('moreBelow')}</a></p>`
  const items = open.slice(0, LISTED).map((row) =>
    html`<li>${badge(row.verdict)} <code>${shown(row.id)}</code> ${both(row.title)}${
      firstFinding(run.cases, row)
    } <span class="links">${caseLinks(decidedBy(run.cases, row), places)}</span></li>`)
  return html`<ul class="open-requirements">${items}</ul>${more}`
}

/** The requirement says what should be; the first finding against it says what was. */
function firstFinding(cases: readonly CaseResult[], row: RequirementResult): Markup {
  const finding = cases
    .flatMap((result) => result.findings)
    .find(({ requirement, severity }) => requirement === row.id && severity === 'violation')
  return finding === undefined ? html`` : html`<div class="seen">${both(finding.message)}</div>`
}

/** The cases that gave the requirement its verdict; those that passed would only distract here. */
function decidedBy(cases: readonly CaseResult[], row: RequirementResult): readonly string[] {
  const decisive = cases.filter(({ verdict }) => verdict === row.verdict).map(({ name }) => name)
  return row.cases.filter((name) => decisive.includes(name))
}
