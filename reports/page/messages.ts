/**
 * Messages as a sequence list. A body is one line of JSON in a script element that browsers do not
 * run; it is laid out only when the reader opens the message, so thousands of them stay light.
 */
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { jsonForScript } from '../escape.ts'
import { html, trusted } from './markup.ts'
import type { Markup } from './markup.ts'
import { directionOf, outcomeOf } from './outcome.ts'
import { label, shown } from './words.ts'

export interface MessageContext {
  /** JSON pointers that findings put on an exchange. */
  readonly pointers: ReadonlyMap<number, readonly string[]>
  /** Chinese names of transactions by infno; '' is shown for the rest. */
  readonly titles: Readonly<Record<string, string>>
}

/** The list, or a sentence that there is none. */
export function messageList(
  exchanges: readonly RecordedExchange[],
  context: MessageContext,
): Markup {
  if (exchanges.length === 0) return html`<p class="quiet">${label('noMessages')}</p>`
  return html`<div class="messages">${exchanges.map((exchange) => item(exchange, context))}</div>`
}

function item(exchange: RecordedExchange, context: MessageContext): Markup {
  const outcome = outcomeOf(exchange)
  const pointers = context.pointers.get(exchange.n)
  const title = Object.hasOwn(context.titles, exchange.infno) ? context.titles[exchange.infno] : ''
  const marked = pointers === undefined
    ? html``
    : html` data-pointers="${JSON.stringify(pointers)}"`
  const bodies = jsonForScript({ request: exchange.request, response: exchange.response })
  return html`<details class="message" id="x${exchange.n}"${marked}><summary>
<b>#${exchange.n}</b><time>${shown(exchange.at)}</time>
<span>${label(directionOf(exchange.hop))}</span>
<span class="infno"><code>${shown(exchange.infno)}</code> ${shown(title ?? '')}</span>
<span class="outcome ${outcome.key}">${label(outcome.key)}</span>
<span class="reason">${shown(outcome.reason)}</span></summary>
<script type="application/json">${trusted(bodies)}</script></details>`
}

/** Words that the browser script puts beside a body, in both languages. */
export function messageTemplates(): Markup {
  const keys = ['request', 'response', 'noResponse', 'pointedAt', 'absent', 'base64'] as const
  return html`${keys.map((key) => html`<template id="word-${key}">${label(key)}</template>`)}`
}
