import { expect, test } from 'vitest'
import type { Case } from './case.ts'
import { checkDocument } from './documents.ts'
import type { RunRecord } from './run-record.ts'
import type { Target } from './target.ts'
import type { RecordedExchange } from './transcript.ts'

const target: Target = {
  schema: 'liantiao/target/1',
  kind: 'hospital',
  name: '示范医院',
  edition: 'national',
  institutions: [{
    fixmedins_code: 'H52010012345',
    fixmedins_name: '示范医院',
    type: 'hospital',
    admdvs: '520100',
    tier: 3,
  }],
  platform: { port: 0 },
  driver: { kind: 'example', defect: 'empty-number' },
}

const line: RecordedExchange = {
  schema: 'liantiao/exchange/1',
  n: 1,
  case: '',
  hop: 'institution-platform',
  at: '2026-03-02 09:00:00',
  infno: '2207',
  msgid: 'H52010012345202603020907000007',
  request: { path: '/callService', body: { json: { infno: '2207' } } },
  response: null,
  delivered: false,
  fault: 'lost-before-commit',
}

const oneCase: Case = {
  schema: 'liantiao/case/1',
  title: { zh: '普通门诊', en: 'Outpatient' },
  requirements: ['RULE-002'],
  sheet: {
    name: 'outpatient/plain',
    journey: 'outpatient',
    mdtrtarea_admvs: '520100',
    fixmedins_code: 'H52010012345',
    startsAt: '2026-03-02 09:00:00',
    person: {
      psn_name: '测试甲',
      psn_cert_type: '01',
      certno: '430105198001010010',
      credential: { mdtrt_cert_type: '02', mdtrt_cert_no: '430105198001010010', card_sn: '' },
    },
    visit: {
      insutype: '310',
      med_type: '11',
      ipt_otp_no: 'M1',
      begntime: '2026-03-02 09:00:00',
      dept_code: '0301',
      dept_name: '呼吸内科',
      caty: 'A03.01',
      dr_code: 'D1',
      dr_name: '测试医师',
      diagnoses: [{ diag_code: 'J06.900', diag_name: '急性上呼吸道感染' }],
      extension: { OTP_ER_REFL_FLAG: '1' },
    },
    lines: [{
      feedetl_sn: '1',
      med_list_codg: 'X1',
      medins_list_codg: 'Y1',
      name: '药品',
      pric: '39.500000',
      cnt: '3',
    }],
    acct_used_flag: '1',
    refund: true,
  },
  world: {
    psn_no: '4301',
    psn_name: '测试甲',
    psn_cert_type: '01',
    certno: '430105198001010010',
    gend: '1',
    naty: '01',
    brdy: '1980-01-01',
    card_no: 'A1',
    card_sn: 'S1',
    ecToken: 'T1',
    insuplc_admdvs: '430100',
    insutype: '310',
    psn_type: '11',
    emp_name: '测试单位',
    identities: ['2303'],
    accountBalanceFen: 100_000,
    filing: null,
    chronic: [{ code: 'M00000', name: '慢特病', begndate: '2026-01-01' }],
    yearToDate: {
      poolFen: 0,
      criticalIllnessBaseFen: 0,
      medicalAidFen: 0,
      inpatientStays: 0,
      outpatientDeductibleFen: 0,
      outpatientPoolFen: 0,
    },
  },
  faults: [{ infno: '2207', nth: 1, kind: 'lost-after-commit' }],
  expected: { liveSettlements: 0, amounts: { medfee_sumamt: 11_850 }, amountsSource: '手算' },
}

