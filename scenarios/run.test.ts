import { expect, test } from 'vitest'
import { createLog } from '../core/log.ts'
import { driverOf } from '../simulators/hospital/driver.ts'
import { createHospital } from '../simulators/hospital/hospital.ts'
import { driverOver } from './driver.ts'
import { exampleInstitutions, exampleSenders } from './example-party.ts'
import { hospitalSuite } from './generate/hospital-suite.ts'
import { placeOf } from './generate/place.ts'
import { createHarness } from './harness.ts'
import { soundPlaybook } from './journeys/playbook.ts'
import { runCases } from './run.ts'

async function runOnce(seed: number) {
  const place = placeOf(exampleInstitutions)
  const cases = hospitalSuite(seed, place)
  const harness = createHarness(cases, place, createLog('silent'))
  const adapter = driverOf(
    () =>
      createHospital({
        senders: exampleSenders,
        playbook: soundPlaybook,
        exchange: harness.platform,
      }),
    'example',
  )
  const evidence = await runCases(cases, harness, driverOver(adapter), () => {})
  harness.close()
  return evidence
}

test('the bundled hospital performs every case of its suite', async () => {
  const { reports, cases } = await runOnce(1)
  expect(reports.filter((report) => report.outcome !== 'done')).toEqual([])
  expect(reports).toHaveLength(cases.length)
})

test('the same seed gives the same cases and the same transcript', async () => {
  const [first, second] = [await runOnce(7), await runOnce(7)]
  expect(JSON.stringify(second.cases)).toBe(JSON.stringify(first.cases))
  expect(JSON.stringify(second.exchanges)).toBe(JSON.stringify(first.exchanges))
})
