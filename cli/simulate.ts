/** liantiao simulate: a month of journeys through all parties, with its back office, judged. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { formatFen } from '../core/money.ts'
import { openStore } from '../core/store/store.ts'
import { simulateMonth } from '../scenarios/month/simulate.ts'
import type { Simulation } from '../scenarios/month/simulate.ts'
import { wholeNumber } from './options.ts'
import { openDirectory } from './out-dir.ts'
import { progressLine } from './progress.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'

/** Findings that a person reads; the rest is in --json. */
const MOST_PRINTED = 20

const TEXT = {
  zh: {
    about: '模拟一个月的就医：全部参与方、每日三方对账、审核、月度清算，逐分核对。',
    journeys: '就医人次',
    month: '模拟的月份（yyyy-MM）',
    data: '存放各方账册的目录；省略时用临时目录',
    example: '例：\n  liantiao simulate --journeys 2000\n' +
      '  liantiao simulate --journeys 100000 --json',
    badMonth: '应为yyyy-MM，如 2026-03',
    done: (one: Simulation) =>
      `${one.journeys}人次，报文${one.messages}条，结算${one.settlements}笔，` +
      `退费和冲正${one.undoings}笔，净额${formatFen(one.settledFen)}元`,
    office: (one: Simulation) =>
      `对账文件${one.reconciliations.files}份（不平${one.reconciliations.unequal}份），` +
      `审核${one.audited}笔，` +
      one.clearing.map((month) => `${month.month}清算单${month.sheets}张、拨付单` +
        `${month.orders}张、${formatFen(month.payableFen)}元`).join('；'),
    books: (one: Simulation) => `${one.parties}本账，差异${one.differences}处，` +
      `违反契约的报文${one.violations}条`,
    speed: (rate: number, megabytes: number) => `每秒${rate}人次，内存峰值${megabytes} MB`,
    more: (count: number) => `另有${count}处，见--json`,
    expected: (expected: string, actual: string) => `应为 ${expected}，实为 ${actual}`,
  },
  en: {
    about: 'Simulate a month: all parties, daily reconciliation, audit, clearing, to the fen.',
    journeys: 'journeys of patients',
    month: 'the month that is played (yyyy-MM)',
    data: "directory for the parties' books; a temporary one when left out",
    example: 'Examples:\n  liantiao simulate --journeys 2000\n' +
      '  liantiao simulate --journeys 100000 --json',
    badMonth: 'yyyy-MM is needed, e.g. 2026-03',
    done: (one: Simulation) =>
      `${one.journeys} journeys, ${one.messages} messages, ${one.settlements} settlements, ` +
      `${one.undoings} refunds and reversals, ${formatFen(one.settledFen)} yuan net`,
    office: (one: Simulation) =>
      `${one.reconciliations.files} reconciliation files (${one.reconciliations.unequal} unequal)` +
      `, ${one.audited} audited, ` +
      one.clearing.map((month) => `${month.month}: ${month.sheets} sheets, ${month.orders} ` +
        `orders, ${formatFen(month.payableFen)} yuan`).join('; '),
    books: (one: Simulation) => `${one.parties} books, ${one.differences} differences, ` +
      `${one.violations} messages that break their contract`,
    speed: (rate: number, megabytes: number) =>
      `${rate} journeys a second, ${megabytes} MB at most`,
    more: (count: number) => `${count} more, see --json`,
    expected: (expected: string, actual: string) => `expected ${expected}, got ${actual}`,
  },
} as const

interface Options {
  readonly journeys: number
  readonly month: string
  readonly seed: number
  readonly data?: string
  readonly json?: true
}

export function addSimulate(program: Command, lang: Language, end: (code: number) => void): void {
  const text = TEXT[lang]
  program
    .command('simulate')
    .description(text.about)
    .option('--journeys <n>', text.journeys, wholeNumber('--journeys', 31), 1000)
    .option('--month <yyyy-MM>', text.month, monthOption, '2026-03')
    .option('--seed <n>', COMMON[lang].seed, wholeNumber('--seed'), 1)
    .option('--data <dir>', text.data)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .option('--json', COMMON[lang].json)
    .addHelpText('after', `\n${text.example}`)
    .action(async (options: Options) => {
      const { record, seconds } = await simulated(options)
      const journeysPerSecond = Math.round(record.journeys / seconds)
      const peakMemoryBytes = process.resourceUsage().maxRSS * 1024
      const document = { ...record, journeysPerSecond, peakMemoryBytes }
      if (options.json === true) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
      else print(record, lang, text.speed(journeysPerSecond, Math.round(peakMemoryBytes / 1e6)))
      end(record.differences === 0 && record.violations === 0 ? 0 : 1)
    })
}

/** Plays in the directory that was named, which keeps the books, or in one that goes afterwards. */
async function simulated({ journeys: visits, month, seed, data }: Options) {
  const temporary = data === undefined ? mkdtempSync(join(tmpdir(), 'liantiao-simulate-')) : null
  const dir = temporary ?? emptyDirectory(data ?? '')
  // Books that go afterwards need not wait for the disk.
  const durable = temporary === null
  const progress = progressLine(process.stderr)
  const started = performance.now()
  try {
    const record = await simulateMonth({ seed, month, visits }, {
      bookFor: (party) => openStore(join(dir, `${party}.sqlite`), { durable }),
      onDay(day, journeys) {
        const seconds = (performance.now() - started) / 1000
        const left = Math.round((seconds / Math.max(1, journeys)) * (visits - journeys))
        const rate = Math.round(journeys / seconds)
        progress.show(`${day}  ${journeys}/${visits}  ${rate}/s  ${left} s`)
      },
    })
    return { record, seconds: (performance.now() - started) / 1000 }
  } finally {
    progress.clear()
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true })
  }
}

/** Books of an earlier month would be continued, and nothing would add up. @throws UsageError */
function emptyDirectory(path: string): string {
  const dir = openDirectory('--data', path)
  if (readdirSync(dir).every((name) => !name.endsWith('.sqlite'))) return dir
  throw new UsageError({
    zh: `--data ${path}：目录中已有账册（*.sqlite）；请换一个空目录`,
    en: `--data ${path}: there are books (*.sqlite) already; choose an empty directory`,
  })
}

function monthOption(text: string): string {
  if (/^20\d\d-(0[1-9]|1[0-2])$/.test(text)) return text
  throw new UsageError({
    zh: `--month ${text}：${TEXT.zh.badMonth}`,
    en: `--month ${text}: ${TEXT.en.badMonth}`,
  })
}

function print(record: Simulation, lang: Language, speed: string): void {
  const text = TEXT[lang]
  for (const one of record.findings.slice(0, MOST_PRINTED)) {
    console.log(`${one.check}  ${one.party}  ${one.what}  ${one.field}`)
    console.log(`    ${text.expected(one.expected, one.actual)}`)
  }
  if (record.differences > MOST_PRINTED) console.log(text.more(record.differences - MOST_PRINTED))
  console.log(text.done(record))
  console.log(text.office(record))
  const sound = record.differences === 0 && record.violations === 0
  console.log(`${styleText([sound ? 'green' : 'red', 'bold'], text.books(record))}  ${speed}`)
}
