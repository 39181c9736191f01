/** Commander's own words in both languages: the titles of help, and what is wrong with a line. */
import type { Command, CommanderError } from 'commander'
import type { Language, Said } from './texts.ts'

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数:',
  'Options:': '选项:',
  'Commands:': '命令:',
}

const WORDS = {
  zh: { help: '显示帮助', helpCommand: '显示某个命令的帮助', default: '默认' },
  en: { help: 'show help', helpCommand: 'show help for a command', default: 'default' },
} as const

/** Help in this language; commands added to the program afterwards inherit it. */
export function helpIn(lang: Language, program: Command): Command {
  const words = WORDS[lang]
  return program
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.helpCommand)
    .configureHelp({
      styleTitle: (title) => (lang === 'zh' ? (TITLES[title] ?? title) : title),
      optionDescription: ({ description, defaultValue }) =>
        defaultValue === undefined
          ? description
          : `${description} (${words.default}: ${String(defaultValue)})`,
    })
}

/** What is wrong with the words of a command line, and where to look. */
export function usageOf(error: CommanderError): Said {
  const [said = ''] = error.message.replace(/^error: /, '').split('\n')
  const english = error.code === 'commander.help' ? 'a command is missing' : said
  const meant = /\(Did you mean (?:one of )?(.+)\?\)/.exec(error.message)?.[1]
  const what = /'(.+?)'/.exec(english)?.[1] ?? ''
  const zh = chinese(error.code, what) ?? english
  return {
    zh: `${zh}；${meant === undefined ? '' : `是否想用${meant}？`}用法见liantiao --help`,
    en: `${english}; ${meant === undefined ? '' : `did you mean ${meant}? `}see liantiao --help`,
  }
}

function chinese(code: string, what: string): string | undefined {
  switch (code) {
    case 'commander.unknownCommand':
      return `没有命令${what}`
    case 'commander.help':
      return '缺少命令'
    case 'commander.unknownOption':
      return `没有选项${what}`
    case 'commander.missingArgument':
      return `缺少参数<${what}>`
    case 'commander.optionMissingArgument':
      return `选项${what}缺少值`
    case 'commander.excessArguments':
      return `命令${what}的参数过多`
    default:
      return undefined
  }
}
