import { beforeAll, describe, expect, test } from 'vitest'
import type { CaseSheet, Fault } from '../../contracts/case.ts'
import { oneIn } from '../../contracts/testing-thorough.ts'
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { checkRequest, checkResponse } from '../../contracts/validate.ts'
import { createLog } from '../../core/log.ts'
import { driverOf } from '../../simulators/hospital/driver.ts'
import { createHospital } from '../../simulators/hospital/hospital.ts'
import { driverOver } from '../driver.ts'
import { exampleInstitutions, exampleSenders } from '../example-party.ts'
import { hospitalSuite } from '../generate/hospital-suite.ts'
import { outpatientCases } from '../generate/outpatient-cases.ts'
import { placeOf } from '../generate/place.ts'
import { createHarness } from '../harness.ts'
import { runCases } from '../run.ts'
import { JourneyStopped } from './ask.ts'
import { soundPlaybook, visit } from './playbook.ts'

const place = placeOf(exampleInstitutions)

const KINDS = ['lost-before-commit', 'lost-after-commit'] as const

/** Runs the cases, every second one with the message lost, the others with its answer lost. */
async function run(seed: number, lost?: string) {
  const suite = [...hospitalSuite(seed, place), ...outpatientCases(seed, place, 2)]
  const cases = suite.map((one, at) => {
    const kind = KINDS[(at + seed) % KINDS.length] ?? KINDS[0]
    const fault: Fault[] = lost === undefined ? [] : [{ infno: lost, nth: 1, kind }]
    return { ...one, faults: [...one.faults, ...fault] }
  })
  const harness = createHarness(cases, place, createLog('silent'))
  const { platform: exchange } = harness
  const hospital = driverOf(
    () => createHospital({ senders: exampleSenders, playbook: soundPlaybook, exchange }),
    'example',
  )
  const evidence = await runCases(cases, harness, driverOver(hospital), () => {})
  harness.close()
  return evidence
}

describe('every message of every journey', () => {
  let exchanges: readonly RecordedExchange[] = []
  beforeAll(async () => {
    exchanges = (await run(3)).exchanges
  })

  test('is right by its contract, without a warning, and every answer without a violation', () => {
    const said = exchanges.filter((one) => one.hop === 'institution-platform')
    const found = said.flatMap(({ n, infno, request, response }) => {
      const asked = 'json' in request.body ? checkRequest(infno, request.body.json) : ['no JSON']
      const heard =
        response !== null && 'json' in response.body
          ? checkResponse(infno, response.body.json).filter((one) => one.severity === 'violation')
          : []
      return [...asked, ...heard].map((one) => ({ n, infno, one }))
    })
    expect(said.length).toBeGreaterThan(80)
    expect(found).toEqual([])
  })

  test('has a number of its own, unless it is sent again', () => {
    const numbered = new Map<string, string>()
    for (const { msgid, infno, request, hop } of exchanges) {
      if (hop !== 'institution-platform') continue
      const said = `${infno} ${'json' in request.body ? JSON.stringify(inputOf(request.body)) : ''}`
      expect(numbered.get(msgid) ?? said).toBe(said)
      numbered.set(msgid, said)
    }
  })
})

test.for(oneIn(2, [
  '1101', '2001', '2201', '2203', '2204', '2206', '2207', '2208', '2401', '2301', '2402', '2303',
  '2304', '2305', '2102', '9001', '9002', '3201',
]))('journeys that lose a %s or its answer end as they would have', async (infno) => {
  const { reports, books, cases } = await run(Number(infno) % 2, infno)
  expect(reports.filter((report) => report.outcome !== 'done')).toEqual([])
  const live = cases.reduce((sum, one) => sum + one.expected.liveSettlements, 0)
  const net = (books ?? []).reduce((sum, row) => sum + (row.kind === 'forward' ? 1 : -1), 0)
  expect(net).toBe(live)
})

test('a sheet that was not made for a patient is refused before anything is sent', () => {
  const [sheet] = hospitalSuite(1, place).map((one) => one.sheet)
  const empty = { ...sheet, journey: 'outpatient' } as CaseSheet
  expect(() => visit(empty).next()).toThrow(JourneyStopped)
  expect(() => visit({ ...empty, journey: 'day-end' })).toThrow(JourneyStopped)
})

function inputOf(body: { readonly json: unknown }): unknown {
  return (body.json as { input: unknown }).input
}
