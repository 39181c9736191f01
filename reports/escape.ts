/** Escaping for the two languages that reports are written in. Everything from data passes here. */

const XML_FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

const entity = (character: string): string => ENTITIES[character] ?? character

/**
 * Text or attribute value for XML 1.0 and HTML alike. Characters that XML 1.0 does not allow,
 * lone surrogates among them, become U+FFFD.
 */
export function escapeText(text: string): string {
  return text.replace(XML_FORBIDDEN, '\uFFFD').replace(/[&<>"'\r]/g, entity)
}

/** The same for an XML attribute, where a parser would turn line breaks and tabs into spaces. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replace(/[\t\n]/g, entity)
}

const unicodeEscape = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** JSON that may stand in a `<script>` element: no character in it can end the element. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, unicodeEscape)
}
