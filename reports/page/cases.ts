/** Cases, failing ones open and first: findings, what was looked at, how to replay, messages. */
import type { CaseResult, RunRecord } from '../../contracts/run-record.ts'
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { findingTable } from './findings.ts'
import { exchangeLink } from './links.ts'
import type { Places } from './links.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { messageList } from './messages.ts'
import type { MessageContext } from './messages.ts'
import { badge, filterButtons, worstFirst } from './verdicts.ts'
import { both, folded, label, shown } from './words.ts'

export interface Evidence {
  readonly places: Places
  readonly messages: MessageContext
  readonly exchanges: ReadonlyMap<number, RecordedExchange>
}

/** The section with all cases, and after it the messages that belong to none. */
export function caseSection(run: RunRecord, evidence: Evidence): Markup {
  const numbered = run.cases.map((result, index) => ({ ...result, number: index + 1 }))
  const blocks = worstFirst(numbered).map((result) => caseBlock(result, result.number, evidence))
  return html`<section id="cases"><h2>${label('cases')}</h2>
${filterButtons('case-list', run.cases)}
<div id="case-list">${blocks}</div></section>
${strayMessages(evidence)}`
}

function caseBlock(result: CaseResult, number: number, evidence: Evidence): Markup {
  const open = result.verdict === 'fail' || result.verdict === 'error' ? html` open` : html``
  return html`<details class="case ${result.verdict}" id="c${number}"
 data-verdict="${result.verdict}"${open}><summary>${badge(result.verdict)}
<span class="case-title">${both(result.title)} <code>${shown(result.name)}</code></span>
<span class="tally">${label('findings')} ${result.findings.length} · ${label('messages')} ${
    result.exchanges.length
  }</span></summary><div class="case-body">
<h3>${label('findings')}</h3>${findingTable(result.findings, evidence.places)}
<p class="replay"><span>${label('replay')}</span><code>${shown(result.replay)}</code></p>
${lookedAt(result)}
<h3>${label('messages')}</h3>${caseMessages(result, evidence)}</div></details>`
}

function lookedAt(result: CaseResult): Markup {
  const checks = Object.entries(result.looked)
  if (checks.length === 0) return html`<p class="quiet">${label('lookedNothing')}</p>`
  const list = checks.map(([check, count]) => `${check} × ${count}`).join(', ')
  return html`<p class="looked quiet">${label('looked')} ${folded(list)}</p>`
}

function caseMessages(result: CaseResult, evidence: Evidence): Markup {
  const { places, exchanges } = evidence
  const missing = result.exchanges.filter((n) => !exchanges.has(n))
  const shared = result.exchanges.filter((n) => {
    const owner = places.exchanges.get(n)
    return owner !== undefined && owner !== result.name
  })
  const own = result.exchanges.flatMap((n) => {
    const exchange = exchanges.get(n)
    return exchange === undefined || shared.includes(n) ? [] : [exchange]
  })
  return html`${messageList(own, evidence.messages)}
${missing.length === 0 ? html`` : html`<p>${label('notRecorded')}${missing.join(', ')}</p>`}
${shared.length === 0 ? html`` : html`<p>${label('shownElsewhere')}${shared.map((n) =>
    html`${exchangeLink(n, places)} `)}</p>`}`
}

function strayMessages({ places, exchanges, messages }: Evidence): Markup {
  const stray = [...exchanges.values()].filter(({ n }) => places.exchanges.get(n) === '')
  if (stray.length === 0) return html``
  return html`<section><details class="case"><summary>
<span class="case-title">${label('otherMessages')}</span><span class="tally">${
    stray.length
  }</span></summary><div class="case-body">${messageList(stray, messages)}</div></details>
</section>`
}
