/** liantiao load: the same journeys under real k6, and the books must still balance. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { systemClock } from '../core/clock.ts'
import { createLog } from '../core/log.ts'
import { bundleScenario } from '../load/bundle.ts'
import { findK6, k6CacheDir, K6Missing } from '../load/find-k6.ts'
import type { K6 } from '../load/find-k6.ts'
import { journeysNeeded, profileOf, UnknownProfile } from '../load/profiles.ts'
import type { Profile } from '../load/profiles.ts'
import { runK6 } from '../load/run-k6.ts'
import type { K6Run } from '../load/run-k6.ts'
import { renderHtml } from '../reports/render-html.ts'
import { renderJUnit } from '../reports/render-junit.ts'
import { exampleInstitutions, exampleSenders } from '../scenarios/example-party.ts'
import { outpatientCases } from '../scenarios/generate/outpatient-cases.ts'
import { placeOf } from '../scenarios/generate/place.ts'
import { createCountry } from '../simulators/world/country.ts'
import { exitCodeOf, listen } from './certify-run.ts'
import { compareBooks, signInSeat } from './load-books.ts'
import type { BooksComparison } from './load-books.ts'
import { loadRecord } from './load-record.ts'
import { wholeNumber } from './options.ts'
import { jsonLines, openDirectory, writeAll } from './out-dir.ts'
import { progressLine } from './progress.ts'
import { COMMON, Inconclusive, UsageError } from './texts.ts'
import type { Language } from './texts.ts'

const TEXT = {
  zh: {
    about: '用k6按设定到达率重放就医过程，核对服务水平，再逐笔对账。目标为内置核心平台（本机）。',
    profile: '负载档位；目前为smoke',
    example: '例：\n  liantiao load smoke --out out/load',
  },
  en: {
    about: 'Replay journeys under k6 at a set arrival rate, then reconcile with the books.',
    profile: 'load profile; smoke for now',
    example: 'Example:\n  liantiao load smoke --out out/load',
  },
} as const

interface Options {
  readonly out: string
  readonly seed: number
  readonly json?: true
}

export function addLoad(program: Command, lang: Language, end: (code: number) => void): void {
  const text = TEXT[lang]
  program
    .command('load')
    .description(text.about)
    .argument('<profile>', text.profile)
    .option('--out <dir>', COMMON[lang].out, join('out', 'load'))
    .option('--seed <n>', COMMON[lang].seed, wholeNumber('--seed'), 1)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .option('--json', COMMON[lang].json)
    .addHelpText('after', `\n${text.example}`)
    .action(async (name: string, options: Options) => {
      const profile = knownProfile(name)
      const out = openDirectory('--out', options.out)
      const progress = progressLine(process.stderr)
      const show = (line: string) => progress.show(line)
      const k6 = await foundK6(show)
      const startedAt = systemClock().now()
      const { run, books } = await play(profile, k6, out, options.seed, show)
      progress.clear()
      const record = loadRecord({ profile, k6, run, books, seed: options.seed, startedAt })
      const json = `${JSON.stringify(record, null, 2)}\n`
      writeAll(out, new Map([
        ['report.html', renderHtml(record, [], { lang })],
        ['junit.xml', renderJUnit(record)],
        ['run.json', json],
      ]))
      if (options.json === true) process.stdout.write(json)
      else for (const line of [`${record.decision}  ${record.target.driver}`, ...record.reasons]) {
        console.log(typeof line === 'string' ? line : `  ${line[lang]}`)
      }
      end(exitCodeOf(record.decision))
    })
}

async function play(
  profile: Profile,
  k6: K6,
  out: string,
  seed: number,
  show: (line: string) => void,
): Promise<{ run: K6Run; books: BooksComparison }> {
  const place = placeOf(exampleInstitutions)
  const cases = outpatientCases(seed, place, journeysNeeded(profile))
  const casesPath = join(out, 'cases.jsonl')
  writeFileSync(casesPath, jsonLines(cases.map((one) => one.sheet)))
  const { path: bundlePath } = await bundleScenario(join(out, 'scenario.js'))
  // Books of an earlier run in the same directory would be taken for this one's.
  const dataDir = join(out, 'data')
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true })
  const country = createCountry({
    institutions: place.institutions,
    persons: cases.flatMap((one) => one.world ?? []),
    policies: place.policies,
    clock: systemClock(),
    log: createLog('silent'),
    dataDir,
  })
  const served = await listen(country.platform, 0)
  try {
    const sender = exampleSenders[place.hospital.fixmedins_code]
    if (sender === undefined) throw new RangeError('the example hospital has no sender')
    const seat = await signInSeat(sender, country.platform)
    const run = await runK6({
      k6Path: k6.path,
      bundlePath,
      casesPath,
      target: served.url,
      seats: [seat],
      profile,
      outDir: out,
      onProgress: (seconds, of) => show(`k6 ${profile.name} ${seconds}/${of} s`),
    })
    const books = await compareBooks(run.seen, country, seat)
    return { run, books }
  } finally {
    await served.close()
    country.close()
  }
}

function knownProfile(name: string): Profile {
  try {
    return profileOf(name)
  } catch (reason) {
    if (!(reason instanceof UnknownProfile)) throw reason
    throw new UsageError({ zh: reason.message, en: reason.message })
  }
}

async function foundK6(onProgress: (line: string) => void): Promise<K6> {
  try {
    return await findK6({ env: process.env, cacheDir: k6CacheDir(process.env), onProgress })
  } catch (reason) {
    if (reason instanceof K6Missing) {
      throw new UsageError({ zh: reason.message, en: reason.message })
    }
    const why = reason instanceof Error ? reason.message : String(reason)
    throw new Inconclusive({ zh: `k6无法就绪：${why}`, en: `k6 could not be made ready: ${why}` })
  }
}
