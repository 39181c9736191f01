/** liantiao contracts diff: which changes between two versions of the interface break whom. */
import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Change } from '../contracts/compare/change.ts'
import { compareContracts } from '../contracts/compare/compare.ts'
import type { ContractSet } from '../contracts/compare/compare.ts'
import { contractSetOf } from '../contracts/compare/contract-set.ts'
import { ExportUnreadable, readExport } from '../contracts/compare/read.ts'
import { editionNames } from '../contracts/editions.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'
import { version } from './version.ts'

const TEXT = {
  zh: {
    about: '比较两个版本的接口契约；有破坏性改动时退出码为1。',
    side: '导出目录，或版本名如national、hunan',
    example: '例：\n  liantiao contracts diff out/old out/new\n' +
      '  liantiao contracts diff hunan guangdong',
  },
  en: {
    about: 'Compare two versions of the contracts; exit code 1 when a change breaks somebody.',
    side: 'exported directory, or an edition such as national or hunan',
    example: 'Example:\n  liantiao contracts diff out/old out/new\n' +
      '  liantiao contracts diff hunan guangdong',
  },
} as const

export function addContractsDiff(
  group: Command,
  lang: Language,
  end: (code: number) => void,
): void {
  const text = TEXT[lang]
  group.command('diff')
    .description(text.about)
    .argument('<old>', text.side)
    .argument('<new>', text.side)
    .option('--json', COMMON[lang].json)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .addHelpText('after', `\n${text.example}`)
    .action((old: string, now: string, options: { json?: boolean }) => {
      const [before, after] = [versionNamed(old), versionNamed(now)]
      const changes = compareContracts(before, after)
      process.stdout.write(options.json === true
        ? jsonText(before, after, changes) : plainText(changes, lang))
      if (changes.some(isBreaking)) end(1)
    })
}

function isBreaking(change: Change): boolean {
  return change.breaks !== 'nobody'
}

function versionNamed(name: string): ContractSet {
  if (editionNames().includes(name) && !existsSync(name)) return contractSetOf(name, version())
  try {
    return readExport(name)
  } catch (reason) {
    if (reason instanceof ExportUnreadable) throw new UsageError(reason.said)
    throw reason
  }
}

function counted(changes: readonly Change[]) {
  const count = (breaks: Change['breaks']): number =>
    changes.filter((one) => one.breaks === breaks).length
  return {
    senders: count('senders'),
    receivers: count('receivers'),
    both: count('both'),
    harmless: count('nobody'),
  }
}

function jsonText(old: ContractSet, now: ContractSet, changes: readonly Change[]): string {
  const about = ({ name, version: number, edition }: ContractSet) =>
    ({ name, version: number, edition })
  return `${JSON.stringify({
    schema: 'liantiao/contracts-diff/1',
    old: about(old),
    new: about(now),
    breaking: changes.filter(isBreaking).length,
    counts: counted(changes),
    changes,
  }, null, 2)}\n`
}

/** What breaks somebody first, then what is harmless. */
function plainText(changes: readonly Change[], lang: Language): string {
  const { senders, receivers, both, harmless } = counted(changes)
  const summary = lang === 'zh'
    ? `破坏发送方${senders}处，破坏接收方${receivers}处，破坏双方${both}处，无害${harmless}处`
    : `breaks senders ${senders}, breaks receivers ${receivers}, breaks both ${both}, ` +
      `harmless ${harmless}`
  const ordered = [...changes.filter(isBreaking), ...changes.filter((one) => !isBreaking(one))]
  return `${[...ordered.map((one) => one.message[lang]), summary].join('\n')}\n`
}
