/** Reading and writing the tab-separated tables: one fact a line, every cell text. */
import { readFileSync } from 'node:fs'

/** A table that cannot be read or written without losing something. */
export class TableError extends Error {
  override readonly name = 'TableError'
}

/** One line by column name; an empty cell is ''. A code such as `01` stays the text `01`. */
export type Row = Readonly<Record<string, string>>

/**
 * Rows of a table file. Throws {@link TableError} when a line has more cells than the header.
 * @param path relative to `contracts/`, e.g. `tables/areas.tsv`
 */
export function readTable(path: string): Row[] {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  const [header = '', ...lines] = text.split('\n').filter((line) => line !== '')
  const columns = header.split('\t')
  return lines.map((line, index) => {
    const cells = line.split('\t')
    if (cells.length > columns.length) {
      throw new TableError(`${path}, line ${index + 2}: more cells than columns`)
    }
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']))
  })
}

/** Text of a table. Throws {@link TableError} when a cell holds a tab or a line break. */
export function formatTable(columns: readonly string[], rows: readonly Row[]): string {
  const lines = rows.map((row) =>
    columns.map((column) => {
      const cell = row[column] ?? ''
      if (/[\t\r\n]/.test(cell)) throw new TableError(`column ${column}: tab or line break`)
      return cell
    }).join('\t').replace(/\t+$/, ''))
  return [columns.join('\t'), ...lines, ''].join('\n')
}
