import { expect, test } from 'vitest'
import type { Sender } from '../../contracts/envelope.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { requirementOf } from '../../contracts/requirements.ts'
import { checkRequest } from '../../contracts/validate.ts'
import { soundPlaybook } from '../../scenarios/journeys/playbook.ts'
import { difference, trace } from './bench/difference.ts'
import type { Trace } from './bench/difference.ts'
import { SCENARIOS } from './bench/visits.ts'
import { DEFECTS, defectOf, UnknownDefect } from './catalogue.ts'
import { defective } from './plant.ts'

const sender: Sender = {
  fixmedins_code: 'H52010012345',
  fixmedins_name: '贵阳示范医院',
  mdtrtarea_admvs: '520100',
  opter: '0001',
  opter_name: '收费一号',
}
const plan = { senders: { [sender.fixmedins_code]: sender }, playbook: soundPlaybook }

function run(name: string, ...ids: readonly string[]): Promise<Trace> {
  const scenario = SCENARIOS[name]
  if (scenario === undefined) throw new TypeError(`no scenario ${name}`)
  return trace(scenario, plan, (options) =>
    ids.reduce((before, id) => defective(before, defectOf(id)), options),
  )
}

const STAYS = ['stay', 'lost 2304']
const OUTPATIENTS = Object.keys(SCENARIOS).filter((name) => ![...STAYS, 'pharmacy'].includes(name))
const VISITS = [...STAYS, ...OUTPATIENTS]
const ALL = ['pharmacy', ...VISITS]

function each(infnos: string, ...pointers: readonly string[]): string[] {
  return infnos.split(' ').flatMap((infno) => pointers.map((pointer) => `${infno} ${pointer}`))
}

const DAY_TOTAL = each('3201', '/input/data/medfee_sumamt', '/input/data/fund_pay_sumamt')
const REFUND_TOTAL = [
  ...DAY_TOTAL, ...each('3201', '/input/data/acct_pay', '/input/data/fixmedins_setl_cnt'),
]
const ENTITLEMENT = 'insutype fixmedins_code med_type begntime endtime dise_codg dise_name' +
  ' oprn_oprt_code oprn_oprt_name matn_type birctrl_type exp_content'

