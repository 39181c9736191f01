/** liantiao certify: joint-test a hospital and decide, with evidence. */
import { join } from 'node:path'
import { styleText } from 'node:util'
import type { Command } from 'commander'
import type { RunRecord } from '../contracts/run-record.ts'
import { VERDICTS } from '../contracts/run-record.ts'
import { allTransactions } from '../contracts/transactions.ts'
import { createLog } from '../core/log.ts'
import { renderHtml } from '../reports/render-html.ts'
import { renderJUnit } from '../reports/render-junit.ts'
import { casePattern } from './case-pattern.ts'
import { certify, exitCodeOf } from './certify-run.ts'
import type { Certified } from './certify-run.ts'
import { logLevel, oneOf, wholeNumber } from './options.ts'
import { digestOf, jsonLines, openDirectory, writeAll } from './out-dir.ts'
import { progressLine } from './progress.ts'
import { exampleTarget, readTarget } from './target-file.ts'
import { COMMON } from './texts.ts'
import type { Language } from './texts.ts'

interface Options {
  readonly suite: string
  readonly only?: string
  readonly seed: number
  readonly out: string
  readonly json?: true
  readonly logLevel: string
}

const SUITES = ['hospital'] as const

/** A target file to begin with; the help shows it. */
export const TARGET_EXAMPLE = `schema: liantiao/target/1
kind: hospital
name: 某市第一医院
edition: national
institutions:
  - fixmedins_code: H52010000001
    fixmedins_name: 某市第一医院
    type: hospital
    admdvs: '520100'
    tier: 3
platform:
  port: 18080
driver:
  kind: http
  url: http://127.0.0.1:18090
`

const TEXT = {
  zh: {
    about: '对一家医院做联调测试并给出结论；不带参数时测试内置示例医院（独立进程，本机HTTP）。',
    target: 'target文件（YAML），说明被测方是谁、如何驱动',
    suite: '测试套件；目前为hospital',
    only: '只运行名称匹配的用例，如 "inpatient/**"',
    out: '输出目录：run.json、transcript.jsonl、cases.jsonl、report.html、junit.xml',
    example: '例：\n  liantiao certify --seed 7 --out out/x\n  liantiao certify my-hospital.yaml',
    targetExample: 'my-hospital.yaml：platform.port是被测医院要调用的端口，driver.url是其适配器地址',
    decision: { granted: '准予接入', refused: '不予接入', inconclusive: '结论待定' },
    files: '证据',
  },
  en: {
    about: 'Joint-test a hospital and decide; without a target, the bundled one over real HTTP.',
    target: 'target file (YAML): who is tested and how it is driven',
    suite: 'suite; hospital for now',
    only: 'only the cases whose name matches, e.g. "inpatient/**"',
    out: 'output directory: run.json, transcript.jsonl, cases.jsonl, report.html, junit.xml',
    example:
      'Examples:\n  liantiao certify --seed 7 --out out/x\n  liantiao certify my-hospital.yaml',
    targetExample: 'my-hospital.yaml: the party calls platform.port; its adapter is at driver.url',
    decision: { granted: 'granted', refused: 'refused', inconclusive: 'inconclusive' },
    files: 'evidence',
  },
} as const

export function addCertify(program: Command, lang: Language, end: (code: number) => void): void {
  const text = TEXT[lang]
  program
    .command('certify')
    .description(text.about)
    .argument('[target]', text.target)
    .option('--suite <name>', text.suite, oneOf('--suite', SUITES), 'hospital')
    .option('--only <pattern>', text.only)
    .option('--seed <n>', COMMON[lang].seed, wholeNumber('--seed'), 1)
    .option('--out <dir>', text.out, join('out', 'certify'))
    .option('--lang <zh|en>', COMMON[lang].lang)
    .option('--json', COMMON[lang].json)
    .option('--log-level <level>', COMMON[lang].logLevel, logLevel, 'silent')
    .addHelpText('after', `\n${text.example}\n\n${text.targetExample}\n${indented(TARGET_EXAMPLE)}`)
    .action(async (path: string | undefined, options: Options) => {
      const target = path === undefined ? exampleTarget('') : readTarget(path)
      const out = openDirectory('--out', options.out)
      const progress = progressLine(process.stderr)
      const certified = await certify({
        target,
        seed: options.seed,
        selected: casePattern(options.only),
        command: `${path === undefined ? '' : `${shellWord(path)} `}--seed ${options.seed}`,
        log: createLog(options.logLevel),
        onCase: (at, total, name) => progress.show(`${at}/${total} ${name}`),
      })
      progress.clear()
      const record = writeEvidence(out, certified, lang)
      if (options.json === true) process.stdout.write(`${JSON.stringify(record, null, 2)}\n`)
      else printSummary(record, out, lang)
      end(exitCodeOf(record.decision))
    })
}

/** Renders everything first, then puts all files in place together. @throws UsageError */
function writeEvidence(out: string, certified: Certified, lang: Language): RunRecord {
  const evidence = new Map([
    ['cases.jsonl', jsonLines(certified.cases)],
    ['transcript.jsonl', jsonLines(certified.exchanges)],
  ])
  const digests = Object.fromEntries([...evidence].map(([name, text]) => [name, digestOf(text)]))
  const record: RunRecord = { ...certified.record, digests }
  const titles = Object.fromEntries(allTransactions().map((one) => [one.infno, one.title]))
  evidence.set('report.html', renderHtml(record, certified.exchanges, { lang, titles }))
  evidence.set('junit.xml', renderJUnit(record))
  evidence.set('run.json', `${JSON.stringify(record, null, 2)}\n`)
  writeAll(out, evidence)
  return record
}

/** A path as one word of a shell's command line. */
function shellWord(path: string): string {
  return /^[\w./:@%+=,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}

function indented(text: string): string {
  return text.trimEnd().split('\n').map((line) => `  ${line}`).join('\n')
}

function printSummary(record: RunRecord, out: string, lang: Language): void {
  const text = TEXT[lang]
  for (const one of record.cases) {
    if (one.verdict === 'pass') continue
    console.log(`${one.verdict}  ${one.name}  ${one.title[lang]}`)
    for (const finding of one.findings.filter((item) => item.severity === 'violation')) {
      const place = finding.exchange === null ? '' : ` #${finding.exchange} ${finding.infno}`
      console.log(`  ${finding.requirement}${place} ${finding.pointer} ${finding.message[lang]}`)
    }
    console.log(`  ${one.replay}`)
  }
  const counts = VERDICTS.filter((verdict) => record.summary.verdicts[verdict] > 0)
    .map((verdict) => `${verdict} ${record.summary.verdicts[verdict]}`)
    .join(', ')
  const colour = record.decision === 'granted' ? 'green' : 'red'
  const word = text.decision[record.decision]
  const decision = word === record.decision ? word : `${word} ${record.decision}`
  console.log(`${styleText([colour, 'bold'], decision)}  ${record.target.name}  ${counts}`)
  for (const reason of record.reasons) console.log(`  ${reason[lang]}`)
  console.log(`${text.files}: ${join(out, 'report.html')}`)
}
