/** liantiao selftest: plants every known defect and shows that the suite notices. */
import { styleText } from 'node:util'
import type { Command } from 'commander'
import { createLog } from '../core/log.ts'
import { DEFECTS } from '../simulators/defects/catalogue.ts'
import type { Defect } from '../simulators/defects/plant.ts'
import { casePattern } from './case-pattern.ts'
import { certify } from './certify-run.ts'
import { wholeNumber } from './options.ts'
import { progressLine } from './progress.ts'
import { exampleTarget } from './target-file.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'

/** One row of the kill table. */
interface Kill {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly party: 'hospital'
  readonly requirement: string
  /** Refused, with a violation of the requirement that is about this defect. */
  readonly killed: boolean
  readonly by: readonly { readonly case: string; readonly requirement: string }[]
  readonly milliseconds: number
}

const TEXT = {
  zh: {
    about: '逐一植入已知缺陷，证明套件能发现，并证明无缺陷的医院获准。',
    only: '只植入编号匹配的缺陷',
    example: '例：\n  liantiao selftest\n  liantiao selftest --only "*omsgid*" --json',
    clean: '无缺陷的医院',
    none: '没有匹配的缺陷',
  },
  en: {
    about: 'Plant every known defect, show that the suite notices, and that the sound one passes.',
    only: 'only the defects whose id matches',
    example: 'Examples:\n  liantiao selftest\n  liantiao selftest --only "*omsgid*" --json',
    clean: 'the sound hospital',
    none: 'no defect matches',
  },
} as const

export function addSelftest(program: Command, lang: Language, end: (code: number) => void): void {
  const text = TEXT[lang]
  program
    .command('selftest')
    .description(text.about)
    .option('--only <pattern>', text.only)
    .option('--seed <n>', COMMON[lang].seed, wholeNumber('--seed'), 1)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .option('--json', COMMON[lang].json)
    .addHelpText('after', `\n${text.example}`)
    .action(async (options: { only?: string; seed: number; json?: true }) => {
      const wanted = casePattern(options.only)
      const defects = DEFECTS.filter((defect) => wanted(defect.id))
      if (defects.length === 0) {
        throw new UsageError({
          zh: `--only ${options.only ?? ''}：${TEXT.zh.none}`,
          en: `--only ${options.only ?? ''}: ${TEXT.en.none}`,
        })
      }
      const progress = progressLine(process.stderr)
      const clean = await decide('', options.seed)
      const kills: Kill[] = []
      for (const [at, defect] of defects.entries()) {
        progress.show(`${at + 1}/${defects.length} ${defect.id}`)
        kills.push(await plant(defect, options.seed))
      }
      progress.clear()
      const document = {
        schema: 'liantiao/selftest/1',
        clean: { decision: clean.decision, findings: clean.findings },
        defects: kills,
      }
      if (options.json === true) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
      else printTable(kills, clean.decision, lang)
      const sound = clean.decision === 'granted' && clean.findings === 0
      end(sound && kills.every((kill) => kill.killed) ? 0 : 1)
    })
}

async function plant(defect: Defect, seed: number): Promise<Kill> {
  const started = performance.now()
  const { decision, by } = await decide(defect.id, seed)
  const killed = decision === 'refused' && by.some((one) => one.requirement === defect.requirement)
  return {
    id: defect.id,
    title: defect.title,
    party: defect.party,
    requirement: defect.requirement,
    killed,
    by,
    milliseconds: Math.round(performance.now() - started),
  }
}

async function decide(defect: string, seed: number) {
  const { record } = await certify({
    target: exampleTarget(defect),
    seed,
    selected: () => true,
    command: `--seed ${seed}`,
    log: createLog('silent'),
    onCase: () => {},
  })
  const violations = record.cases.flatMap((one) =>
    one.findings
      .filter((finding) => finding.severity === 'violation')
      .map((finding) => ({ case: one.name, requirement: finding.requirement })),
  )
  const seen = new Set<string>()
  const by = violations.filter((one) => {
    const key = `${one.case}\n${one.requirement}`
    return seen.has(key) ? false : seen.add(key)
  })
  const findings = record.cases.reduce((sum, one) => sum + one.findings.length, 0)
  return { decision: record.decision, by, findings }
}

function printTable(kills: readonly Kill[], clean: string, lang: Language): void {
  for (const kill of kills) {
    const mark = kill.killed ? styleText('green', 'killed ') : styleText('red', 'ALIVE  ')
    const first = kill.by.find((one) => one.requirement === kill.requirement) ?? kill.by[0]
    const where = first === undefined ? '-' : `${first.requirement} ${first.case}`
    console.log(`${mark} ${kill.id.padEnd(22)} ${where.padEnd(52)} ${kill.title[lang]}`)
  }
  const alive = kills.filter((kill) => !kill.killed).length
  console.log(`${kills.length - alive} killed, ${alive} alive; ${TEXT[lang].clean}: ${clean}`)
}
