/** HTML that is safe by construction: what goes into a template is escaped unless it is markup. */
import { escapeText } from '../escape.ts'

/** Markup that is finished and must not be escaped again. */
export class Markup {
  readonly source: string
  constructor(source: string) {
    this.source = source
  }
}

type Part = string | number | Markup | readonly Markup[]

/** Template tag: strings and numbers are escaped, markup and lists of markup are taken as is. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let source = pieces[0] ?? ''
  parts.forEach((part, index) => {
    source += sourceOf(part) + (pieces[index + 1] ?? '')
  })
  return new Markup(source)
}

function sourceOf(part: Part): string {
  if (part instanceof Markup) return part.source
  if (typeof part === 'object') return part.map((piece) => piece.source).join('')
  return escapeText(String(part))
}

/** For the page's own style and script, which are files of this room and never data. */
export function trusted(source: string): Markup {
  return new Markup(source)
}
