/** liantiao explain: what a settlement should be, step by step, from a claim and a policy pack. */
import type { Command } from 'commander'
import { bundledPackNames, bundledPackText, bundledPack } from '../core/policy/bundled.ts'
import { UnknownPack } from '../core/policy/bundled.ts'
import { explained } from './explain-input.ts'
import { printExplanation } from './explain-text.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'

const TEXT = {
  zh: {
    about: '核算一次结算应得的结果：逐步列出规则、参数、政策文件、算式与金额。',
    claim: '待遇核算申请（JSON或YAML），- 表示标准输入',
    pack: '政策包：内置名称（见--packs）或文件；不填则用申请中的pack',
    packs: '列出内置政策包',
    show: '输出一个内置政策包，可作为自己政策包的起点',
    example: '例：\n  liantiao explain core/policy/examples/referral-stay.yaml\n' +
      '  liantiao explain claim.yaml --pack pay-first --json\n' +
      '  liantiao explain --packs\n' +
      '  liantiao explain --show-pack points > my-pack.json',
  },
  en: {
    about: 'Compute what a settlement should be: each step with rule, parameter and document.',
    claim: 'the claim (JSON or YAML), - for standard input',
    pack: 'policy pack: a bundled name (see --packs) or a file; else the one the claim names',
    packs: 'list the bundled policy packs',
    show: 'print a bundled policy pack, to begin one of your own',
    example: 'Examples:\n  liantiao explain core/policy/examples/referral-stay.yaml\n' +
      '  liantiao explain claim.yaml --pack pay-first --json\n' +
      '  liantiao explain --packs\n' +
      '  liantiao explain --show-pack points > my-pack.json',
  },
} as const

interface Options {
  readonly pack?: string
  readonly json?: true
  readonly packs?: true
  readonly showPack?: string
}

export function addExplain(program: Command, lang: Language, end: (code: number) => void): void {
  const text = TEXT[lang]
  program
    .command('explain')
    .description(text.about)
    .argument('[claim]', text.claim)
    .option('--pack <pack>', text.pack)
    .option('--packs', text.packs)
    .option('--show-pack <name>', text.show)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .option('--json', COMMON[lang].json)
    .addHelpText('after', `\n${text.example}`)
    .action((claim: string | undefined, options: Options) => {
      run(claim, options, lang)
      end(0)
    })
}

function run(claim: string | undefined, options: Options, lang: Language): void {
  requireOne(claim, options)
  if (options.packs === true) return printPacks(lang)
  if (options.showPack !== undefined) return showPack(options.showPack)
  const explanation = explained(claim ?? '-', options.pack)
  if (options.json === true) process.stdout.write(`${JSON.stringify(explanation, null, 2)}\n`)
  else printExplanation(explanation, lang)
}

/** A claim, a list, or a pack: each is a thing of its own. */
function requireOne(claim: string | undefined, { packs, showPack: shown, ...rest }: Options): void {
  const asked = [claim, packs, shown].filter((one) => one !== undefined)
  if (asked.length === 0) {
    throw new UsageError({
      zh: '缺少参数<claim>：请给出核算申请文件，或使用--packs、--show-pack',
      en: 'missing argument <claim>: give the file of a claim, or --packs, or --show-pack',
    })
  }
  const alone = claim === undefined && (rest.json === true || rest.pack !== undefined)
  if (asked.length === 1 && !alone) return
  throw new UsageError({
    zh: '--packs与--show-pack须单独使用，不与核算申请、--pack、--json同用',
    en: '--packs and --show-pack stand alone, without a claim, --pack or --json',
  })
}

function printPacks(lang: Language): void {
  const width = Math.max(...bundledPackNames().map((name) => name.length))
  for (const name of bundledPackNames()) {
    const { title, regime, effectiveFrom, effectiveTo } = bundledPack(name)
    const days = `${effectiveFrom} – ${effectiveTo ?? ''}`.trimEnd()
    console.log(`${name.padEnd(width)}  ${regime.padEnd(10)}  ${days.padEnd(23)}  ${title[lang]}`)
  }
}

function showPack(name: string): void {
  try {
    process.stdout.write(bundledPackText(name))
  } catch (reason) {
    if (!(reason instanceof UnknownPack)) throw reason
    const known = bundledPackNames()
    throw new UsageError({
      zh: `--show-pack ${name}：没有该内置政策包；可用：${known.join('、')}`,
      en: `--show-pack ${name}: no such bundled pack; there are: ${known.join(', ')}`,
    })
  }
}
