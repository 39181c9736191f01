/**
 * Makes the tables from a directory that holds a revision of the specification as JSON
 * (`transactions.json`, `dictionaries.json`, `admdvs.json`). Run by hand when a revision arrives;
 * neither the build nor a test needs it: `node contracts/build/import-tables.ts DIR`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatTable } from '../tsv.ts'
import type { Row } from '../tsv.ts'

interface SourceField {
  name: string
  title: string
  type: string
  maxLength?: number
  precision?: number
  scale?: number
  required: boolean
  dictionary: string | null
  flagged?: boolean
  editions: string[]
  note?: string
}
interface SourceNode {
  node: string | null
  many: boolean
  fields: SourceField[]
  parent?: string
  key?: string
  file?: boolean
  note?: string
}
interface SourceTransaction {
  infno: string
  title: string
  family: string
  direction: string
  source: string
  compared: { input: string[]; output: string[] }
  input: SourceNode[]
  output: SourceNode[]
  note?: string
  elsewhere?: { in: string; name: string; editions: string[] }[]
}
interface SourceDictionary {
  title: string
  source: string
  codes: Record<string, string>
  inline?: boolean
  key?: string
  note?: string
  duplicates?: Record<string, string[]>
  variant?: Record<string, string>
  elsewhere?: { province: string; source: string; codes: Record<string, string>; note?: string }[]
}
interface SourceArea {
  code: string
  name: string
  level: string
  province?: string
  group?: boolean
}

const FIELD_COLUMNS = [
  'direction', 'node', 'field', 'title', 'type', 'length', 'scale', 'required', 'dictionary',
  'editions', 'parent', 'key', 'flagged', 'note',
] as const

const tables = fileURLToPath(new URL('../tables/', import.meta.url))

function write(path: string, columns: readonly string[], rows: readonly Row[]): void {
  writeFileSync(join(tables, path), formatTable(columns, rows))
}

function fieldRow(direction: string, node: string, field: SourceField): Row {
  return {
    direction,
    node,
    field: field.name,
    title: field.title,
    type: field.type,
    length: String(field.maxLength ?? field.precision ?? ''),
    scale: String(field.scale ?? ''),
    required: field.required ? 'yes' : '',
    dictionary: field.dictionary ?? '',
    editions: field.editions.join(','),
    flagged: field.flagged === false ? 'no' : '',
    note: field.note ?? '',
  }
}

function nodeRows(direction: string, node: SourceNode): Row[] {
  const name = node.node ?? '-'
  const own: Row = {
    direction,
    node: name,
    type: (node.file === true ? 'file-' : '') + (node.many ? 'many' : 'one'),
    parent: node.parent ?? '',
    key: node.key ?? '',
    note: node.note ?? '',
  }
  return [own, ...node.fields.map((field) => fieldRow(direction, name, field))]
}

function importTransactions(transactions: readonly SourceTransaction[]): void {
  mkdirSync(join(tables, 'fields'), { recursive: true })
  const elsewhere: Row[] = []
  const list = transactions.map((one): Row => {
    const rows = (['input', 'output'] as const).flatMap((direction) =>
      one[direction].flatMap((node) => nodeRows(direction, node)))
    write(`fields/${one.infno}.tsv`, FIELD_COLUMNS, rows)
    for (const other of one.elsewhere ?? []) {
      elsewhere.push({
        infno: one.infno,
        direction: other.in,
        field: other.name,
        editions: other.editions.join(','),
      })
    }
    return {
      infno: one.infno,
      title: one.title,
      family: one.family,
      direction: one.direction,
      source: one.source,
      compared_input: one.compared.input.join(','),
      compared_output: one.compared.output.join(','),
      note: one.note ?? '',
    }
  })
  write('transactions.tsv', ['infno', 'title', 'family', 'direction', 'source',
    'compared_input', 'compared_output', 'note'], list)
  write('fields-elsewhere.tsv', ['infno', 'direction', 'field', 'editions'], elsewhere)
}

function byText(left: readonly [string, string], right: readonly [string, string]): number {
  return left[0] < right[0] ? -1 : 1
}

function importDictionaries(dictionaries: Readonly<Record<string, SourceDictionary>>): void {
  const rows: Row[] = []
  const others: Row[] = []
  for (const [dictionary, one] of Object.entries(dictionaries)) {
    rows.push({
      dictionary,
      title: one.title,
      source: one.source + (one.inline === true ? ' inline' : ''),
      key: one.key ?? '',
      note: one.note ?? '',
    })
    for (const [code, meaning] of Object.entries(one.codes).toSorted(byText)) {
      rows.push({ dictionary, title: one.title, code, meaning })
    }
    for (const [code, meanings] of Object.entries(one.duplicates ?? {})) {
      for (const meaning of meanings) others.push({ dictionary, place: 'duplicate', code, meaning })
    }
    for (const [code, meaning] of Object.entries(one.variant ?? {})) {
      others.push({ dictionary, place: 'variant', code, meaning })
    }
    for (const other of one.elsewhere ?? []) {
      const place = { dictionary, place: other.province, source: other.source }
      others.push({ ...place, note: other.note ?? '' })
      for (const [code, meaning] of Object.entries(other.codes).toSorted(byText)) {
        others.push({ ...place, code, meaning })
      }
    }
  }
  write('dictionaries.tsv',
    ['dictionary', 'title', 'code', 'meaning', 'source', 'key', 'note'], rows)
  write('dictionaries-elsewhere.tsv',
    ['dictionary', 'place', 'source', 'code', 'meaning', 'note'], others)
}

function importAreas(areas: readonly SourceArea[]): void {
  write('areas.tsv', ['code', 'name', 'level', 'province', 'group'], areas.map((area) => ({
    code: area.code,
    name: area.name,
    level: area.level,
    province: area.province ?? '',
    group: area.group === true ? 'yes' : '',
  })))
}

const directory = process.argv[2]
if (directory === undefined) {
  process.stderr.write('usage: node contracts/build/import-tables.ts DIR\n')
  process.exitCode = 2
} else {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(directory, name), 'utf8'))
  importTransactions(read('transactions.json') as SourceTransaction[])
  importDictionaries(read('dictionaries.json') as Record<string, SourceDictionary>)
  importAreas(read('admdvs.json') as SourceArea[])
}
