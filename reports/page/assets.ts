/** The page's style and script: real files, put into the page with the hashes its policy allows. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { html, trusted } from './markup.ts'
import type { Markup } from './markup.ts'

export interface Assets {
  /** Goes into the head before anything else: the policy, then the style. */
  readonly head: Markup
  /** Goes to the end of the body. */
  readonly script: Markup
}

/** Reads both files. The policy permits exactly them: no request, no other script, no form. */
export function readAssets(): Assets {
  const style = read('style.css')
  const script = read('browser.js')
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return {
    head: html`<meta http-equiv="Content-Security-Policy" content="${policy}">
<style>${trusted(style)}</style>`,
    script: html`<script>${trusted(script)}</script>`,
  }
}

/** With Unix line ends, because a browser normalises them before it hashes. */
function read(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8').replaceAll('\r\n', '\n')
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}
