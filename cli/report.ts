/** liantiao report: renders a finished run again, from its files alone. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { checkDocument } from '../contracts/documents.ts'
import type { RunRecord } from '../contracts/run-record.ts'
import { allTransactions } from '../contracts/transactions.ts'
import type { RecordedExchange } from '../contracts/transcript.ts'
import { renderHtml } from '../reports/render-html.ts'
import { renderJUnit } from '../reports/render-junit.ts'
import { oneOf } from './options.ts'
import { digestOf } from './out-dir.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'

const FORMATS = ['html', 'junit', 'json'] as const

const TEXT = {
  zh: {
    about: '由运行目录重新生成报告，写到标准输出。',
    run: '运行目录（含run.json与transcript.jsonl）',
    format: '格式：html、junit或json',
    example: '例：\n  liantiao report out/certify --format html > report.html',
  },
  en: {
    about: 'Render the report of a run directory again, to standard output.',
    run: 'run directory (with run.json and transcript.jsonl)',
    format: 'html, junit or json',
    example: 'Example:\n  liantiao report out/certify --format html > report.html',
  },
} as const

export function addReport(program: Command, lang: Language): void {
  const text = TEXT[lang]
  program
    .command('report')
    .description(text.about)
    .argument('<run>', text.run)
    .option('--format <f>', text.format, oneOf('--format', FORMATS), 'html')
    .option('--lang <zh|en>', COMMON[lang].lang)
    .addHelpText('after', `\n${text.example}`)
    .action((dir: string, options: { format: (typeof FORMATS)[number] }) => {
      const run = readRun(join(dir, 'run.json'))
      if (options.format === 'json') process.stdout.write(`${JSON.stringify(run, null, 2)}\n`)
      else if (options.format === 'junit') process.stdout.write(renderJUnit(run))
      else {
        const titles = Object.fromEntries(allTransactions().map((one) => [one.infno, one.title]))
        const exchanges = readTranscript(dir, run)
        process.stdout.write(renderHtml(run, exchanges, { lang, titles }))
      }
    })
}

function readRun(path: string): RunRecord {
  const data = parsed(textOf(path), path, 1)
  const [fault] = checkDocument('run', data)
  if (fault === undefined) return data as RunRecord
  const key = fault.pointer.slice(1).replaceAll('/', '.')
  throw new UsageError({
    zh: `${path}：${key}：${fault.message.zh}；不是本程序的运行记录，请重新运行certify`,
    en: `${path}: ${key}: ${fault.message.en}; not a run record of ours, run certify again`,
  })
}

/** The transcript that the record names by its digest; none when it names none (a load run). */
function readTranscript(dir: string, run: RunRecord): RecordedExchange[] {
  const name = 'transcript.jsonl'
  const digest = run.digests[name]
  if (digest === undefined) return []
  const path = join(dir, name)
  const text = textOf(path)
  const exchanges = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, at) => exchangeOf(line, path, at + 1))
  if (digestOf(text) === digest) return exchanges
  throw new UsageError({
    zh: `${path}：与run.json记录的摘要不符（已被改动、截断或属于另一次运行）；请重新运行certify`,
    en:
      `${path}: not what run.json has the digest of ` +
      "(changed, cut short, or another run's); run certify again",
  })
}

function exchangeOf(line: string, path: string, at: number): RecordedExchange {
  const data = parsed(line, path, at)
  const [fault] = checkDocument('transcript', data)
  if (fault === undefined) return data as RecordedExchange
  const key = fault.pointer.slice(1).replaceAll('/', '.')
  throw new UsageError({
    zh: `${path}:${at}：${key}：${fault.message.zh}；不是本程序的报文记录，请重新运行certify`,
    en: `${path}:${at}: ${key}: ${fault.message.en}; not a transcript of ours, run certify again`,
  })
}

function textOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isFile() === true) return readFileSync(path, 'utf8')
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
