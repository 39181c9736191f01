/** The report of a run as one self-contained HTML page: Chinese first, no request to anywhere. */
import type { Finding, RunRecord } from '../contracts/run-record.ts'
import type { RecordedExchange } from '../contracts/transcript.ts'
import { readAssets } from './page/assets.ts'
import { caseSection } from './page/cases.ts'
import { closing } from './page/closing.ts'
import { firstScreen } from './page/first-screen.ts'
import { placesOf } from './page/links.ts'
import { html } from './page/markup.ts'
import { messageTemplates } from './page/messages.ts'
import { requirementSection } from './page/requirements.ts'
import { texts } from './page/texts.ts'
import { label, visible } from './page/words.ts'

export interface HtmlOptions {
  /** Language shown first; both are in the page. Chinese unless said otherwise. */
  readonly lang?: 'zh' | 'en'
  /** Chinese names of transactions by infno, shown beside the number. */
  readonly titles?: Readonly<Record<string, string>>
}

/**
 * Renders a run with its transcript. Throws RangeError when the record's amount is not whole fen;
 * anything else in the data, however hostile, becomes text.
 */
export function renderHtml(
  run: RunRecord,
  exchanges: Iterable<RecordedExchange>,
  options: HtmlOptions = {},
): string {
  const byNumber = new Map([...exchanges].map((exchange) => [exchange.n, exchange]))
  const places = placesOf(run, byNumber.keys())
  const pointers = pointersOf(run.cases.flatMap((result) => result.findings))
  const evidence = {
    places,
    exchanges: byNumber,
    messages: { pointers, titles: options.titles ?? {} },
  }
  const assets = readAssets()
  const lang = options.lang === 'en' ? 'en' : 'zh-CN'
  const page = html`<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8">
${assets.head}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.pageTitle[lang === 'en' ? 'en' : 'zh']} · ${visible(run.target.name)}</title></head>
<body><header><h1>${label('pageTitle')}</h1>
<button type="button" id="language">中文 / English</button></header>
<noscript><p class="planted">${label('noScript')}</p></noscript>
<main>${firstScreen(run, places)}
${requirementSection(run, places)}
${caseSection(run, evidence)}
${closing(run)}</main>
${messageTemplates()}${assets.script}
</body></html>
`
  return page.source
}

/** What findings point at, per exchange, each pointer once. */
function pointersOf(findings: readonly Finding[]): ReadonlyMap<number, readonly string[]> {
  const pointers = new Map<number, string[]>()
  for (const { exchange, pointer } of findings) {
    if (exchange === null || pointer === '') continue
    const known = pointers.get(exchange) ?? []
    if (!known.includes(pointer)) pointers.set(exchange, [...known, pointer])
  }
  return pointers
}
