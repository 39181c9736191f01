/** A version of the interface as it is compared, from an exported directory. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContractIndex } from '../export.ts'
import type { SchemaNode } from '../violation.ts'
import type { ContractSet, TransactionSchemas } from './compare.ts'

/** A directory that is no export, or a broken one. */
export class ExportUnreadable extends Error {
  override readonly name = 'ExportUnreadable'
  /** The file, and what is wrong with it. */
  readonly said: { readonly zh: string; readonly en: string }

  constructor(file: string, zh: string, en: string) {
    super(`${file}: ${en}`)
    this.said = { zh: `${file}：${zh}`, en: this.message }
  }
}

function readJson(file: string): unknown {
  if (!existsSync(file)) {
    throw new ExportUnreadable(file, '文件不存在；请给出liantiao contracts export写出的目录',
      'no such file; give a directory that liantiao contracts export has written')
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new ExportUnreadable(file, '不是JSON；请重新导出', 'not JSON; export again')
  }
}

/**
 * Reads an exported directory. The schemas themselves are read, not the digests of the index, so
 * that a changed file is compared and not refused. Throws {@link ExportUnreadable}.
 */
export function readExport(directory: string): ContractSet {
  const file = join(directory, 'index.json')
  const index = readJson(file) as Partial<ContractIndex> | null
  if (index?.schema !== 'liantiao/contracts/1' || !Array.isArray(index.transactions)) {
    throw new ExportUnreadable(file, '不是接口契约的索引（schema应为liantiao/contracts/1）',
      'no index of contracts (schema must be liantiao/contracts/1)')
  }
  const listed = index.transactions as ContractIndex['transactions']
  const transactions = new Map(listed.map((one): [string, TransactionSchemas] => [one.infno, {
    title: one.title,
    direction: one.direction,
    request: readJson(join(directory, one.request)) as SchemaNode,
    response: readJson(join(directory, one.response)) as SchemaNode,
  }]))
  const { version = '', edition = '' } = index
  return { name: directory, version, edition, transactions }
}
