/** One certification: parties up, cases run, evidence judged. Used by certify and selftest. */
import type { Case } from '../contracts/case.ts'
import type { Decision, RunRecord, Verdict } from '../contracts/run-record.ts'
import { VERDICTS } from '../contracts/run-record.ts'
import type { Target } from '../contracts/target.ts'
import type { RecordedExchange } from '../contracts/transcript.ts'
import { beijingTime, systemClock } from '../core/clock.ts'
import { connect } from '../core/connect.ts'
import type { Logger } from '../core/log.ts'
import { CannotListen, serve } from '../core/serve.ts'
import { driverOver, DriverUnreachable } from '../scenarios/driver.ts'
import { hospitalSuite } from '../scenarios/generate/hospital-suite.ts'
import { BadPlace, placeOf } from '../scenarios/generate/place.ts'
import type { Evidence } from '../scenarios/evidence.ts'
import { createHarness } from '../scenarios/harness.ts'
import { judge } from '../scenarios/judge.ts'
import { runCases } from '../scenarios/run.ts'
import type { OnCase } from '../scenarios/run.ts'
import { startExample } from './example-process.ts'
import { Inconclusive, UsageError } from './texts.ts'
import { version } from './version.ts'

/** A case may take a slow hospital this long. */
const CASE_LIMIT_MILLISECONDS = 120_000

export interface CertifyOptions {
  readonly target: Target
  readonly seed: number
  /** Which cases, by name. */
  readonly selected: (name: string) => boolean
  /** The words after `liantiao certify` that make the same run again. */
  readonly command: string
  readonly log: Logger
  readonly onCase: OnCase
}

export interface Certified {
  readonly cases: readonly Case[]
  readonly exchanges: readonly RecordedExchange[]
  /** Without the digests of files that are yet to be written. */
  readonly record: Omit<RunRecord, 'digests'>
}

/** @throws UsageError or Inconclusive */
export async function certify(options: CertifyOptions): Promise<Certified> {
  const { target, seed } = options
  const clock = systemClock()
  const startedAt = beijingTime(clock.now())
  const place = placeOrUsage(target)
  const cases = hospitalSuite(seed, place).filter((one) => options.selected(one.sheet.name))
  if (cases.length === 0) {
    throw new UsageError({
      zh: '--only：没有匹配的用例；用liantiao generate查看全部用例名称',
      en: '--only: matches no case; liantiao generate shows all names',
    })
  }
  const harness = createHarness(cases, place, options.log)
  const served = await listen(harness.platform, target.platform?.port ?? 0).catch((reason) => {
    harness.close()
    throw reason
  })
  const adapter = await startAdapter(target, served.url).catch(async (reason: unknown) => {
    await served.close()
    harness.close()
    throw reason
  })
  try {
    const driver = driverOver(connect(adapter.url, adapter.timeoutMs))
    const evidence = await runCases(cases, harness, driver, options.onCase)
    requireHeard(evidence, served.url)
    const replay = (name: string) => `npx liantiao certify ${options.command} --only '${name}'`
    const { settledFen, ...judged } = judge(evidence, { replay })
    const record = {
      schema: 'liantiao/run/1' as const,
      version: version(),
      seed,
      suite: 'hospital',
      target: describe(target),
      startedAt,
      finishedAt: beijingTime(clock.now()),
      ...judged,
      summary: {
        verdicts: count(judged.cases.map((one) => one.verdict)),
        exchanges: evidence.exchanges.length,
        settledFen,
      },
    }
    return { cases, exchanges: evidence.exchanges, record }
  } catch (reason) {
    if (!(reason instanceof DriverUnreachable)) throw reason
    throw new Inconclusive({
      zh:
        `被测方适配器（${adapter.url}）未按约定应答：${reason.message}；` +
        '请确认其已启动，并实现/health、/reset、/cases、/books',
      en:
        `the party's adapter (${adapter.url}) did not answer as agreed: ${reason.message}; ` +
        'start it, with /health, /reset, /cases and /books',
    })
  } finally {
    await adapter.stop()
    await served.close()
    harness.close()
  }
}

/** Where no message came there is nothing to judge: somebody is not connected. */
function requireHeard({ exchanges, reports }: Evidence, platform: string): void {
  if (exchanges.length > 0) return
  if (reports.length === 0) {
    throw new Inconclusive({
      zh: '被测方适配器没有完成任何用例（POST /cases出错或超时）；请检查其日志，或加大driver.timeoutMs',
      en: 'the adapter ended no case (POST /cases failed or hung); see its log, or raise timeoutMs',
    })
  }
  throw new Inconclusive({
    zh: `平台（${platform}）没有收到任何报文；请让被测方调用该地址（platform.port可固定端口）`,
    en:
      `no message reached the platform (${platform}); ` +
      'let the party call it (platform.port fixes the address)',
  })
}

/** Exit code of a decision: 0 granted, 1 refused, 3 neither. */
export function exitCodeOf(decision: Decision): number {
  return { granted: 0, refused: 1, inconclusive: 3 }[decision]
}

/** Listens, with the cure in the message when the port is taken. @throws UsageError */
export async function listen(handler: Parameters<typeof serve>[0], port: number) {
  try {
    return await serve(handler, port)
  } catch (reason) {
    if (!(reason instanceof CannotListen)) throw reason
    throw new UsageError({
      zh: `端口${port}无法监听（${reason.message}）；请释放该端口，或改用--port 0（target文件中为platform.port）`,
      en:
        `cannot listen on ${reason.message}; free it, ` +
        'or use --port 0 (platform.port in a target file)',
    })
  }
}

async function startAdapter(target: Target, platform: string) {
  const { driver } = target
  if (driver.kind === 'example') {
    const example = await startExample(platform, driver.defect ?? '')
    return { ...example, timeoutMs: CASE_LIMIT_MILLISECONDS }
  }
  const timeoutMs = driver.timeoutMs ?? CASE_LIMIT_MILLISECONDS
  return { url: driver.url, timeoutMs, stop: async () => {} }
}

function placeOrUsage(target: Target) {
  try {
    return placeOf(target.institutions)
  } catch (reason) {
    if (!(reason instanceof BadPlace)) throw reason
    throw new UsageError({ zh: `target文件：${reason.message}`, en: `target file: ${reason.message}` })
  }
}

function describe(target: Target): RunRecord['target'] {
  const { driver } = target
  return {
    name: target.name,
    kind: target.kind,
    edition: target.edition,
    institutions: target.institutions.map((one) => one.fixmedins_code),
    driver: driver.kind,
    defect: driver.kind === 'example' ? (driver.defect ?? '') : '',
  }
}

function count(verdicts: readonly Verdict[]): Record<Verdict, number> {
  const counts = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0])) as Record<
    Verdict,
    number
  >
  for (const verdict of verdicts) counts[verdict] += 1
  return counts
}
