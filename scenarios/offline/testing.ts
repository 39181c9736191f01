/** Recordings for tests and benchmarks: a performed suite, and many copies of it. */
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { createLog } from '../../core/log.ts'
import { defectOf } from '../../simulators/defects/catalogue.ts'
import { defective } from '../../simulators/defects/plant.ts'
import { driverOf } from '../../simulators/hospital/driver.ts'
import { createHospital } from '../../simulators/hospital/hospital.ts'
import { driverOver } from '../driver.ts'
import { exampleInstitutions, exampleSenders } from '../example-party.ts'
import { hospitalSuite } from '../generate/hospital-suite.ts'
import { placeOf } from '../generate/place.ts'
import { createHarness } from '../harness.ts'
import { soundPlaybook } from '../journeys/playbook.ts'
import { runCases } from '../run.ts'

/** What is said when the bundled hospital performs its suite, with a defect or none (''). */
export async function performed(defect: string, seed = 1): Promise<readonly RecordedExchange[]> {
  const place = placeOf(exampleInstitutions)
  const cases = hospitalSuite(seed, place)
  const harness = createHarness(cases, place, createLog('silent'))
  const sound = {
    senders: exampleSenders,
    playbook: soundPlaybook,
    exchange: harness.platform,
  }
  const adapter = driverOf(
    () => createHospital(defect === '' ? sound : defective(sound, defectOf(defect))),
    'example',
  )
  const { exchanges } = await runCases(cases, harness, driverOver(adapter), () => {})
  harness.close()
  return exchanges
}

/**
 * Lines of a transcript that is many times as long: each copy has institutions, persons, visits
 * and messages of its own, so that it is as right as the first.
 */
export function* copiesOf(lines: readonly string[], copies: number): Generator<string> {
  for (let copy = 0; copy < copies; copy += 1) {
    const own = String(copy).padStart(6, '0')
    for (const line of lines) {
      yield line
        .replaceAll(/([HP])520100(\d{5})/g, (_, letter: string, rest: string) =>
          `${letter}${own}${rest}`)
        // Numbers of persons, visits and settlements have twenty digits and more.
        .replaceAll(/"(\d{6})\d{6}(\d{8,18})"/g, (_, head: string, tail: string) =>
          `"${head}${own}${tail}"`)
    }
  }
}
