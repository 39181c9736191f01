/** What the command line says, Chinese first; a test holds both languages complete. */

export type Language = 'zh' | 'en'

/** One text in both languages. */
export interface Said {
  readonly zh: string
  readonly en: string
}

/** The language asked for with --lang or LIANTIAO_LANG; Chinese unless English is asked for. */
export function languageOf(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = at === -1 ? undefined : argv[at]
  const asked = word?.includes('=') === true ? word.slice('--lang='.length) : argv[at + 1]
  return (at === -1 ? env['LIANTIAO_LANG'] : asked) === 'en' ? 'en' : 'zh'
}

/** What options that several commands share are for. */
export const COMMON = {
  zh: {
    version: '显示版本号',
    lang: '语言：zh中文，en英文（也可设LIANTIAO_LANG）',
    seed: '随机种子：同一种子得到同样的数据',
    out: '输出目录',
    json: '标准输出只写一个JSON文档，其余写到标准错误',
    logLevel: '日志级别：silent、error、warn、info、debug',
  },
  en: {
    version: 'show the version',
    lang: 'language: zh or en (or set LIANTIAO_LANG)',
    seed: 'random seed: same seed, same data',
    out: 'output directory',
    json: 'one JSON document on standard output, everything else on standard error',
    logLevel: 'log level: silent, error, warn, info, debug',
  },
} as const

/** Wrong usage or configuration: one line that names the place and the cure. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly said: Said

  constructor(said: Said) {
    super(said.en)
    this.said = said
  }
}

/** Not the party's fault and not the user's: no verdict could be reached. Exit code 3. */
export class Inconclusive extends Error {
  override readonly name = 'Inconclusive'
  readonly said: Said

  constructor(said: Said) {
    super(said.en)
    this.said = said
  }
}
