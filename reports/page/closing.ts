/** The end of the report: digests of the evidence, and a block to sign on paper. */
import type { RunRecord } from '../../contracts/run-record.ts'
import { html } from './markup.ts'
import type { Markup } from './markup.ts'
import { label, shown } from './words.ts'

const SIGNERS = ['signTested', 'signTester', 'signAgency'] as const

/** Digests for everyone; signatures appear in print only. */
export function closing(run: RunRecord): Markup {
  const rows = Object.entries(run.digests).map(([file, digest]) =>
    html`<tr><th scope="row">${shown(file)}</th><td><code>${shown(digest)}</code></td></tr>`)
  const digests = rows.length === 0
    ? html``
    : html`<section class="digests"><h2>${label('digests')}</h2><table>${rows}</table></section>`
  return html`${digests}
<section class="signatures"><h2>${label('signatures')}</h2><div>${SIGNERS.map((signer) =>
    html`<div><p>${label(signer)}</p><p>${label('signName')}</p><p>${label('signDate')}</p></div>`)
  }</div></section>`
}
