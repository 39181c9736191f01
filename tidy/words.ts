/** Words that may not be written, each with what to write in its place. */
import type { Source } from './source.ts'
import { isTest, roomOf } from './source.ts'

interface Ban {
  readonly pattern: RegExp
  readonly instead: string
  /** Where the ban does not hold. */
  readonly except: (path: string) => boolean
  /** Search comments and strings too. */
  readonly everywhere?: boolean
}

const CLOCK = 'take the clock as an argument'

/** The real clock enters here and in the command line; k6 is a world of its own. */
function mayTellTime(path: string): boolean {
  return roomOf(path) === 'cli' || path === 'core/clock.ts' || path === 'load/scenario.ts'
}

function inCommandLine(path: string): boolean {
  return roomOf(path) === 'cli'
}

const BANS: readonly Ban[] = [
  { pattern: /\bDate\.now\b/g, instead: CLOCK, except: mayTellTime },
  { pattern: /\bnew Date(?:\(\s*\)|(?!\s*\())/g, instead: CLOCK, except: mayTellTime },
  { pattern: /\bMath\.random\b/g, instead: 'draw from the seeded source', except: inCommandLine },
  { pattern: /\brandomUUID\b/g, instead: 'take ids as an argument', except: inCommandLine },
  {
    pattern: /\bconsole\s*\./g,
    instead: 'log through pino or return the text',
    except: (path) => inCommandLine(path) || path === 'load/scenario.ts' || isTest(path),
  },
  { pattern: /\bas any\b/g, instead: 'name the type', except: () => false },
  {
    pattern: /\bthrow new Error\(/g,
    instead: 'throw a named error class',
    except: isTest,
  },
  {
    // Written in two parts so that this file does not find itself.
    pattern: new RegExp(`\\b(?:${'TO'}${'DO'}|${'FIX'}${'ME'}|${'X'}XX)\\b`, 'g'),
    instead: 'do it, or write it into the plan',
    except: () => false,
    everywhere: true,
  },
  {
    pattern: /\b(?:test|it|describe)(?:\.\w+)*\.(?:only|skip|todo)\b/g,
    instead: 'run every test',
    except: () => false,
  },
]

/** One line for each banned word, with its place and its replacement. */
export function bannedWords(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text, code }) =>
    BANS.filter(({ except }) => !except(path)).flatMap(({ pattern, instead, everywhere }) =>
      [...(everywhere === true ? text : code).matchAll(pattern)].map((match) => {
        const line = text.slice(0, match.index).split('\n').length
        return `${path}:${line} ${match[0]}: ${instead}`
      }),
    ),
  )
}
