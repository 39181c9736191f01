/** liantiao contracts: the interface as data: list it, show it, export it, compare two of it. */
import type { Command } from 'commander'
import { contractsOf } from '../contracts/build/contract.ts'
import type { Contract } from '../contracts/build/contract.ts'
import { contractCounts, tableSize } from '../contracts/build/counts.ts'
import { pairOf } from '../contracts/build/portable.ts'
import { contractText, inColumns } from '../contracts/build/terminal.ts'
import { directionText, FAMILIES } from '../contracts/build/words.ts'
import { editionNames } from '../contracts/editions.ts'
import { exportFiles } from '../contracts/export.ts'
import { transactionOf } from '../contracts/transactions.ts'
import { addContractsDiff } from './contracts-diff.ts'
import { fillDirectory } from './fill-directory.ts'
import { oneOf } from './options.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'
import { version } from './version.ts'

const TEXT = {
  zh: {
    about: '接口契约：列出、查看、导出、比较。',
    list: '统计契约并逐个列出交易。',
    show: '在终端显示一个交易的字段表。',
    infno: '交易编号，如2207',
    export: '导出全部契约到空目录：JSON Schema、示例、OpenAPI、类型、字典、要求、说明页。',
    dir: '目录：不存在或为空',
    edition: '版本',
    jsonSchema: '标准输出只写JSON Schema',
    example: '例：\n  liantiao contracts show 2207\n  liantiao contracts export out/contracts',
    listExample: '例：\n  liantiao contracts list --json',
    showExample: '例：\n  liantiao contracts show 2207',
    exportExample: '例：\n  liantiao contracts export out/contracts',
  },
  en: {
    about: 'The contracts of the interface: list, show, export, compare.',
    list: 'Count the contracts and list the transactions.',
    show: 'Show the field tables of a transaction.',
    infno: 'number of a transaction, e.g. 2207',
    export: 'Export all contracts to an empty directory: JSON Schema, samples, OpenAPI, types, ' +
      'dictionaries, requirements, pages.',
    dir: 'directory: absent or empty',
    edition: 'edition',
    jsonSchema: 'nothing but JSON Schema on standard output',
    example: 'Example:\n  liantiao contracts show 2207\n  liantiao contracts export out/contracts',
    listExample: 'Example:\n  liantiao contracts list --json',
    showExample: 'Example:\n  liantiao contracts show 2207',
    exportExample: 'Example:\n  liantiao contracts export out/contracts',
  },
} as const

export function addContracts(program: Command, lang: Language, end: (code: number) => void): void {
  const text = TEXT[lang]
  const group = program
    .command('contracts')
    .description(text.about)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .addHelpText('after', `\n${text.example}`)
  group.command('list')
    .description(text.list)
    .option('--json', COMMON[lang].json)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .addHelpText('after', `\n${text.listExample}`)
    .action((options: { json?: boolean }) => list(options.json === true, lang))
  group.command('show')
    .description(text.show)
    .argument('<infno>', text.infno)
    .option('--json', text.jsonSchema)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .addHelpText('after', `\n${text.showExample}`)
    .action((infno: string, options: { json?: boolean }) =>
      show(infno, options.json === true, lang))
  group.command('export')
    .description(text.export)
    .argument('<dir>', text.dir)
    .option('--edition <name>', text.edition, oneOf('--edition', editionNames()), 'national')
    .option('--lang <zh|en>', COMMON[lang].lang)
    .addHelpText('after', `\n${text.exportExample}`)
    .action((dir: string, options: { edition: string }) => exportTo(dir, options.edition, lang))
  addContractsDiff(group, lang, end)
}

async function list(json: boolean, lang: Language): Promise<void> {
  // Only here are the checks needed, and they bring half of the program with them.
  const { requirementCoverage } = await import('../scenarios/coverage.ts')
  const { SIMULATED } = await import('../core/platform/app.ts')
  const rowsWithCheck = requirementCoverage().rows.filter((row) => row.checks.length > 0).length
  const transactions = contractsOf().map(({ infno, title, family, direction }) => {
    const simulated = SIMULATED.includes(infno)
    return { infno, title, family, direction, ...tableSize(infno), simulated }
  })
  const simulated = transactions.filter((one) => one.simulated).length
  const counts = { ...contractCounts(), rowsWithCheck, simulated }
  if (json) {
    const schema = 'liantiao/contracts-list/1'
    const document = { schema, version: version(), edition: 'national', counts, transactions }
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
    return
  }
  const zh = lang === 'zh'
  const rows = transactions.map(({ infno, title, family, direction, nodes, fields, ...row }) => [
    infno, title, zh ? (FAMILIES[family] ?? family) : family,
    zh ? directionText(direction) : direction, String(nodes), String(fields),
    row.simulated ? (zh ? '是' : 'yes') : '',
  ])
  const said = zh
    ? `${counts.transactions}个交易，${counts.nodes}个节点，${counts.fields}个字段；` +
      `${counts.dictionaries}个字典，${counts.codes}个代码（基线另补${counts.codesAdded}个）；` +
      `${counts.rules}条字段间条件；${counts.requirementRows}条要求，其中${rowsWithCheck}条有检查；` +
      `平台模拟${simulated}个交易`
    : `${counts.transactions} transactions, ${counts.nodes} nodes, ${counts.fields} fields; ` +
      `${counts.dictionaries} dictionaries, ${counts.codes} codes (and ${counts.codesAdded} of ` +
      `the baseline); ${counts.rules} conditions; ${counts.requirementRows} requirement rows, ` +
      `${rowsWithCheck} with a check; the platform simulates ${simulated} transactions`
  const head = zh
    ? ['交易', '名称', '类别', '方向', '节点', '字段', '模拟']
    : ['infno', 'title', 'family', 'direction', 'nodes', 'fields', 'simulated']
  process.stdout.write(`${[said, '', ...inColumns([head, ...rows])].join('\n')}\n`)
}

function contractNamed(infno: string): Contract {
  const [contract] = transactionOf(infno) === undefined ? [] : contractsOf([infno])
  if (contract !== undefined) return contract
  throw new UsageError({
    zh: `contracts show ${infno}：没有该交易；liantiao contracts list列出全部`,
    en: `contracts show ${infno}: no such transaction; liantiao contracts list names them all`,
  })
}

function show(infno: string, json: boolean, lang: Language): void {
  const contract = contractNamed(infno)
  if (!json) {
    process.stdout.write(contractText(contract, lang))
    return
  }
  const { title, direction } = contract
  const document = { schema: 'liantiao/contract/1', infno, title, direction, ...pairOf(contract) }
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
}

function exportTo(dir: string, edition: string, lang: Language): void {
  const files = fillDirectory(dir, () => exportFiles(version(), edition), 'index.json')
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const size = (bytes / 1e6).toFixed(1)
  process.stdout.write(lang === 'zh'
    ? `${dir}：${files.size}个文件，${size} MB；先看${dir}/README.md\n`
    : `${dir}: ${files.size} files, ${size} MB; read ${dir}/README.md first\n`)
}
