/** liantiao certify: joint-test a hospital and decide, with evidence. */
import { join, relative } from 'node:path'
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
import { wholeNumber } from './options.ts'
import { jsonLines, openOut, writeWhole } from './out-dir.ts'
import { progressLine } from './progress.ts'
import { exampleTarget, readTarget } from './target-file.ts'
import { UsageError } from './texts.ts'
import type { Language } from './texts.ts'

interface Options {
  readonly suite: string
  readonly only?: string
  readonly seed: number
  readonly out: string
  readonly json?: true
  readonly logLevel: string
}

const TEXT = {
  zh: {
    about: '对一家医院做联调测试并给出结论；不带参数时测试内置示例医院（独立进程，本机HTTP）。',
    target: 'target文件（YAML），说明被测方是谁、如何驱动',
    suite: '测试套件；目前为hospital',
    only: '只运行名称匹配的用例，如 "inpatient/**"',
    seed: '随机种子：同一种子得到同样的用例',
    out: '输出目录：run.json、transcript.jsonl、cases.jsonl、report.html、junit.xml',
    json: '向标准输出写run.json',
    example: '例：\n  liantiao certify --seed 7 --out out/x\n  liantiao certify my-hospital.yaml',
    decision: { granted: '准予接入', refused: '不予接入', inconclusive: '结论待定' },
    files: '证据',
  },
  en: {
    about: 'Joint-test a hospital and decide; without a target, the bundled one over real HTTP.',
    target: 'target file (YAML): who is tested and how it is driven',
    suite: 'suite; hospital for now',
    only: 'only the cases whose name matches, e.g. "inpatient/**"',
    seed: 'random seed: same seed, same cases',
    out: 'output directory: run.json, transcript.jsonl, cases.jsonl, report.html, junit.xml',
    json: 'write run.json to standard output',
    example: 'Examples:\n  liantiao certify --seed 7 --out out/x\n  liantiao certify my-hospital.yaml',
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
    .option('--suite <name>', text.suite, 'hospital')
    .option('--only <pattern>', text.only)
    .option('--seed <n>', text.seed, wholeNumber, 1)
    .option('--out <dir>', text.out, join('out', 'certify'))
    .option('--lang <zh|en>', '中文 / English')
    .option('--json', text.json)
    .option('--log-level <level>', 'silent, info, debug', 'silent')
    .addHelpText('after', `\n${text.example}`)
    .action(async (path: string | undefined, options: Options) => {
      requireKnownSuite(options.suite)
      const target = path === undefined ? exampleTarget('') : readTarget(path)
      const out = openOut(options.out)
      const progress = progressLine(process.stderr)
      const certified = await certify({
        target,
        seed: options.seed,
        selected: casePattern(options.only),
        command: `${path === undefined ? '' : `${path} `}--seed ${options.seed}`,
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

/** Writes all files, the record last: where it stands, everything stands. */
export function writeEvidence(out: string, certified: Certified, lang: Language): RunRecord {
  const digests: Record<string, string> = {}
  const write = (name: string, text: string) => {
    digests[name] = writeWhole(out, name, text)
  }
  write('cases.jsonl', jsonLines(certified.cases))
  write('transcript.jsonl', jsonLines(certified.exchanges))
  const record: RunRecord = { ...certified.record, digests }
  const titles = Object.fromEntries(allTransactions().map((one) => [one.infno, one.title]))
  writeWhole(out, 'report.html', renderHtml(record, certified.exchanges, { lang, titles }))
  writeWhole(out, 'junit.xml', renderJUnit(record))
  writeWhole(out, 'run.json', `${JSON.stringify(record, null, 2)}\n`)
  return record
}

function requireKnownSuite(suite: string): void {
  if (suite === 'hospital') return
  throw new UsageError({
    zh: `--suite ${suite}：没有该套件；可用：hospital`,
    en: `--suite ${suite}: no such suite; there is: hospital`,
  })
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
  console.log(`${text.files}: ${relative(process.cwd(), join(out, 'report.html'))}`)
}
