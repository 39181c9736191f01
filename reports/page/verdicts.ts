/** Verdicts as the page shows them: a badge, the reading order, and the filter buttons. */
import { VERDICTS } from '../../contracts/run-record.ts'
import type { Verdict } from '../../contracts/run-record.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { label } from './words.ts'

/** A coloured label; the word carries the meaning, the colour only helps. */
export function badge(verdict: Verdict): Markup {
  return html`<span class="badge ${verdict}">${label(verdict)}</span>`
}

/** Things to show, failures first, then the rest worst first; equal verdicts keep their order. */
export function worstFirst<Item extends { readonly verdict: Verdict }>(
  items: readonly Item[],
): Item[] {
  const rank = (item: Item): number =>
    item.verdict === 'fail' ? -1 : VERDICTS.indexOf(item.verdict)
  return items.toSorted((left, right) => rank(left) - rank(right))
}

/** Buttons that narrow `list` (an element id) to one verdict; the browser script obeys them. */
export function filterButtons(
  list: string,
  items: readonly { readonly verdict: Verdict }[],
): Markup {
  const buttons = VERDICTS.flatMap((verdict) => {
    const count = items.filter((item) => item.verdict === verdict).length
    if (count === 0) return []
    return [html`<button type="button" data-list="${list}" data-show="${verdict}"
 aria-pressed="false">${label(verdict)} ${count}</button>`]
  })
  return html`<p class="filter"><span>${label('filter')}</span><button type="button"
 data-list="${list}" data-show="all" aria-pressed="true">${label('all')} ${items.length}</button>${
    buttons
  }</p>`
}
