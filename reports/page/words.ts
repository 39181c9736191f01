/** How words get onto the page: our own in two languages, the data's isolated and visible. */
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { texts } from './texts.ts'
import type { Text, TextKey } from './texts.ts'

// Controls, zero-width characters and direction marks: a reader must see them, not be fooled.
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const FOLD_ABOVE = 240

/** Our own words in both languages; the page shows one of them. */
export function label(key: TextKey): Markup {
  const { zh, en } = texts[key]
  return html`<span lang="zh-CN">${zh}</span><span lang="en">${en}</span>`
}

/** A pair of texts from the data, each isolated. */
export function both(text: Text): Markup {
  return html`<span lang="zh-CN">${shown(text.zh)}</span><span lang="en">${shown(text.en)}</span>`
}

/** Text from the data: isolated from the direction of its surroundings, invisible marks shown. */
export function shown(text: string): Markup {
  return html`<bdi>${visible(text)}</bdi>`
}

/** The same for values that may be very long: the beginning, and the rest on demand. */
export function folded(text: string): Markup {
  if (text.length <= FOLD_ABOVE) return shown(text)
  return html`<details class="fold"><summary>${shown(text.slice(0, 80))}… (${text.length} ${
    label('characters')
  })</summary>${shown(text)}</details>`
}

/** Text with its invisible characters written out, for places that hold no markup. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (mark) => {
    const code = (mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    return `⟨U+${code}⟩`
  })
}
