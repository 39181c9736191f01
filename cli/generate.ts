/** liantiao generate: cases as JSON lines, a pure function of the seed. */
import type { Command } from 'commander'
import { exampleInstitutions } from '../scenarios/example-party.ts'
import { hospitalSuite } from '../scenarios/generate/hospital-suite.ts'
import { outpatientCases } from '../scenarios/generate/outpatient-cases.ts'
import { placeOf } from '../scenarios/generate/place.ts'
import { wholeNumber } from './options.ts'
import { jsonLines } from './out-dir.ts'
import { COMMON } from './texts.ts'
import type { Language } from './texts.ts'

const TEXT = {
  zh: {
    about: '按种子生成用例，每行一个JSON；不给--journeys时为医院套件的全部用例。',
    journeys: '改为生成N个普通门诊用例（各有不同的人）',
    example: '例：\n  liantiao generate --seed 7 > cases.jsonl\n  liantiao generate --journeys 1000',
  },
  en: {
    about: 'Generate cases from a seed, one JSON a line; the hospital suite without --journeys.',
    journeys: 'N ordinary outpatient cases instead, each with a person of its own',
    example:
      'Examples:\n  liantiao generate --seed 7 > cases.jsonl\n  liantiao generate --journeys 1000',
  },
} as const

export function addGenerate(program: Command, lang: Language): void {
  const text = TEXT[lang]
  program
    .command('generate')
    .description(text.about)
    .option('--journeys <n>', text.journeys, wholeNumber('--journeys', 1))
    .option('--seed <n>', COMMON[lang].seed, wholeNumber('--seed'), 1)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .addHelpText('after', `\n${text.example}`)
    .action((options: { journeys?: number; seed: number }) => {
      const place = placeOf(exampleInstitutions)
      const cases =
        options.journeys === undefined
          ? hospitalSuite(options.seed, place)
          : outpatientCases(options.seed, place, options.journeys)
      process.stdout.write(jsonLines(cases))
    })
}