const run: RunRecord = {
  schema: 'liantiao/run/1',
  version: '0.1.0',
  seed: 1,
  suite: 'hospital',
  target: {
    name: '示范医院', kind: 'hospital', edition: 'national', institutions: [], driver: 'example',
    defect: '',
  },
  startedAt: '2026-03-02 09:00:00',
  finishedAt: '2026-03-02 09:01:00',
  decision: 'refused',
  reasons: [{ zh: '有一例不通过', en: 'one case failed' }],
  summary: {
    verdicts: { error: 0, fail: 1, inconclusive: 0, skip: 0, pass: 0 },
    exchanges: 1,
    settledFen: 11_850,
  },
  cases: [{
    name: 'outpatient/plain',
    title: { zh: '普通门诊', en: 'Outpatient' },
    verdict: 'fail',
    requirements: ['RULE-002'],
    findings: [{
      check: 'contract',
      severity: 'violation',
      attribution: 'target',
      requirement: 'IF-INPUT',
      message: { zh: '缺少', en: 'missing' },
      exchange: null,
      infno: '2207',
      pointer: '',
      expected: '',
      actual: '',
    }],
    looked: { contract: 1 },
    exchanges: [1],
    replay: 'liantiao replay . outpatient/plain',
  }],
  requirements: [{
    id: 'RULE-002', title: { zh: '待遇', en: 'benefit' }, verdict: 'fail', cases: [],
  }],
  digests: { 'transcript.jsonl': 'a'.repeat(64) },
}

const documents = [
  ['target', target], ['transcript', line], ['case', oneCase], ['run', run],
] as const

test.each(documents)('a whole %s, as the types have it, is accepted', (kind, document) => {
  expect(checkDocument(kind, document)).toEqual([])
})

/** Every object inside a document that is not a map with free keys, by its pointer. */
function records(value: unknown, pointer = ''): string[] {
  const free = ['extension', 'amounts', 'looked', 'digests', 'json']
  if (typeof value !== 'object' || value === null) return []
  if (free.includes(pointer.slice(pointer.lastIndexOf('/') + 1))) return []
  const inside = Object.entries(value).flatMap(([key, one]) => records(one, `${pointer}/${key}`))
  return Array.isArray(value) ? inside : [pointer, ...inside]
}

test.each(documents)('an unknown key anywhere in a %s is named', (kind, document) => {
  const places = records(document)
  expect(places.length).toBeGreaterThan(2)
  for (const place of places) {
    const copy = structuredClone(document) as unknown as Record<string, unknown>
    const box = place.split('/').slice(1).reduce(
      (at, part) => at[part] as Record<string, unknown>, copy)
    box['colour'] = 'red'
    const found = checkDocument(kind, copy)
    // The body of a message is one of three; a fourth key is also one too many.
    expect(found.map((one) => [one.rule, one.pointer]))
      .toContainEqual(['unknown-key', `${place}/colour`])
  }
})

test.each(documents)('every key that a %s must have is missed', (kind, document) => {
  for (const key of Object.keys(document)) {
    const { [key]: _taken, ...rest } = document as unknown as Record<string, unknown>
    const rules = checkDocument(kind, rest).map((one) => [one.rule, one.pointer])
    const optional = ['platform', 'world', 'fault'].includes(key)
    expect(rules).toEqual(optional ? [] : [['required', `/${key}`]])
  }
})

test('a target needs a hospital, and says so', () => {
  const pharmacy = { ...target.institutions[0], fixmedins_code: 'P52010012345', type: 'pharmacy' }
  const found = checkDocument('target', { ...target, institutions: [pharmacy] })
  expect(found.map((one) => one.message.zh)).toEqual([
    expect.stringContaining('institutions: 格式不符; 应为 至少一家医院'),
  ])
})

test('each driver has its own keys', () => {
  const found = (driver: unknown): string[] =>
    checkDocument('target', { ...target, driver }).map((one) => `${one.rule} ${one.pointer}`)
  expect(found({ kind: 'http', url: 'http://127.0.0.1:9000', timeoutMs: 5000 })).toEqual([])
  expect(found({ kind: 'http' })).toEqual(['required /driver/url'])
  expect(found({ kind: 'http', url: 'ftp://x' })).toEqual(['format /driver/url'])
  expect(found({ kind: 'example', timeoutMs: 1 })).toEqual(['unknown-key /driver/timeoutMs'])
  expect(found({ kind: 'telepathy' })).toEqual(['dictionary /driver/kind'])
})
