/**
 * What it costs to check a message: `node bench/contracts.ts`. Prints how checking compares with
 * JSON.parse of the same text, how long the module takes to load, and what the first message costs.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecordedBody } from '../contracts/transcript.ts'
import { checkRequest, checkResponse } from '../contracts/validate.ts'
import { performed } from '../scenarios/offline/testing.ts'

const ROUNDS = 9
const STARTS = 7
const MILLISECONDS_A_ROUND = 150
/** Messages that are checked in turn: one alone would stay in the nearest cache. */
const COPIES = 100
const LINES = 30

/** The bundled parties no longer say what is measured here, or it is no longer right. */
class NothingToMeasure extends Error {
  override readonly name = 'NothingToMeasure'
}

interface Message {
  readonly title: string
  readonly infno: string
  readonly side: 'request' | 'response'
  readonly text: string
}

interface Lines {
  readonly input: { readonly feedetail: readonly object[] }
}

const exchanges = await performed('')

function jsonOf(body: RecordedBody | undefined): unknown {
  return body !== undefined && 'json' in body ? body.json : null
}

/** The longest answer to a settlement: its fund rows tell how the amounts came about. */
function settlementAnswer(): Message {
  const texts = exchanges.filter(({ infno }) => infno === '2207')
    .map(({ response }) => JSON.stringify(jsonOf(response?.body)))
  const text = texts.toSorted((left, right) => right.length - left.length)[0] ?? ''
  return { title: '2207 answer', infno: '2207', side: 'response', text }
}

/** A fee upload, its lines repeated under numbers of their own until there are thirty. */
function feeRequest(): Message {
  const sent = exchanges.find(({ infno }) => infno === '2204')
  const message = jsonOf(sent?.request.body) as Lines
  const { feedetail } = message.input
  const lines = Array.from({ length: LINES }, (_, at) =>
    ({ ...feedetail[at % feedetail.length], feedetl_sn: String(at + 1) }))
  const text = JSON.stringify({ ...message, input: { ...message.input, feedetail: lines } })
  return { title: `2204 request of ${LINES} lines`, infno: '2204', side: 'request', text }
}

function check({ infno, side }: Message, message: unknown) {
  return side === 'request' ? checkRequest(infno, message) : checkResponse(infno, message)
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? NaN
}

/** Microseconds of processor time that one call takes, because other programs share the machine. */
function microseconds(work: (at: number) => void, calls: number): number {
  const started = process.cpuUsage()
  for (let at = 0; at < calls; at += 1) work(at)
  const { user, system } = process.cpuUsage(started)
  return (user + system) / calls
}

function ratioLine(message: Message): string {
  const copies = Array.from({ length: COPIES }, () => JSON.parse(message.text) as unknown)
  const found = check(message, copies[0])
  if (found.length > 0) throw new NothingToMeasure(found[0]?.message.en)
  const parse = () => void JSON.parse(message.text)
  const judge = (at: number) => void check(message, copies[at % COPIES])
  const calls = Math.ceil(MILLISECONDS_A_ROUND * 1000 / microseconds(parse, 1000))
  const rounds = Array.from({ length: ROUNDS }, () => {
    const [parsing, checking] = [microseconds(parse, calls), microseconds(judge, calls)]
    return { parsing, checking, ratio: checking / parsing }
  })
  const of = (key: 'parsing' | 'checking' | 'ratio') => median(rounds.map((one) => one[key]))
  const bytes = Buffer.byteLength(message.text)
  return `${message.title}, ${bytes} bytes: JSON.parse ${of('parsing').toFixed(1)} µs, `
    + `check ${of('checking').toFixed(1)} µs, check / JSON.parse ${of('ratio').toFixed(2)}`
}

/** A program of its own that loads the module, then checks one message after the other. */
const START = `
  const messages = JSON.parse(process.argv[1])
  let before = performance.now()
  const lap = () => performance.now() - before
  const { checkRequest, checkResponse } = await import(process.argv[2])
  const times = [lap()]
  for (const { infno, side, text } of messages) {
    const message = JSON.parse(text)
    before = performance.now()
    const check = side === 'request' ? checkRequest : checkResponse
    check(infno, message)
    times.push(lap())
  }
  process.stdout.write(JSON.stringify(times))`

/** Milliseconds to load and to check each message for the first time: medians of several starts. */
function starts(messages: readonly Message[], cache: string): number[] {
  const module = new URL('../contracts/validate.ts', import.meta.url).href
  const { NODE_COMPILE_CACHE: _own, ...rest } = process.env
  const env = cache === '' ? rest : { ...rest, NODE_COMPILE_CACHE: cache }
  const args = ['--input-type=module', '--eval', START, JSON.stringify(messages), module]
  const runs = Array.from({ length: STARTS }, () =>
    JSON.parse(execFileSync(process.execPath, args, { env, encoding: 'utf8' })) as number[])
  return (runs[0] ?? []).map((_, at) => median(runs.map((run) => run[at] ?? NaN)))
}

function startLines(title: string, messages: readonly Message[], cache: string): string {
  const [load = NaN, ...first] = starts(messages, cache).map((time) => time.toFixed(0))
  const each = messages.map((one, at) => `  first ${one.title} ${first[at]} ms`)
  return [`${title}: load ${load} ms`, ...each, ''].join('\n')
}

const right = [settlementAnswer(), feeRequest()]
const [answer, request] = right
if (answer === undefined || request === undefined) throw new NothingToMeasure('no messages')
/** The first wrong message calls for ajv and all that explains; the next only for its schema. */
const wrong = [
  { ...answer, title: 'wrong 2207 answer', text: answer.text.replace(/"gend":"."/, '"gend":"7"') },
  { ...request, title: 'wrong 2204 request', text: request.text.replace('"cnt":', '"count":') },
]
for (const one of wrong) {
  if (check(one, JSON.parse(one.text)).length === 0) throw new NothingToMeasure(one.title)
}
for (const message of right) process.stdout.write(`${ratioLine(message)}\n`)
const cache = mkdtempSync(join(tmpdir(), 'liantiao-bench-'))
process.stdout.write(startLines('without a compile cache', [...right, ...wrong], ''))
process.stdout.write(startLines('with the compile cache', [...right, ...wrong], cache))
rmSync(cache, { recursive: true })
