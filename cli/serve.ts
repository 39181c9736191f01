/** liantiao serve: the simulated parties on loopback, for as long as they are needed. */
import { Argument } from 'commander'
import type { Command } from 'commander'
import type { Handler } from '../contracts/exchange.ts'
import { systemClock } from '../core/clock.ts'
import { connect } from '../core/connect.ts'
import { createLog } from '../core/log.ts'
import { handlerOf } from '../core/party.ts'
import type { Served } from '../core/serve.ts'
import { exampleInstitutions, exampleSenders } from '../scenarios/example-party.ts'
import { hospitalSuite } from '../scenarios/generate/hospital-suite.ts'
import { placeOf } from '../scenarios/generate/place.ts'
import { soundPlaybook } from '../scenarios/journeys/playbook.ts'
import { defectOf, UnknownDefect } from '../simulators/defects/catalogue.ts'
import { defective } from '../simulators/defects/plant.ts'
import { driverOf } from '../simulators/hospital/driver.ts'
import { createHospital } from '../simulators/hospital/hospital.ts'
import type { HospitalOptions } from '../simulators/hospital/hospital.ts'
import { createTerminal } from '../simulators/terminal/terminal.ts'
import { createCountry } from '../simulators/world/country.ts'
import { listen } from './certify-run.ts'
import { listensAt } from './listens-at.ts'
import { httpUrl, logLevel, oneOf, port, wholeNumber } from './options.ts'
import { openDirectory } from './out-dir.ts'
import { byPrefix } from './route.ts'
import { COMMON, UsageError } from './texts.ts'
import type { Language } from './texts.ts'

const PARTIES = ['core', 'province', 'hospital'] as const
type Party = (typeof PARTIES)[number]

interface Options {
  readonly port: number
  readonly data?: string
  readonly seed: number
  readonly core?: string
  readonly area?: string
  readonly defect?: string
  readonly attached?: true
  readonly json?: true
  readonly logLevel: string
}

const TEXT = {
  zh: {
    about: '在本机启动模拟各方并保持运行：核心平台、参保地、读卡终端；或单独一方。',
    party: 'core 核心平台（默认，含参保地与终端）、province 参保地、hospital 示例医院',
    port: '端口；0表示任选空闲端口',
    data: '数据目录（不给则只在内存中）',
    core: 'hospital：要连接的平台地址',
    area: 'province：参保地统筹区划',
    defect: 'hospital：植入一个缺陷（见liantiao selftest）',
    example:
      '例：\n  liantiao serve --port 18080 --data data\n' +
      '  liantiao serve hospital --core http://127.0.0.1:18080 --port 18090',
    attached: '标准输入结束时退出（由另一程序启动时用）',
    json: '就绪后输出一行JSON',
    ready: '已启动，Ctrl-C结束',
    persons: '测试人员（社会保障卡）',
  },
  en: {
    about: 'Keep the simulated parties up on loopback: platform, insured places, card terminal.',
    party: 'core (default: with insured places and terminal), province, hospital',
    port: 'port; 0 takes any free one',
    data: 'directory for the databases (in memory without it)',
    core: 'hospital: URL of the platform to call',
    area: 'province: pooling area of the insured place',
    defect: 'hospital: plant a defect (see liantiao selftest)',
    example:
      'Examples:\n  liantiao serve --port 18080 --data data\n' +
      '  liantiao serve hospital --core http://127.0.0.1:18080 --port 18090',
    attached: 'end when standard input ends (when another program starts it)',
    json: 'one line of JSON when ready',
    ready: 'ready, Ctrl-C ends it',
    persons: 'test persons (social-security card)',
  },
} as const

export function addServe(program: Command, lang: Language): void {
  const text = TEXT[lang]
  program
    .command('serve')
    .description(text.about)
    .addArgument(new Argument('[party]', text.party).argParser(oneOf('serve', PARTIES)))
    .option('--port <n>', text.port, port('--port'), 18_080)
    .option('--data <dir>', text.data)
    .option('--seed <n>', COMMON[lang].seed, wholeNumber('--seed'), 1)
    .option('--core <url>', text.core, httpUrl('--core'))
    .option('--area <code>', text.area)
    .option('--defect <id>', text.defect)
    .option('--attached', text.attached)
    .option('--lang <zh|en>', COMMON[lang].lang)
    .option('--json', text.json)
    .option('--log-level <level>', COMMON[lang].logLevel, logLevel, 'silent')
    .addHelpText('after', `\n${text.example}`)
    .action(async (party: Party | undefined, options: Options) => {
      const { handler, describe, close } =
        party === 'hospital' ? hospital(options) : country(options, party ?? 'core')
      const served = await listen(handler, options.port)
      await warnOfSilentCore(options, lang)
      if (options.json === true) console.log(JSON.stringify({ url: served.url, ...describe() }))
      else printReady(served, describe(), lang)
      await untilEnded(options.attached === true)
      await served.close()
      close()
    })
}

