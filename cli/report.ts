/** liantiao report: renders a finished run again, from its files alone. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Option } from 'commander'
import type { Command } from 'commander'
import { checkDocument } from '../contracts/documents.ts'
import type { RunRecord } from '../contracts/run-record.ts'
import { allTransactions } from '../contracts/transactions.ts'
import type { RecordedExchange } from '../contracts/transcript.ts'
import { renderHtml } from '../reports/render-html.ts'
import { renderJUnit } from '../reports/render-junit.ts'
import { UsageError } from './texts.ts'
import type { Language } from './texts.ts'

const TEXT = {
  zh: {
    about: '由运行目录重新生成报告，写到标准输出。',
    run: '运行目录（含run.json与transcript.jsonl）',
    example: '例：\n  liantiao report out/certify --format html > report.html',
  },
  en: {
    about: 'Render the report of a run directory again, to standard output.',
    run: 'run directory (with run.json and transcript.jsonl)',
    example: 'Example:\n  liantiao report out/certify --format html > report.html',
  },
} as const

export function addReport(program: Command, lang: Language): void {
  const text = TEXT[lang]
  program
    .command('report')
    .description(text.about)
    .argument('<run>', text.run)
    .addOption(new Option('--format <f>').choices(['html', 'junit', 'json']).default('html'))
    .option('--lang <zh|en>', '中文 / English')
    .addHelpText('after', `\n${text.example}`)
    .action((dir: string, options: { format: 'html' | 'junit' | 'json' }) => {
      const run = readRun(join(dir, 'run.json'))
      if (options.format === 'json') process.stdout.write(`${JSON.stringify(run, null, 2)}\n`)
      else if (options.format === 'junit') process.stdout.write(renderJUnit(run))
      else {
        const titles = Object.fromEntries(allTransactions().map((one) => [one.infno, one.title]))
        const exchanges = readTranscript(join(dir, 'transcript.jsonl'))
        process.stdout.write(renderHtml(run, exchanges, { lang, titles }))
      }
    })
}

function readRun(path: string): RunRecord {
  const data = parsed(textOf(path), path, 1)
  const [fault] = checkDocument('run', data)
  if (fault !== undefined) {
    throw new UsageError({
      zh: `${path}：${fault.pointer}：${fault.message.zh}`,
      en: `${path}: ${fault.pointer}: ${fault.message.en}`,
    })
  }
  return data as RunRecord
}

function readTranscript(path: string): RecordedExchange[] {
  return textOf(path)
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => parsed(line, path, at + 1) as RecordedExchange)
}

function textOf(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8')
  throw new UsageError({
    zh: `${path}：文件不存在；请给出liantiao certify --out的目录`,
    en: `${path}: no such file; give the directory of liantiao certify --out`,
  })
}

function parsed(text: string, path: string, line: number): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError({
      zh: `${path}:${line}：不是JSON（文件可能被截断）；请重新运行certify`,
      en: `${path}:${line}: not JSON (cut short?); run certify again`,
    })
  }
}
