/**
 * Writes `contracts/generated/` from the tables and the national edition.
 * `node contracts/build/generate.ts` writes; `--check` writes nothing and exits 1, naming the
 * first file that is stale, missing or should not be there.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readTable, TableError } from '../tsv.ts'
import { shapeOf } from './model.ts'
import { transactionSchema } from './schema.ts'
import { typesText } from './types.ts'
import type { Wired } from './types.ts'

const README = 'Generated from `contracts/tables` by `npm run build:contracts`; never edit.\n'

/** Numbers of the transactions that are switched on: one line each in `wired.txt`. */
export function wiredInfnos(): string[] {
  const text = readFileSync(new URL('wired.txt', import.meta.url), 'utf8')
  return text.split('\n').filter((line) => line !== '')
}

/**
 * Every generated file by its path inside `contracts/generated/`, for these transactions.
 * Throws {@link TableError} for a number that the tables do not have.
 */
export function generatedFiles(infnos: readonly string[]): Map<string, string> {
  const rows = new Map(readTable('tables/transactions.tsv').map((row) => [row['infno'], row]))
  const files = new Map([['README.md', README]])
  const wired = infnos.map((infno): Wired => {
    const row = rows.get(infno)
    if (row === undefined) throw new TableError(`wired.txt: no transaction ${infno}`)
    const title = row['title'] ?? ''
    return { infno, title, input: shapeOf(row, 'input'), output: shapeOf(row, 'output') }
  })
  for (const one of wired) {
    const schema = transactionSchema(one.infno, one.title, one.input, one.output)
    files.set(`schemas/${one.infno}.json`, `${JSON.stringify(schema, null, 2)}\n`)
  }
  files.set('types.ts', typesText(wired))
  return files
}

const directory = fileURLToPath(new URL('../generated/', import.meta.url))

function existing(): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length))
    .toSorted()
}

/** First generated file that is not what the tables say, or undefined when all are current. */
export function firstStale(files: ReadonlyMap<string, string>): string | undefined {
  const present = existing()
  for (const [path, text] of files) {
    if (!present.includes(path)) return `${path} (missing)`
    if (readFileSync(join(directory, path), 'utf8') !== text) return path
  }
  const stray = present.find((path) => !files.has(path))
  return stray === undefined ? undefined : `${stray} (should not be there)`
}

function write(files: ReadonlyMap<string, string>): void {
  for (const path of existing()) if (!files.has(path)) rmSync(join(directory, path))
  for (const [path, text] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), text)
  }
}

if (import.meta.main) {
  const files = generatedFiles(wiredInfnos())
  if (process.argv.includes('--check')) {
    const stale = firstStale(files)
    if (stale !== undefined) {
      process.stderr.write(`stale: contracts/generated/${stale}; run npm run build:contracts\n`)
      process.exitCode = 1
    }
  } else {
    write(files)
    process.stdout.write(`${files.size} files in contracts/generated\n`)
  }
}
