/** Sorts out which command was meant, and says how it ended: one line and an exit code. */
import { Command, CommanderError } from 'commander'
import { helpIn, usageOf } from './help.ts'
import { oneOf } from './options.ts'
import { COMMON, Inconclusive, languageOf, UsageError } from './texts.ts'
import type { Language } from './texts.ts'
import { version } from './version.ts'

type Add = (program: Command, lang: Language, end: (code: number) => void) => void

/** Loaded only when named: all of them together take most of a second. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  certify: async () => (await import('./certify.ts')).addCertify,
  serve: async () => (await import('./serve.ts')).addServe,
  generate: async () => (await import('./generate.ts')).addGenerate,
  selftest: async () => (await import('./selftest.ts')).addSelftest,
  simulate: async () => (await import('./simulate.ts')).addSimulate,
  load: async () => (await import('./load.ts')).addLoad,
  check: async () => (await import('./check.ts')).addCheck,
  explain: async () => (await import('./explain.ts')).addExplain,
  report: async () => (await import('./report.ts')).addReport,
  contracts: async () => (await import('./contracts.ts')).addContracts,
}

const ABOUT = {
  zh: '异地就医直接结算联调测试：模拟各方、重放就医过程、逐分核对、出具结论。',
  en: 'Joint testing for cross-region medical-insurance direct settlement.',
}

const EXAMPLE = {
  zh: '例：\n  liantiao certify\n  liantiao certify --help',
  en: 'Examples:\n  liantiao certify\n  liantiao certify --help',
}

/**
 * Runs one command line (the words after the program's name) and returns its exit code: 0 passed,
 * 1 a verdict failed, 2 wrong usage or configuration, 3 inconclusive or our own error.
 */
export async function liantiao(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const lang = languageOf(argv, env)
  const program = new Command('liantiao').description(ABOUT[lang])
  helpIn(lang, program)
    .version(version(), '-V, --version', COMMON[lang].version)
    .option('--lang <zh|en>', COMMON[lang].lang, oneOf('--lang', ['zh', 'en']))
    .addHelpText('after', `\n${EXAMPLE[lang]}`)
    .exitOverride()
    .showHelpAfterError(false)
    .configureOutput({ outputError: () => {} })
  let exitCode = 0
  const end = (code: number) => {
    exitCode = code
  }
  try {
    for (const name of commandsIn(argv)) (await COMMANDS[name]?.())?.(program, lang, end)
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (reason) {
    return failed(reason, lang, env)
  }
}

/** The one that is named; else all, because help lists them and a wrong name is compared. */
function commandsIn(argv: readonly string[]): readonly string[] {
  const named = argv.find((word) => Object.hasOwn(COMMANDS, word))
  if (named !== undefined) return [named]
  const onlyVersion = argv.length === 1 && ['-V', '--version'].includes(argv[0] ?? '')
  return onlyVersion ? [] : Object.keys(COMMANDS)
}

/** One line on standard error; the exit code says what kind of end it was. */
function failed(reason: unknown, lang: Language, env: NodeJS.ProcessEnv): number {
  if (reason instanceof CommanderError) {
    if (reason.exitCode === 0) return 0
    console.error(`liantiao: ${usageOf(reason)[lang]}`)
    return 2
  }
  if (reason instanceof UsageError || reason instanceof Inconclusive) {
    console.error(`liantiao: ${reason.said[lang]}`)
    return reason instanceof UsageError ? 2 : 3
  }
  if (env['LIANTIAO_DEBUG'] !== undefined) console.error(reason)
  const text = reason instanceof Error ? reason.message : String(reason)
  const hint = {
    zh: '本程序内部错误；设置LIANTIAO_DEBUG=1查看详情',
    en: 'our own error; set LIANTIAO_DEBUG=1 to see where',
  }
  console.error(`liantiao: ${text.replaceAll('\n', ' ')} (${hint[lang]})`)
  return 3
}
