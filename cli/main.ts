#!/usr/bin/env node
/** liantiao: one command a file; this one only sorts out which, and how it ended. */
import { Command, CommanderError } from 'commander'
import { addCertify } from './certify.ts'
import { addGenerate } from './generate.ts'
import { addLoad } from './load.ts'
import { addReport } from './report.ts'
import { addSelftest } from './selftest.ts'
import { addServe } from './serve.ts'
import { Inconclusive, languageOf, UsageError } from './texts.ts'
import type { Language } from './texts.ts'
import { version } from './version.ts'

const ABOUT = {
  zh: '异地就医直接结算联调测试：模拟各方、重放就医过程、逐分核对、出具结论。',
  en: 'Joint testing for cross-region medical-insurance direct settlement.',
}

async function main(argv: readonly string[]): Promise<number> {
  const lang = languageOf(argv, process.env)
  const program = new Command('liantiao')
    .description(ABOUT[lang])
    .version(version())
    .exitOverride()
    .showHelpAfterError(false)
    .configureOutput({ outputError: () => {} })
  let exitCode = 0
  const end = (code: number) => {
    exitCode = code
  }
  for (const add of [addCertify, addServe, addGenerate, addSelftest, addLoad, addReport]) {
    add(program, lang, end)
  }
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (reason) {
    return failed(reason, lang)
  }
}

/** One line on standard error; the exit code says what kind of end it was. */
function failed(reason: unknown, lang: Language): number {
  if (reason instanceof CommanderError) {
    if (reason.exitCode === 0) return 0
    console.error(`liantiao: ${reason.message.replace(/^error: /, '')} (liantiao --help)`)
    return 2
  }
  if (reason instanceof UsageError || reason instanceof Inconclusive) {
    console.error(`liantiao: ${reason.said[lang]}`)
    return reason instanceof UsageError ? 2 : 3
  }
  if (process.env['LIANTIAO_DEBUG'] !== undefined) console.error(reason)
  const text = reason instanceof Error ? reason.message : String(reason)
  const hint = { zh: '本程序内部错误；设置LIANTIAO_DEBUG=1查看详情', en: 'our own error; set LIANTIAO_DEBUG=1 to see where' }
  console.error(`liantiao: ${text} (${hint[lang]})`)
  return 3
}

process.exitCode = await main(process.argv.slice(2))