/** Where each defect shows, and all that it changes in the first of these scenarios. */
const SHOWS: Readonly<Record<string, readonly [in_: readonly string[], what: string[]]>> = {
  'blank-insuplc': [ALL, each('2001 2102', '/insuplc_admdvs')],
  'own-area-insuplc': [ALL, each('2001 2102', '/insuplc_admdvs')],
  'wrong-envelope-name': [
    ALL, each('9001 1101 2001 2102 3201 9002', '/fixmedins_code', '/medins_code'),
  ],
  'short-msgid': [ALL, each('9001 1101 2001 2102 3201 9002', '/msgid')],
  'reused-msgid': [ALL, each('9001 1101 2001 2102 3201 9002', '/msgid')],
  'new-omsgid': [['lost 2207', 'lost 2304'], ['2601 /input/data/omsgid']],
  'gbk-body': [ALL, ['bytes']],
  'camel-extension': [
    ALL, ['2001 /input/data', '2102 /input/druginfo', '2102 /input/drugdetail']
      .flatMap((node) => [`${node}/exp_content`, `${node}/expContent`]),
  ],
  'missing-data-node': [
    ALL, each('2001', ...['data', 'psn_no', ...ENTITLEMENT.split(' ')].map((n) => `/input/${n}`)),
  ],
  'empty-number': [
    VISITS, each('2304', '/input/data/fulamt_ownpay_amt', '/input/data/overlmt_selfpay'),
  ],
  'zero-sums': [STAYS, each('2304', '/input/data/preselfpay_amt', '/input/data/inscp_scp_amt')],
  'letters-in-serial': [ALL, ['2102 /input/drugdetail/feedetl_sn']],
  'lines-do-not-sum': [['several lines'], ['2204 /input/feedetail']],
  'two-main-diagnoses': [STAYS, each('2401 2402', '/input/diseinfo')],
  'no-emergency-mark': [
    ['emergency'],
    ['2203 /input/mdtrtinfo/exp_content', ...each('2206 2207', '/input/data/exp_content')],
  ],
  'no-inpatient-mark': [
    STAYS, ['2401 /input/mdtrtinfo/exp_content', ...each('2303 2304', '/input/data/exp_content')],
  ],
  'no-chronic-code': [['chronic'], ['2203 /input/mdtrtinfo/dise_codg']],
  'no-card-sn': [['card'], each('1101 2201 2206 2207', '/input/data/card_sn')],
  'pay-twice': [['lost 2207', 'lost 2304'], ['-5203', '-2601']],
  'double-discharge': [STAYS, ['+2304', 'books 1 → 2 rows']],
  'stale-trial': [['fees added'], ['-2206']],
  'line-rounding': [
    ['several lines'],
    [
      '2204 /input/feedetail/det_item_fee_sumamt', '2206 /input/data/medfee_sumamt',
      '2207 /input/data/inscp_scp_amt', '2207 /input/data/medfee_sumamt', ...DAY_TOTAL,
      'books medfeeFen', 'books fundFen', 'books cashFen',
    ],
  ],
  'wrong-person': [['two patients'], ['2201 /input/data/psn_no']],
  'no-diagnosis': [OUTPATIENTS, ['-2203']],
  'no-discharge': [STAYS, ['-2402']],
  'refund-by-old-id': [['refund'], [...REFUND_TOTAL, 'books 2 → 1 rows']],
  'refunds-left-out': [['refund'], REFUND_TOTAL],
  'sum-all-rows': [ALL, ['3201 /input/data/fund_pay_sumamt', 'books fundFen']],
}

test.each(DEFECTS.map(({ id }) => id))('%s changes one thing and leaves the rest', async (id) => {
  const [in_, what] = SHOWS[id] ?? [[], []]
  const seen: Record<string, string[]> = {}
  for (const name of Object.keys(SCENARIOS)) {
    const found = difference(await run(name), await run(name, id))
    if (found.length > 0) seen[name] = found
  }
  expect(Object.keys(seen).toSorted()).toEqual(in_.toSorted())
  expect(seen[in_[0] ?? '']).toEqual(what)
})

function at(message: RequestEnvelope | undefined, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>(
    (value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], message)
}

test.each([
  ['own-area-insuplc', 'ordinary', '2207', '/insuplc_admdvs', '430100', '520100'],
  ['short-msgid', 'ordinary', '1101', '/msgid',
    'H52010012345202603020900020002', 'H5201001234520260302090002002'],
  ['reused-msgid', 'ordinary', '1101', '/msgid',
    'H52010012345202603020900020002', 'H52010012345202603020900000003'],
  ['new-omsgid', 'lost 2207', '2601', '/input/data/omsgid',
    'H52010012345202603020900080008', 'H52010012345202603020900100011'],
  ['empty-number', 'ordinary', '2207', '/input/data/overlmt_selfpay', 0, ''],
  ['zero-sums', 'stay', '2304', '/input/data/preselfpay_amt', 10, 0],
  ['letters-in-serial', 'ordinary', '2204', '/input/feedetail/0/feedetl_sn', 1, 'F1'],
  ['lines-do-not-sum', 'several lines', '2204', '/input/feedetail/length', 2, 1],
  ['two-main-diagnoses', 'stay', '2401', '/input/diseinfo/2/maindiag_flag', undefined, '1'],
  ['no-emergency-mark', 'emergency', '2203', '/input/mdtrtinfo/exp_content',
    '{"OTP_ER_REFL_FLAG":"1"}', ''],
  ['line-rounding', 'several lines', '2204', '/input/feedetail/1/det_item_fee_sumamt', 3.75, 3.9],
  ['line-rounding', 'several lines', '2207', '/input/data/medfee_sumamt', 122.25, 122.4],
  ['sum-all-rows', 'ordinary', '3201', '/input/data/fund_pay_sumamt', 59.25, 62.25],
])('%s in the scenario %s: %s %s was %j and is %j', async (id, name, infno, pointer, was, is) => {
  const [sound, planted] = [await run(name), await run(name, id)]
  const value = ({ messages }: Trace): unknown =>
    at(messages.find((message) => message.infno === infno), pointer)
  expect(value(sound)).toEqual(was)
  expect(value(planted)).toEqual(is)
})

