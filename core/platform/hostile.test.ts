import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { oneIn } from '../../contracts/testing-thorough.ts'
import { CALL_SERVICE_PATH } from '../../contracts/envelope.ts'
import type { RequestEnvelope, ResponseEnvelope } from '../../contracts/exchange.ts'
import { checkRequest } from '../../contracts/validate.ts'
import { handlerOf } from '../party.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { prepare } from '../../simulators/world/testing-states.ts'
import { SIMULATED } from './app.ts'

/** What a careless or hostile sender puts where a value should be, or in its place nothing. */
const SPOILS: readonly unknown[] = [
  null, '', {}, [], { toString: 1 }, 1e21, '\u0000\n', 'x'.repeat(20_000), 0, -1, 1e-7, true,
  [[[]]], '𠮷'.repeat(40), '\ud800', '测\n试', "';drop table visit;--", '2026-02-30',
  '99999999999999.99', '-0.01', '0.000001', JSON.parse('{"__proto__":{"a":1}}'),
]
/** Each party begins elsewhere among the spoils, so a field meets another one at each of them. */
const FIRST_SPOIL = { platform: 0, insuredPlace: 11 }
/** What belongs to a visit needs a country to itself; the others disturb nobody. */
const OF_A_VISIT = /^(210.|22..A?|23..|24..|2601|3201|520[234]|900.)$/
/** After one of these was accepted, the same message is out of order. */
const CHANGES = /^(2103|220[124578]|230[1245]|240[1245]|2601|9002)$/
const INSURED = /^(1101|2001|210.|22(01|02|03A?|06|07|08)|230[345]|240[1-5]|250.|2601|5206|5301)$/

let shared: Bench
let bench: Bench
let sequence = 0
beforeAll(() => {
  shared = openBench()
})
afterAll(() => shared.country.close())

describe.for(oneIn(3, SIMULATED))('%s with one value spoilt', (infno) => {
  beforeEach(() => {
    bench = OF_A_VISIT.test(infno) ? openBench() : shared
  })
  afterEach(() => {
    if (bench !== shared) bench.country.close()
  })

  test('is answered with one clear line that names the field', async () => {
    expect(await attack(infno, FIRST_SPOIL.platform, (message) => bench.send(message))).toEqual([])
  })

  test.runIf(INSURED.test(infno))('is answered as clearly by the insured place', async () => {
    const faults = await attack(infno, FIRST_SPOIL.insuredPlace, async (message) => {
      const party = bench.country.insuredPlaces.get('210300')
      if (party === undefined) throw new RangeError('no insured place')
      const receiver = { admdvs: '210300', clock: bench.clock }
      const response = await handlerOf(party, receiver)({
        method: 'POST',
        path: CALL_SERVICE_PATH,
        headers: {},
        body: JSON.stringify(message),
      })
      return JSON.parse(response.body) as ResponseEnvelope
    })
    expect(faults).toEqual([])
  })
})

/**
 * Leaves out every field of the right message and puts one spoil into it, from the `first` on;
 * returns one line for each bad answer.
 */
async function attack(
  infno: string,
  first: number,
  send: (message: RequestEnvelope) => Promise<ResponseEnvelope | undefined>,
): Promise<string[]> {
  const faults: string[] = []
  let right = await prepare(bench, infno)
  expect(checkRequest(infno, right).filter((one) => one.severity === 'violation')).toEqual([])
  for (const [at, path] of pathsOf(right).entries()) {
    for (const value of [undefined, SPOILS[(first + at) % SPOILS.length]]) {
      const message = spoilt(right, path, value)
      const answer = await send(message)
      const fault = faultOf(answer, infno, message)
      if (fault !== '') {
        faults.push(`${path.join('.')} = ${shown(value)}: ${fault} ${answer?.err_msg}`)
      }
      if (Number(answer?.infcode) !== 0 || !CHANGES.test(infno)) continue
      bench.country.close()
      bench = openBench()
      right = await prepare(bench, infno)
    }
  }
  return faults
}

/** What is wrong with an answer, '' when nothing is. */
function faultOf(
  answer: ResponseEnvelope | undefined,
  infno: string,
  message: RequestEnvelope,
): string {
  if (answer?.infcode === 0) return ''
  if (answer?.infcode !== -1) return 'infcode'
  const text = answer.err_msg ?? ''
  if (text.includes('平台内部错误')) return 'internal'
  if (/toString|__proto__/.test(text)) return ''
  if (text === '' || text.length > 200 || !text.isWellFormed()) return 'length'
  if (/[\p{Cc}\u2028\u2029]|Error\b|undefined|\[object/u.test(text)) return 'unclear'
  const sent = JSON.parse(JSON.stringify(message)) as object
  const broken = checkRequest(infno, sent).filter((one) => one.severity === 'violation')
  return broken.length === 0 || broken.some((one) => text.includes(one.field)) ? '' : 'no field'
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'gone').slice(0, 40)
}

function pathsOf(message: RequestEnvelope): (string | number)[][] {
  const walk = (value: unknown, path: (string | number)[]): (string | number)[][] => {
    if (Array.isArray(value)) return [path, ...walk(value[0], [...path, 0])]
    if (typeof value !== 'object' || value === null) return [path]
    const inside = Object.entries(value).flatMap(([name, one]) => walk(one, [...path, name]))
    return path.length === 0 ? inside : [path, ...inside]
  }
  // The envelope is read in one place for all, so two transactions are enough for it.
  const { infno, input } = message
  return ['1101', '2207'].includes(infno) ? walk(message, []) : walk({ input }, [])
}

/** A copy under a number of its own, unless the number is what is spoilt. */
function spoilt(right: RequestEnvelope, path: readonly (string | number)[], value: unknown) {
  sequence += 1
  const msgid = right.msgid.slice(0, 20) + String(sequence).padStart(10, '0')
  const copy = { ...structuredClone(right), msgid } as RequestEnvelope
  let at = copy as unknown as Record<string | number, unknown>
  for (const name of path.slice(0, -1)) at = at[name] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  if (value === undefined) delete at[last]
  else at[last] = value
  return copy
}