interface Side {
  readonly handler: Handler
  readonly describe: () => {
    readonly persons?: readonly object[]
    readonly paths?: readonly string[]
  }
  readonly close: () => void
}

/** The platform with everybody behind it, or one insured place alone. */
function country(options: Options, party: 'core' | 'province'): Side {
  const place = placeOf(exampleInstitutions)
  const persons = hospitalSuite(options.seed, place).flatMap((one) => one.world ?? [])
  const clock = systemClock()
  if (options.data !== undefined) openDirectory('--data', options.data)
  const made = createCountry({
    institutions: place.institutions,
    persons,
    policies: place.policies,
    clock,
    log: createLog(options.logLevel),
    dataDir: options.data ?? null,
  })
  const insured = new Map(
    [...made.insuredPlaces].map(([area, one]) => [
      `/insured/${area}`,
      handlerOf(one, { admdvs: area, clock }),
    ]),
  )
  const shown = persons.map(({ psn_name, certno, card_no, card_sn, insuplc_admdvs }) => ({
    psn_name,
    certno,
    card_no,
    card_sn,
    insuplc_admdvs,
  }))
  const close = () => made.close()
  if (party === 'province') {
    const area = options.area ?? place.points
    const handler = insured.get(`/insured/${area}`)
    if (handler !== undefined) {
      const persons = shown.filter((one) => one.insuplc_admdvs === area)
      return { handler, describe: () => ({ persons }), close }
    }
    close()
    const areas = [...made.insuredPlaces.keys()]
    throw new UsageError({
      zh: `--area ${area}：没有该参保地；可用：${areas.join('、')}`,
      en: `--area ${area}: no such insured place; there are: ${areas.join(', ')}`,
    })
  }
  const routes = new Map([...insured, ['/terminal', createTerminal(persons)]])
  return {
    handler: byPrefix(routes, made.platform),
    describe: () => ({ persons: shown, paths: [...routes.keys()] }),
    close,
  }
}

/** The bundled hospital behind its adapter. */
function hospital(options: Options): Side {
  if (options.core === undefined) {
    throw new UsageError({
      zh: 'serve hospital：需要--core URL（平台地址），如 --core http://127.0.0.1:18080',
      en: 'serve hospital: --core URL is needed, e.g. --core http://127.0.0.1:18080',
    })
  }
  const sound: HospitalOptions = {
    senders: exampleSenders,
    playbook: soundPlaybook,
    exchange: connect(options.core),
  }
  const planted = options.defect === undefined ? sound : withDefect(sound, options.defect)
  return {
    handler: driverOf(() => createHospital(planted), '联调示例医院'),
    describe: () => ({}),
    close: () => {},
  }
}

function withDefect(sound: HospitalOptions, id: string): HospitalOptions {
  try {
    return defective(sound, defectOf(id))
  } catch (reason) {
    if (!(reason instanceof UnknownDefect)) throw reason
    throw new UsageError({ zh: `--defect：${reason.message}`, en: `--defect: ${reason.message}` })
  }
}

function printReady(served: Served, about: ReturnType<Side['describe']>, lang: Language): void {
  const text = TEXT[lang]
  console.log(`${served.url}  ${text.ready}`)
  for (const path of about.paths ?? []) console.log(`  ${served.url}${path}`)
  if (about.persons === undefined) return
  console.log(`${text.persons}:`)
  for (const person of about.persons) console.log(`  ${Object.values(person).join('  ')}`)
}

/** The platform may start later, so its silence is told and no reason to stop. */
async function warnOfSilentCore(options: Options, lang: Language): Promise<void> {
  if (options.core === undefined || options.attached === true) return
  if (await listensAt(options.core)) return
  const said = {
    zh: `--core ${options.core}：目前无人监听；第一个用例到来前请启动平台`,
    en: `--core ${options.core}: nobody listens there yet; start it before the first case comes`,
  }
  console.error(`liantiao: ${said[lang]}`)
}

/** Ends on Ctrl-C or SIGTERM, and with the parent when attached to one. */
function untilEnded(attached: boolean): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
    if (!attached) return
    process.stdin.once('end', () => resolve())
    process.stdin.resume()
  })
}
