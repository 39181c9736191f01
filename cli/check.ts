/** liantiao check: judges recorded traffic offline, from its file alone. */
import { statSync } from 'node:fs'
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { editionNames } from '../contracts/editions.ts'
import { checkFile } from '../scenarios/offline/check-file.ts'
import type { CheckRecord, PlacedFinding } from '../scenarios/offline/check-file.ts'
import { chunksOf } from './file-chunks.ts'
import { oneOf } from './options.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'

/** Lines of findings that a person reads; the rest is in --json. */
const MOST_PRINTED = 60

const TEXT = {
  zh: {
    about: '离线检查录制的报文：字段、顺序、金额恒等式与报文间关系，逐条指出位置。',
    file: '报文文件：transcript.jsonl、HAR，或每行一条请求与应答的JSON',
    edition: '接口版本（省份）',
    example: '例：\n  liantiao check out/certify/transcript.jsonl\n' +
      '  liantiao check traffic.har --edition guangdong --json',
    place: (form: string, place: number) => (form === 'har' ? `第${place}条` : `第${place}行`),
    whole: '全文件',
    severity: { violation: '违规', warning: '警告', note: '提示' },
    whose: { sender: '发送方', platform: '应答方', recording: '录制文件' },
    expected: (expected: string, actual: string) => `应为 ${expected}，实为 ${actual}`,
    times: (count: number) => `（同类共${count}处）`,
    more: (count: number) => `另有${count}类未列出，见--json`,
    read: (one: CheckRecord['summary']) =>
      `交互${one.exchanges}次，报文${one.messages}条` +
      `${one.foreign > 0 ? `，无报文的条目${one.foreign}条` : ''}` +
      `${one.unreadable > 0 ? `，无法读取${one.unreadable}处` : ''}`,
    counts: (one: CheckRecord['summary']) =>
      `违规${one.violations}处，警告${one.warnings}处，提示${one.notes}处`,
    practice: '做法',
  },
  en: {
    about: 'Judge recorded traffic offline: fields, order, money, links between messages.',
    file: 'traffic: transcript.jsonl, HAR, or JSON lines of requests and answers',
    edition: 'edition of the interface (province)',
    example: 'Examples:\n  liantiao check out/certify/transcript.jsonl\n' +
      '  liantiao check traffic.har --edition guangdong --json',
    place: (form: string, place: number) => `${form === 'har' ? 'entry' : 'line'} ${place}`,
    whole: 'whole file',
    severity: { violation: 'violation', warning: 'warning', note: 'note' },
    whose: { sender: 'sender', platform: 'answering side', recording: 'recording' },
    expected: (expected: string, actual: string) => `expected ${expected}, got ${actual}`,
    times: (count: number) => ` (${count} of this kind)`,
    more: (count: number) => `${count} more kinds, see --json`,
    read: (one: CheckRecord['summary']) =>
      `${one.exchanges} exchanges, ${one.messages} messages` +
      `${one.foreign > 0 ? `, ${one.foreign} entries without a message` : ''}` +
      `${one.unreadable > 0 ? `, ${one.unreadable} places unreadable` : ''}`,
    counts: (one: CheckRecord['summary']) =>
      `${one.violations} violations, ${one.warnings} warnings, ${one.notes} notes`,
    practice: 'practice',
  },
} as const

export function addCheck(program: Command, lang: Language, end: (code: number) => void): void {
  const text = TEXT[lang]
  program
    .command('check')
    .description(text.about)
    .argument('<file>', text.file)
    .option('--edition <name>', text.edition, oneOf('--edition', editionNames()), 'national')
    .option('--lang <zh|en>', COMMON[lang].lang)
    .option('--json', COMMON[lang].json)
    .addHelpText('after', `\n${text.example}`)
    .action((file: string, options: { edition: string; json?: true }) => {
      requireFile(file)
      const record = checkFile(file, chunksOf(file), options.edition)
      requireMessages(record)
      if (options.json === true) process.stdout.write(`${JSON.stringify(record, null, 2)}\n`)
      else print(record, lang)
      end(exitCodeOf(record))
    })
}

/** 0 nothing wrong, 1 violations, 2 some of the file could not be read, 3 our own check broke. */
function exitCodeOf({ summary, findings }: CheckRecord): number {
  if (findings.some((one) => one.whose === 'harness')) return 3
  if (summary.unreadable > 0) return 2
  return summary.violations > 0 ? 1 : 0
}

function requireFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return
  throw new UsageError({
    zh: `${file}：文件不存在；请给出transcript.jsonl、HAR或报文日志`,
    en: `${file}: no such file; give a transcript.jsonl, a HAR or a log of messages`,
  })
}

/** A file without any message was not what was meant. */
function requireMessages({ file, summary, findings }: CheckRecord): void {
  if (summary.exchanges > 0) return
  const [first] = findings
  const place = typeof first?.place === 'number' ? `:${first.place}` : ''
  const why = {
    zh: first === undefined ? '没有任何报文' : first.message.zh,
    en: first === undefined ? 'there is no message' : first.message.en,
  }
  throw new UsageError({
    zh: `${file}${place}：${why.zh}；应为transcript.jsonl、HAR或每行一条JSON报文`,
    en: `${file}${place}: ${why.en}; a transcript.jsonl, a HAR or JSON lines are needed`,
  })
}

function print(record: CheckRecord, lang: Language): void {
  const text = TEXT[lang]
  const { summary, form, edition } = record
  const kinds = [...Map.groupBy(record.findings, kindOf).values()]
  for (const same of kinds.slice(0, MOST_PRINTED)) printKind(same, form, lang)
  if (kinds.length > MOST_PRINTED) console.log(`  ${text.more(kinds.length - MOST_PRINTED)}`)
  for (const { identity, practice, count } of summary.practices) {
    console.log(`  ${text.practice} ${identity}: ${practice} × ${count}`)
  }
  const colour = summary.violations > 0 ? 'red' : 'green'
  console.log(`${styleText([colour, 'bold'], text.counts(summary))}  ` +
    `${text.read(summary)}  ${edition}  ${record.file}`)
}

/** The same fault in the same field of the same transaction is told once, with its number. */
function kindOf(one: PlacedFinding): string {
  const pointer = one.pointer.replaceAll(/\/\d+/g, '/*')
  return [one.severity, one.check, one.requirement, one.infno, pointer].join(' ')
}

function printKind(same: readonly PlacedFinding[], form: string, lang: Language): void {
  const text = TEXT[lang]
  const [one] = same
  if (one === undefined) return
  const { pointer, message, requirement, infno, check, expected, actual } = one
  const place = one.place === null ? text.whole : text.place(form, one.place)
  const times = same.length > 1 ? text.times(same.length) : ''
  const whose = one.whose === 'harness' ? 'liantiao' : text.whose[one.whose]
  console.log([
    `${text.severity[one.severity]} ${place}`, infno, pointer, `${check} ${requirement}`.trim(),
    `[${whose}]`,
  ].filter((word) => word !== '').join('  ') + times)
  console.log(`    ${message[lang]}；${text.expected(expected, actual)}`)
}
