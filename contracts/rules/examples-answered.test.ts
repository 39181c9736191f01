import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SIMULATED } from '../../core/platform/app.ts'
import { personAt } from '../../simulators/world/person.ts'
import { openBench } from '../../simulators/world/testing.ts'
import type { RequestEnvelope } from '../exchange.ts'
import { checkRequest, checkResponse } from '../validate.ts'

interface Written {
  readonly valid: readonly { readonly side: string; readonly message: RequestEnvelope }[]
}

/** The parties that the written examples speak of. */
const INSTITUTIONS = [
  {
    fixmedins_code: 'H52010012345', fixmedins_name: '贵阳示范医院',
    type: 'hospital', admdvs: '520100', tier: '3',
  },
  {
    fixmedins_code: 'P52010054321', fixmedins_name: '贵阳示范药店',
    type: 'pharmacy', admdvs: '520100', tier: '1',
  },
] as const
const PERSON = {
  ...personAt(1, 1, {
    insuplc_admdvs: '430100',
    insutype: '310',
    accountBalanceFen: 100_000,
    filing: {
      category: 'long-term', placeOfCare: '520100', begndate: '2025-06-01', enddate: '9999-12-31',
    },
  }),
  psn_no: '43010000000000000000001234',
  psn_name: '测试甲',
  certno: '430105198001010010',
  gend: '1',
  brdy: '1980-01-01',
}
const COUNTRY = {
  institutions: INSTITUTIONS,
  policies: { '430100': 'points', '520100': 'points', '520300': 'points' },
}

/** Queries and uploads that need nothing before them; all others want a visit, a bill, a claim. */
const ALONE = [
  '1101', '1201', '1316', '1317', '1318', '1319', '2001', '2172', '2173', '2174', '2175', '2176',
  '2201', '2401', '2407', '3101', '3102', '3206A', '3205A', '3209A', '3260', '3301', '3401',
  '3401A', '3601', '3604', '3605', '3606', '3607', '3608', '3609', '3610', '3611', '3701', '3704',
  '4104', '4105', '5101', '5102', '5201', '5206', '5301', '5302', '5303', '5304', '9001', '9101',
]

const directory = new URL('../examples/', import.meta.url)

function requestsOf(infno: string): RequestEnvelope[] {
  const { valid } = JSON.parse(readFileSync(new URL(`${infno}.json`, directory), 'utf8')) as Written
  return valid.filter(({ side }) => side === 'request').map(({ message }) => message)
}

/** What the reference says to a message at its own time, when nothing was said before. */
async function answerTo(message: RequestEnvelope) {
  const startsAt = message.inf_time ?? '2026-03-02 09:00:00'
  const bench = openBench({ persons: [PERSON], startsAt, country: COUNTRY })
  try {
    // The sign-in that the examples name was at another platform.
    return await bench.send({ ...message, sign_no: '' })
  } finally {
    bench.country.close()
  }
}

describe.each(SIMULATED)('the written requests of %s', (infno) => {
  test('are heard as their contract says, and answered so where they stand alone', async () => {
    const requests = requestsOf(infno)
    expect(requests.length).toBeGreaterThan(0)
    for (const message of requests) {
      const answer = await answerTo(message)
      expect(checkRequest(infno, message)).toEqual([])
      expect(checkResponse(infno, answer).filter(({ severity }) => severity === 'violation'))
        .toEqual([])
      // A refusal of the contract names the pointer that it is about.
      expect(answer?.err_msg ?? '').not.toMatch(/（\/\w+/)
      expect(ALONE.includes(infno) ? answer?.infcode : 0).toBe(0)
    }
  })
})

test.each([
  ['3401', '5101'],
  ['3301', '1317'],
])('what %s uploads as its example, %s answers as its own contract says', async (upload, query) => {
  const bench = openBench({ persons: [PERSON], country: COUNTRY })
  const [first] = requestsOf(upload)
  const [second] = requestsOf(query)
  expect(await bench.send({ ...first, sign_no: '' })).toMatchObject({ infcode: 0 })
  const answer = await bench.send({ ...second, sign_no: '' })
  bench.country.close()
  expect(checkResponse(query, answer)).toEqual([])
  const rows = Object.values((answer?.output ?? {}) as Record<string, unknown>).flat()
  expect(rows).toHaveLength(1)
})

test('of what is not simulated, only the decoding of a voucher has an example', () => {
  const written = readdirSync(directory).map((file) => file.replace('.json', ''))
  expect(written.filter((infno) => !SIMULATED.includes(infno))).toEqual(['6101'])
  expect(ALONE.filter((infno) => !SIMULATED.includes(infno))).toEqual([])
})
