import { expect, test } from 'vitest'
import { CALL_SERVICE_PATH } from '../contracts/envelope.ts'
import { openBench } from '../simulators/world/testing.ts'
import { prepare, VISIT } from '../simulators/world/testing-states.ts'
import { createLog, impersonal } from './log.ts'
import { REFUSALS, Refusal } from './refusal.ts'
import type { RefusalCode } from './refusal.ts'

interface Line {
  readonly party: string
  readonly infno: string
  readonly msgid: string
  readonly infcode: number
}

test('every message is one line of JSON with infno, msgid and infcode', async () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => lines.push(line) })
  const bench = openBench({ log })
  const message = await prepare(bench, '2207')
  lines.length = 0
  await bench.send(message)
  bench.country.close()
  const parsed = lines.map((line) => JSON.parse(line) as Line)
  expect(parsed.map(({ party }) => party)).toEqual(['insured-210300', 'hub-national', 'platform'])
  for (const { infno, msgid, infcode } of parsed) {
    expect({ infno, msgid, infcode }).toEqual({ infno: '2207', msgid: message.msgid, infcode: 0 })
  }
})

test('nothing of a person is in the log, whatever is refused', async () => {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => lines.push(line) })
  const bench = openBench({ log })
  const { person } = VISIT
  const secrets = [
    person.psn_name, person.certno, person.card_no, person.card_sn, person.psn_no, person.ecToken,
    '张三',
  ]
  const right = await prepare(bench, '2201')
  const { data } = right.input as { data: Record<string, unknown> }
  const texts = ['张三', `${person.psn_name}\n${person.certno}`, person.certno.repeat(9)]
  for (const field of Object.keys(data)) {
    for (const text of [...texts, ...texts.map((one) => [one]), { [person.certno]: 1 }]) {
      await bench.say('2201', person, { data: { ...data, [field]: text } })
    }
  }
  for (const field of ['msgid', 'infno', 'sign_no', 'fixmedins_code', 'insuplc_admdvs'] as const) {
    for (const text of texts) await bench.send({ ...right, [field]: text })
  }
  await bench.country.platform({
    method: 'POST',
    path: CALL_SERVICE_PATH,
    headers: {},
    body: `{"psn_name": "${person.psn_name}", certno`,
  })
  bench.country.close()
  expect(lines.length).toBeGreaterThan(50)
  for (const line of lines) {
    for (const secret of secrets) expect(line).not.toContain(secret)
  }
})

test('a refusal keeps its meaning in the log, and loses what the sender wrote', () => {
  for (const code of Object.keys(REFUSALS) as RefusalCode[]) {
    if (code === 'contract' || code === 'insured-place') continue
    const details = new Proxy({}, { get: () => '张三' })
    expect(impersonal(new Refusal(code, details).message)).toBe(REFUSALS[code])
  }
  expect(impersonal('「人员姓名」psn_name: 长度不符; 应为 ≤ 50 字, 实为 "张三"（/input）')).toBe(
    '「人员姓名」psn_name: 长度不符',
  )
  expect(impersonal('参保地拒绝：人员编号psn_no不存在：张三')).toBe(
    '参保地拒绝：人员编号psn_no不存在：{psnNo}',
  )
  expect(impersonal('张三 says no')).toBe('***')
})
