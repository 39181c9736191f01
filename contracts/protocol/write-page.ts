/** Writes docs/protocol.md; with --check only says whether it is current. */
import { readFileSync, writeFileSync } from 'node:fs'
import { protocolPage } from './page.ts'

const path = new URL('../../docs/protocol.md', import.meta.url)
const page = protocolPage()
if (!process.argv.includes('--check')) writeFileSync(path, page)
else if (readFileSync(path, 'utf8') !== page) {
  process.stderr.write('docs/protocol.md is stale: run npm run build:protocol\n')
  process.exitCode = 1
}
