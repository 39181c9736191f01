import { expect, test } from 'vitest'
import { checkRequest } from '../../contracts/validate.ts'
import { openBench, PEOPLE } from './testing.ts'
import { admission, claim, departure, description, registration, sale, upload } from './testing-visits.ts'
test('smoke', async () => {
  const b = openBench()
  const visit = { person: PEOPLE[0], number: 'A1', begntime: '2026-03-02 09:00:00', lines: [{ code: 'S2102000110001', pric: '333.33', cnt: '1' }], account: '1' as const }
  const go = async (infno: string, input: object) => {
    const m = b.message(infno, visit.person, input)
    const v = checkRequest(infno, m)
    const a = await b.send(m)
    console.log(infno, v.map(x=>x.message.zh), a?.infcode, a?.err_msg, JSON.stringify(a?.output)?.slice(0,200))
    return a
  }
  const r = await go('2201', registration(visit))
  const id = (r?.output as any)?.data.mdtrt_id
  await go('2203', description(visit, id))
  await go('2204', upload(visit, id))
  await go('2206', claim(visit, id))
  await go('2207', claim(visit, id))
  await go('2102', sale(visit))
  const i = await go('2401', admission({...visit, number: 'B1'}))
  const iid = (i?.output as any)?.result.mdtrt_id
  await go('2301', upload(visit, iid))
  await go('2402', departure(visit, iid))
  await go('2303', claim(visit, iid, true))
  await go('2304', claim(visit, iid, true))
  expect(1).toBe(1)
})
