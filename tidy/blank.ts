/**
 * Takes the meaning out of comments, strings and regular expressions: their characters become
 * spaces, quotes and line ends stay, so every position in the result is the position in the text.
 * A light scanner instead of a parser: it knows just enough of the language to be right about
 * where code ends and text begins.
 */

/** What can stand before a regular expression but not before a division. */
const BEFORE_REGEXP = /(?:^|[=(,:;[!&|?{}+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|yield))$/

interface Cursor {
  readonly text: string
  readonly out: string[]
  at: number
}

/** The text with blanks in place of everything that is not code; as long as the text. */
export function blank(text: string): string {
  const cursor: Cursor = { text, out: [], at: 0 }
  code(cursor, false)
  return cursor.out.join('')
}

/** Copies code up to the end, or within a template up to the brace that closes it. */
function code(cursor: Cursor, insideTemplate: boolean): void {
  let depth = 0
  while (cursor.at < cursor.text.length) {
    const char = cursor.text.charAt(cursor.at)
    if (cursor.text.startsWith('//', cursor.at)) hide(cursor, lineRest(cursor))
    else if (cursor.text.startsWith('/*', cursor.at)) hide(cursor, commentLength(cursor))
    else if (char === "'" || char === '"') quoted(cursor, char)
    else if (char === '`') template(cursor)
    else if (char === '/' && startsRegExp(cursor)) regExp(cursor)
    else {
      if (char === '{') depth += 1
      if (char === '}' && insideTemplate && depth === 0) return
      if (char === '}') depth -= 1
      keep(cursor)
    }
  }
}

function quoted(cursor: Cursor, quote: string): void {
  keep(cursor)
  while (cursor.at < cursor.text.length && cursor.text.charAt(cursor.at) !== quote) {
    hide(cursor, cursor.text.charAt(cursor.at) === '\\' ? 2 : 1)
  }
  keep(cursor)
}

function template(cursor: Cursor): void {
  keep(cursor)
  while (cursor.at < cursor.text.length && cursor.text.charAt(cursor.at) !== '`') {
    if (cursor.text.startsWith('${', cursor.at)) {
      keep(cursor)
      keep(cursor)
      code(cursor, true)
      keep(cursor)
    } else hide(cursor, cursor.text.charAt(cursor.at) === '\\' ? 2 : 1)
  }
  keep(cursor)
}

function regExp(cursor: Cursor): void {
  let inClass = false
  hide(cursor, 1)
  while (cursor.at < cursor.text.length) {
    const char = cursor.text.charAt(cursor.at)
    if (char === '[') inClass = true
    if (char === ']') inClass = false
    hide(cursor, char === '\\' ? 2 : 1)
    if (char === '\n' || (char === '/' && !inClass)) return
  }
}

function startsRegExp(cursor: Cursor): boolean {
  return BEFORE_REGEXP.test(cursor.out.slice(-80).join('').trimEnd())
}

function lineRest({ text, at }: Cursor): number {
  const end = text.indexOf('\n', at)
  return (end < 0 ? text.length : end) - at
}

function commentLength({ text, at }: Cursor): number {
  const end = text.indexOf('*/', at + 2)
  return (end < 0 ? text.length : end + 2) - at
}

function keep(cursor: Cursor): void {
  cursor.out.push(cursor.text.charAt(cursor.at))
  cursor.at += 1
}

function hide(cursor: Cursor, length: number): void {
  for (const char of cursor.text.slice(cursor.at, cursor.at + length).split('')) {
    cursor.out.push(char === '\n' ? char : ' ')
  }
  cursor.at += length
}
