/**
 * Writes `contracts/generated/` from the tables and the national edition.
 * `node contracts/build/generate.ts` writes; `--check` writes nothing and exits 1, naming the
 * first file that is stale, missing or should not be there.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contractsOf } from './contract.ts'
import { indexPage } from './pages.ts'
import { typesText } from './types.ts'

/**
 * Every generated file by its path inside `contracts/generated/`. What can be made of these files
 * alone (the pairs, OpenAPI, the pages) is made on export, so that a revision of a table changes
 * each field once in the repository and not five times.
 */
export function generatedFiles(): Map<string, string> {
  const contracts = contractsOf()
  const files = new Map([['README.md', indexPage(contracts)]])
  for (const { infno, schema } of contracts) {
    files.set(`schemas/${infno}.json`, `${JSON.stringify(schema, null, 2)}\n`)
  }
  return files.set('types.ts', typesText(contracts))
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
  const files = generatedFiles()
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
