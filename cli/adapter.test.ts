/** What becomes of a certification whose adapter misbehaves, over real HTTP. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RunRecord } from '../contracts/run-record.ts'
import { TARGET_EXAMPLE } from './certify.ts'
import { freePort, here, inDirectory } from './testing.ts'

/** What the adapter answers to a path; null hangs, 'dies' cuts the connection. */
type Answer = readonly [status: number, body: string] | 'hangs' | 'dies'

let answer: (path: string) => Answer = () => [200, '{}']
const server = createServer((request, response) => {
  const made = answer(request.url ?? '')
  request.resume()
  if (made === 'hangs') return
  if (made === 'dies') return void request.socket.destroy()
  response.writeHead(made[0], { 'content-type': 'application/json' })
  response.end(made[1])
})

beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const DONE: Answer = [200, '{"outcome":"done","reason":"","rows":[]}']
const onlyHealthIs = (health: Answer) => (path: string) => (path === '/health' ? health : DONE)
const onlyCasesAre = (cases: Answer) => (path: string) => (path === '/cases' ? cases : DONE)

test.for([
  ['answers HTML', onlyHealthIs([200, '<html>']), 'GET /health'],
  ['answers half of a document', onlyHealthIs([200, '{"name":']), 'GET /health'],
  ['answers status 500', onlyHealthIs([500, '{}']), '500'],
  ['answers status 404', onlyHealthIs([404, '{}']), '404'],
  ['hangs', onlyHealthIs('hangs'), 'GET /health'],
  ['cuts every connection', () => 'dies', 'GET /health'],
  ['cannot be reset', (path) => (path === '/reset' ? [503, ''] : DONE), 'POST /reset'],
  ['hangs in every case', onlyCasesAre('hangs'), '没有完成任何用例'],
  ['answers cases in HTML', onlyCasesAre([200, '<html>']), '没有完成任何用例'],
  ['says done and did nothing', () => DONE, '没有收到任何报文'],
  ['says stopped every time', onlyCasesAre([200, '{"outcome":"stopped"}']), '没有收到任何报文'],
] as const satisfies readonly (readonly [string, (path: string) => Answer, string])[])(
  'an adapter that %s: one line, exit code 3, and the earlier run stays',
  ([, behaves, said]) =>
    inDirectory(async (dir) => {
      answer = behaves
      const out = join(dir, 'out')
      mkdirSync(out)
      writeFileSync(join(out, 'run.json'), 'the earlier run')
      const ended = await here(['certify', targetIn(dir, portOf()), '--out', out, ...QUICK])
      expect(ended).toMatchObject({ code: 3, out: '' })
      expect(ended.err.trimEnd().split('\n')).toHaveLength(1)
      expect(ended.err).toContain(said)
      expect(readdirSync(out)).toEqual(['run.json'])
      expect(readFileSync(join(out, 'run.json'), 'utf8')).toBe('the earlier run')
    }),
)

test('an address nobody listens at is named in English too', () =>
  inDirectory(async (dir) => {
    const path = targetIn(dir, await freePort())
    const ended = await here(['certify', path, '--out', dir, '--lang', 'en', ...QUICK])
    expect(ended.code).toBe(3)
    expect(ended.err).toMatch(/adapter \(http:\/\/127.0.0.1:\d+\) did not answer.*ECONNREFUSED/)
    expect(ended.err).toContain('start it')
  }))

test('an adapter that dies in the middle leaves the run inconclusive, with its evidence', () =>
  inDirectory(async (dir) => {
    const platform = await freePort()
    let cases = 0
    answer = (path) => {
      if (path !== '/cases') return DONE
      cases += 1
      // One stray message, so that there is something in the transcript.
      if (cases === 1) void fetch(`http://127.0.0.1:${platform}/`, { method: 'POST', body: '{}' })
      return cases === 1 ? 'hangs' : 'dies'
    }
    const path = targetIn(dir, portOf(), platform)
    const ended = await here(['certify', path, '--out', join(dir, 'out'), '--json', ...QUICK])
    const record = JSON.parse(ended.out) as RunRecord
    expect(ended.code).toBe(3)
    expect(record.decision).toBe('inconclusive')
    expect(record.summary.verdicts.pass).toBe(0)
    expect(record.summary.exchanges).toBe(1)
    expect(JSON.parse(readFileSync(join(dir, 'out', 'run.json'), 'utf8'))).toEqual(record)
  }))

test('a platform port in use is refused before the adapter is asked', () =>
  inDirectory(async (dir) => {
    let asked = false
    answer = () => {
      asked = true
      return DONE
    }
    const out = join(dir, 'out')
    const path = targetIn(dir, portOf(), portOf())
    const ended = await here(['certify', path, '--out', out])
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toContain(`端口${portOf()}无法监听`)
    expect(ended.err).toContain('platform.port')
    expect([asked, existsSync(join(out, 'run.json'))]).toEqual([false, false])
    const served = await here(['serve', '--port', String(portOf())])
    expect(served).toMatchObject({ code: 2, out: '' })
    expect(served.err).toContain(`端口${portOf()}无法监听`)
  }))

const QUICK = ['--only', 'session/**']

function portOf(): number {
  return (server.address() as AddressInfo).port
}

/** A target file for the bad adapter; the platform takes any free port unless told. */
function targetIn(dir: string, adapter: number, platform = 0): string {
  const path = join(dir, 'target.yaml')
  writeFileSync(
    path,
    TARGET_EXAMPLE.replace('port: 18080', `port: ${platform}`)
      .replace(/url: .*/, `url: http://127.0.0.1:${adapter}\n  timeoutMs: 150`),
  )
  return path
}
