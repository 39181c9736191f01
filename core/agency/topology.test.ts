import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CALL_SERVICE_PATH } from '../../contracts/envelope.ts'
import { NoAnswer } from '../../contracts/exchange.ts'
import type { Handler, RequestEnvelope, ResponseEnvelope } from '../../contracts/exchange.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { disagreements } from '../../simulators/world/testing-books.ts'
import { FAR_ONLY, openScopes } from '../../simulators/world/testing-scopes.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { relaysOf } from '../hub/relay-figures.ts'

type Loss = 'none' | 'request' | 'answer'

/** Hands out the planned losses one after another, whichever hop asks; none when they are over. */
function losses(plan: readonly Loss[]) {
  const rest = [...plan]
  return <Message, Answer>(next: (message: Message) => Promise<Answer>) =>
    async (message: Message): Promise<Answer> => {
      const loss = rest.shift() ?? 'none'
      if (loss === 'request') throw new NoAnswer('lost on its way')
      const answer = await next(message)
      if (loss === 'answer') throw new NoAnswer('lost on its way back')
      return answer
    }
}

async function post(handler: Handler, message: object): Promise<ResponseEnvelope | undefined> {
  try {
    const { body } = await handler({
      method: 'POST',
      path: CALL_SERVICE_PATH,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
    return JSON.parse(body) as ResponseEnvelope
  } catch (reason) {
    if (reason instanceof NoAnswer) return undefined
    throw reason
  }
}

/** A sender who says a message again until it is answered, every second time the other way. */
function stubborn(bench: Bench): Bench {
  return {
    ...bench,
    async send(message) {
      for (let time = 0; time < 30; time += 1) {
        const handler = time % 2 === 0 ? bench.country.platform : bench.country.direct
        const answer = await post(handler, message)
        if (answer !== undefined) return answer
      }
      return undefined
    },
  }
}

/** Every row of every party's books, without the logs of who relayed what. */
function booksOf(bench: Bench) {
  const tables = ['settlement order by setl_id', 'accumulation order by id', 'posting order by id']
  return [...bench.country.stores]
    .filter(([name]) => !name.startsWith('agency-'))
    .map(([name, store]) => [name, tables.map((table) => store.all(`select * from ${table}`))])
}

async function played(bench: Bench, infno: string) {
  const answer = await must(bench, await prepare(bench, infno))
  return { output: answer.output, books: booksOf(bench) }
}

const INFNOS = ['2102', '2103', '2207', '2208', '2304', '2305', '2401', '2601'] as const

async function play(infno: string) {
  const bench = openScopes({ country: FAR_ONLY })
  try {
    return await played(bench, infno)
  } finally {
    bench.country.close()
  }
}

/** The same case without an agency and without a loss; played once. */
function directly() {
  const known = new Map<string, ReturnType<typeof played>>()
  return (infno: string) => {
    const found = known.get(infno) ?? play(infno)
    known.set(infno, found)
    return found
  }
}

test('a case settles the same over both topologies, whatever is lost ' +
  '(RULE-153, A0-14)', async () => {
  const direct = directly()
  const plan = fc.array(fc.constantFrom<Loss>('none', 'none', 'request', 'answer'), {
    maxLength: 24,
  })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...INFNOS), plan, async (infno, lost) => {
      const lossy = losses(lost)
      const bench = openScopes({
        onInsuredHop: lossy,
        country: { ...FAR_ONLY, topology: 'relay', onHubHop: lossy, onAgencyHop: lossy },
      })
      const relayed = await played(stubborn(bench), infno)
      expect(relayed).toEqual(await direct(infno))
      expect(disagreements(bench.country)).toEqual([])
      bench.country.close()
    }),
    { numRuns: 8 },
  )
})

