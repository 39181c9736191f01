import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { InsuredPerson } from '../contracts/case.ts'
import { CALL_SERVICE_PATH, envelopeOf } from '../contracts/envelope.ts'
import type { ResponseEnvelope } from '../contracts/exchange.ts'
import { NoAnswer } from '../contracts/exchange.ts'
import { exampleInstitutions, exampleSenders } from '../scenarios/example-party.ts'
import { hospitalSuite } from '../scenarios/generate/hospital-suite.ts'
import { placeOf } from '../scenarios/generate/place.ts'
import { openBench } from '../simulators/world/testing.ts'
import { disagreements } from '../simulators/world/testing-books.ts'
import { prepare, VISIT } from '../simulators/world/testing-states.ts'
import { sale } from '../simulators/world/testing-visits.ts'
import { beijingTime, systemClock } from './clock.ts'
import { connect } from './connect.ts'
import type { Party } from './party.ts'
import { openStore } from './store/store.ts'

let dir = ''
const started: ChildProcess[] = []
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'liantiao-crash-'))
})
afterEach(() => {
  for (const one of started.splice(0)) one.kill('SIGKILL')
  rmSync(dir, { recursive: true, force: true })
})

test('a platform killed in its traffic has all it acknowledged, and the books agree', async () => {
  const acknowledged: string[] = []
  for (const enough of [15, 40]) {
    const { child, url } = await startServer()
    const exited = once(child, 'exit')
    await traffic(url, (msgid) => {
      acknowledged.push(msgid)
      // The rest of the traffic is under way at this moment.
      if (acknowledged.length >= enough) child.kill('SIGKILL')
    })
    await exited
  }
  const { child, url } = await startServer()
  await traffic(url, (msgid) => acknowledged.push(msgid), 1)
  child.kill('SIGKILL')
  await once(child, 'exit')

  const files = readdirSync(dir).filter((name) => name.endsWith('.sqlite'))
  const stores = new Map(
    files.map((name) => [name.replace('.sqlite', ''), openStore(join(dir, name))]),
  )
  const rows = stores.get('platform')?.all<{ msgid: string }>('select msgid from settlement') ?? []
  expect(acknowledged.length).toBeGreaterThanOrEqual(40)
  expect(rows.map((row) => row.msgid)).toEqual(expect.arrayContaining(acknowledged))
  expect(disagreements({ stores })).toEqual([])
  for (const store of stores.values()) store.close()
})

test.for(['2207', '2208', '2401', '2601'])(
  'a platform that dies after the insured place has booked a %s books it when it starts again',
  async (infno) => {
    let dying = false
    const deaf = (party: Party): Party => async (request) => {
      const response = await party(request)
      if (dying) throw new NoAnswer('the platform died before this answer came')
      return response
    }
    const before = openBench({ dataDir: dir, onInsuredHop: deaf })
    const message = await prepare(before, infno)
    dying = true
    expect(await before.send(message)).toBeUndefined()
    expect(disagreements(before.country)).not.toEqual([])
    before.country.close()

    const after = openBench({ dataDir: dir, startsAt: '2026-03-02 12:00:00' })
    // Any message waits until the start is over; this one is about nobody.
    await after.say('9001', null, { signIn: { opter_no: 'OP001', mac: '02', ip: '127.0.0.1' } })
    expect(disagreements(after.country)).toEqual([])
    const answer = await after.send(message)
    expect(answer?.infcode).toBe(0)
    expect(disagreements(after.country)).toEqual([])
    after.country.close()
  },
)

test('while the insured place does not answer, nothing about that person is decided ' +
  '(RULE-154, RULE-155)', async () => {
  let answers = true
  const unreliable = (party: Party): Party => async (request) => {
    if (!answers) throw new NoAnswer('down')
    return party(request)
  }
  const bench = openBench({ onInsuredHop: unreliable })
  const message = await prepare(bench, '2207')
  const { person } = VISIT
  answers = false
  expect(await bench.send(message)).toBeUndefined()
  const data = { psn_no: person.psn_no, omsgid: message.msgid, oinfno: '2207' }
  const reversal = bench.message('2601', person, { data })
  expect(await bench.send(reversal)).toBeUndefined()
  answers = true
  expect((await bench.send(reversal))?.infcode).toBe(0)
  expect((await bench.send(message))?.err_msg).toContain('已被冲正')
  expect(disagreements(bench.country)).toEqual([])
  bench.country.close()
})

async function startServer(): Promise<{ child: ChildProcess; url: string }> {
  const main = new URL('../cli/main.ts', import.meta.url).pathname
  const args = [main, 'serve', 'core', '--port', '0', '--data', dir, '--json', '--attached']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  started.push(child)
  let text = ''
  for await (const piece of child.stdout ?? []) {
    text += String(piece)
    if (text.includes('\n')) break
  }
  return { child, url: (JSON.parse(text) as { url: string }).url }
}

let sequence = 0

/** Sales to every employee of the suite at once, again and again, until nobody answers. */
async function traffic(
  url: string,
  onBooked: (msgid: string) => void,
  rounds = 30,
): Promise<void> {
  const handler = connect(url)
  const persons = hospitalSuite(1, placeOf(exampleInstitutions))
    .flatMap(({ world }) => world ?? [])
    .filter(({ insutype }) => insutype === '310')
  const queues = persons.map(async (person) => {
    for (let round = 0; round < rounds; round += 1) {
      const message = saleTo(person)
      const headers = { 'content-type': 'application/json' }
      const body = JSON.stringify(message)
      const response = await handler({ method: 'POST', path: CALL_SERVICE_PATH, headers, body })
      const answer = JSON.parse(response.body) as ResponseEnvelope
      expect(answer.err_msg).toBe('')
      onBooked(message.msgid)
    }
  })
  const ends = await Promise.allSettled(queues)
  for (const end of ends) {
    if (end.status === 'rejected' && !(end.reason instanceof NoAnswer)) throw end.reason
  }
}

function saleTo(person: InsuredPerson) {
  const sender = exampleSenders['P52010000002']
  if (sender === undefined) throw new RangeError('the example has a pharmacy')
  const now = beijingTime(systemClock().now())
  const begntime = `${now.slice(0, 10)} 00:00:00`
  sequence += 1
  return envelopeOf(
    {
      infno: '2102',
      insuplc_admdvs: person.insuplc_admdvs,
      input: sale({ ...VISIT, person, begntime }),
    },
    { sender, infTime: now, sequence, signNo: '' },
  )
}
