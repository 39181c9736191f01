import { expect, test } from 'vitest'
import type { Handler } from '../../contracts/exchange.ts'
import { PEOPLE } from '../world/testing.ts'
import { createTerminal, qrCodeOf } from './terminal.ts'

const [person] = PEOPLE
const terminal: Handler = createTerminal(PEOPLE)
const get = (path: string) => terminal({ method: 'GET', path, headers: {}, body: '' })
const scan = (body: string | Uint8Array) =>
  terminal({ method: 'POST', path: '/', headers: {}, body })
const qr = (businessInfo: unknown) =>
  scan(JSON.stringify({ infno: '6101', input: { InData: { businessInfo } } }))

test('a card gives eleven fields, an ID card nine', async () => {
  const card = await get(`/ReadCardBas?certno=${person.certno}`)
  expect(card.body.split('|')).toHaveLength(11)
  expect(card.body.split('|').slice(0, 5)).toEqual([
    person.insuplc_admdvs, person.certno, person.card_no, person.card_sn, person.psn_name,
  ])
  const identity = await get(`/ReadSFZ?certno=${person.certno}`)
  expect(identity.body.split('|')).toHaveLength(9)
  expect(identity.body).toContain(person.certno)
})

test('the code that a telephone shows leads to its owner', async () => {
  const shown = await get(`/ShowQrCode?certno=${person.certno}`)
  expect(shown.body).toBe(qrCodeOf(person))
  const { body } = await qr(shown.body)
  expect(JSON.parse(body)).toMatchObject({
    infcode: 0,
    output: { OutData: { idNo: person.certno, ecToken: person.ecToken } },
  })
})

test.for(['', 'QR', 'x'.repeat(10_000), '__proto__'])('no e-voucher: %s', async (code) => {
  const { body } = await qr(code)
  expect(JSON.parse(body)).toMatchObject({ code: 500159, success: false })
})

test.for<string | Uint8Array>([
  'no json', 'null', '[]', '{}', '{"infno":"6101"}', '{"infno":"6101","input":{"InData":null}}',
  '{"infno":"6101","input":{"InData":{"businessInfo":{"toString":1}}}}', Uint8Array.of(0xff),
])('an odd request is told what the terminal takes: %s', async (body) => {
  const response = await scan(body)
  expect(response.status).toBe(200)
  expect(response.body).toMatch(/6101|电子凭证二维码/)
})

test.for(['', '//', '//[', '/?certno=', '/Unknown?certno=1', `/Unknown?certno=${person.certno}`])(
  'an odd path is told what there is: %s',
  async (path) => {
    const response = await get(path)
    expect(response.status).toBe(404)
    expect(response.body).toMatch(/^-1\|/)
  },
)