function broken({ messages }: Trace): string[] {
  return messages.flatMap((message) =>
    checkRequest(message.infno, message)
      .filter(({ severity }) => severity === 'violation')
      .map(({ rule, pointer }) => `${message.infno} ${rule} ${pointer}`),
  )
}

test.each(Object.keys(SCENARIOS))('the sound hospital breaks no contract: %s', async (name) => {
  expect(broken(await run(name))).toEqual([])
})

test.each([
  ['wrong-envelope-name', 'ordinary', '2207 misspelt /medins_code'],
  ['camel-extension', 'ordinary', '2207 misspelt /input/data/expContent'],
  ['empty-number', 'ordinary', '2207 empty-number /input/data/overlmt_selfpay'],
  ['short-msgid', 'ordinary', '2207 length /msgid'],
  ['missing-data-node', 'ordinary', '2001 missing-node /input/data'],
  ['blank-insuplc', 'ordinary', '2207 condition /insuplc_admdvs'],
])('%s breaks the contract in the scenario %s: %s', async (id, name, violation) => {
  expect(broken(await run(name, id))).toContain(violation)
})

test('with reused-msgid two messages of one visit share an id', async () => {
  const ids = ({ messages }: Trace) => new Set(messages.map(({ msgid }) => msgid)).size
  expect([ids(await run('ordinary')), ids(await run('ordinary', 'reused-msgid'))]).toEqual([10, 5])
})

test('with pay-twice the second settlement is a new message', async () => {
  const { messages } = await run('lost 2207', 'pay-twice')
  const [first, second] = messages.filter(({ infno }) => infno === '2207')
  expect(second?.input).toEqual(first?.input)
  expect(second?.msgid).not.toBe(first?.msgid)
})

test('two defects planted in one hospital both show', async () => {
  expect(difference(await run('stay'), await run('stay', 'zero-sums', 'no-discharge', 'gbk-body')))
    .toEqual(['-2402', 'bytes'])
  expect(difference(await run('refund'), await run('refund', 'refunds-left-out', 'sum-all-rows')))
    .toEqual([...REFUND_TOTAL, 'books fundFen'])
})

test('what a hospital wrongly remembers is forgotten in a new one', async () => {
  const [once, again] = [
    await run('two patients', 'wrong-person'), await run('two patients', 'wrong-person'),
  ]
  expect(again).toEqual(once)
})

test('every defect has its own id, a title in both languages and a hospital row', () => {
  expect(new Set(DEFECTS.map(({ id }) => id)).size).toBe(DEFECTS.length)
  expect(DEFECTS.map(({ id }) => id)).toEqual(Object.keys(SHOWS))
  for (const { id, title, requirement } of DEFECTS) {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(title.zh).toMatch(/[\u4e00-\u9fff]/)
    expect(title.en).not.toMatch(/[\u4e00-\u9fff]/)
    expect(requirementOf(requirement)?.party, requirement).toContain('hospital')
  }
})

test('an unknown defect is refused with all ids in one line', () => {
  expect(() => defectOf('no-such-bug')).toThrow(UnknownDefect)
  expect(() => defectOf('no-such-bug')).toThrow(/^no defect "no-such-bug"; .*blank-.*sum-all-rows$/)
})
