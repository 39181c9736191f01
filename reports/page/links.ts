/** Where things stand on the page, so that one part can point at another. */
import type { RunRecord } from '../../contracts/run-record.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { label, shown } from './words.ts'

export interface Places {
  /** Case name to the number in its anchor, `c3`. */
  readonly cases: ReadonlyMap<string, number>
  /** Exchange number to the name of the case that shows it, '' when no case does. */
  readonly exchanges: ReadonlyMap<number, string>
}
const LISTED = 6

/** Places of a run whose transcript holds the exchanges `recorded`; the first case owns one. */
export function placesOf(run: RunRecord, recorded: Iterable<number>): Places {
  const cases = new Map<string, number>()
  const exchanges = new Map<number, string>()
  for (const n of recorded) exchanges.set(n, '')
  for (const [index, result] of run.cases.entries()) {
    if (!cases.has(result.name)) cases.set(result.name, index + 1)
    for (const n of result.exchanges) {
      if (exchanges.get(n) === '') exchanges.set(n, result.name)
    }
  }
  return { cases, exchanges }
}

/** Links to cases by name; a long list is folded. */
export function caseLinks(names: readonly string[], places: Places): Markup {
  const links = names.map((name) => {
    const number = places.cases.get(name)
    if (number === undefined) return html`<span>${shown(name)}</span> `
    return html`<a href="#c${number}">${shown(name)}</a> `
  })
  if (links.length <= LISTED) return html`${links}`
  return html`<details class="fold"><summary>${links.length} ${label('cases')}</summary>${
    links
  }</details>`
}

/** Link to an exchange, or its bare number when the transcript does not hold it. */
export function exchangeLink(n: number, places: Places): Markup {
  if (!places.exchanges.has(n)) return html`<span>#${n}</span>`
  return html`<a href="#x${n}">#${n}</a>`
}