test('an agency passes on byte by byte, and logs arrival, hop and answer (RULE-251)', async () => {
  const bodies: [string | Uint8Array, string][] = []
  const bench = openScopes({
    country: {
      topology: 'relay',
      onAgencyHop: (platform) => async (request) => {
        bench.clock.advance(40)
        const response = await platform(request)
        bodies.push([request.body, response.body])
        return response
      },
    },
  })
  const message = await prepare(bench, '2207')
  bodies.length = 0
  const text = ` ${JSON.stringify(message)}\n`
  const sent = { method: 'POST', path: CALL_SERVICE_PATH, headers: {}, body: text }
  const response = await bench.country.platform(sent)
  expect(bodies).toEqual([[text, response.body]])
  await post(bench.country.platform, { ...message, infno: 'none' })
  await bench.country.agencies.get('520100')?.flush()
  const store = bench.country.stores.get('agency-520100')
  if (store === undefined) throw new RangeError('no agency')
  const hops = relaysOf(store, message.msgid)
  expect(hops.map((hop) => [hop.infno, hop.outcome, hop.milliseconds])).toEqual([
    ['2207', 'passed', 40],
    ['none', 'refused-there', 40],
  ])
  bench.country.close()
})

test('a hospital speaks to its own agency only', async () => {
  const pharmacy = 'P52010000002'
  const bench = openScopes({
    country: { topology: (code) => (code === pharmacy ? 'direct' : 'relay') },
  })
  const message = await prepare(bench, '2201')
  const agency = bench.country.agencies.get('520100')
  if (agency === undefined) throw new RangeError('no agency')
  const foreign = { ...message, fixmedins_code: pharmacy }
  const answer = await post(agency.handler, foreign)
  expect(answer?.err_msg).toContain('不由本经办机构')
  expect((await post(agency.handler, message))?.infcode).toBe(0)
  bench.country.close()
})

test('what cannot be read goes on as it is, for the platform to judge', async () => {
  const bench = openScopes({ country: { topology: 'relay' } })
  const agency = bench.country.agencies.get('520100')
  for (const body of ['{', 'null', '[]', '{"msgid": {}}', new Uint8Array([0xc4, 0xe3])]) {
    const sent = { method: 'POST', path: CALL_SERVICE_PATH, headers: {}, body }
    const through = await agency?.handler(sent)
    const itself = await bench.country.direct(sent)
    const said = (text = '{}') => (JSON.parse(text) as ResponseEnvelope).err_msg
    expect(said(through?.body)).toBe(said(itself.body))
    expect(said(itself.body)).not.toBe('')
  }
  bench.country.close()
})

test('one number and three logs: a message is followed all its way (RULE-251)', async () => {
  const bench = openScopes({ country: { topology: 'relay', hubToHub: true } })
  const message = await prepare(bench, '2207')
  await must(bench, message)
  const way: string[] = []
  for (const party of [...bench.country.agencies.values(), ...bench.country.hubs.values()]) {
    await party.flush()
  }
  for (const [name, store] of bench.country.stores) {
    for (const hop of relaysOf(store, message.msgid)) way.push(`${name} ${hop.outcome}`)
    const known = 'select msgid from message where msgid = ?'
    if (store.get(known, message.msgid) !== undefined) way.push(`${name} answered`)
  }
  expect(way.toSorted()).toEqual([
    'agency-520100 passed',
    'hub-21 answered',
    'hub-21 passed',
    'hub-national answered',
    'hub-national passed',
    'insured-210300 answered',
    'platform answered',
  ])
  bench.country.close()
})

const WRONG: RequestEnvelope['input'] = {}

test('a contract is judged by the platform alone, in the same words (RULE-004)', async () => {
  const bench = openScopes({ country: { topology: 'relay' } })
  const wrong = bench.message('2201', VISIT.person, WRONG)
  const [one, other] = [await bench.send(wrong), await post(bench.country.direct, wrong)]
  expect(one).toEqual(other)
  expect(one?.infcode).toBe(-1)
  bench.country.close()
})
