/**
 * A small run for the tests of this room: ten cases of every verdict, one failing with two
 * findings, and names that try to break out of the page.
 */
import type { CaseResult, Finding, RunRecord, Verdict } from '../contracts/run-record.ts'
import { VERDICTS } from '../contracts/run-record.ts'
import type { RecordedExchange } from '../contracts/transcript.ts'

export const HOSTILE_NAME = 'hostile/<script>alert(1)</script>"\'&\u202Egpj\u0007'
const LONG = '9'.repeat(4000)
const HOSPITAL = '示例市第一人民医院'

const FINDINGS: readonly Finding[] = [
  {
    check: 'settlement-sum',
    severity: 'violation',
    attribution: 'target',
    requirement: 'RULE-041',
    message: {
      zh: '结算总额与费用明细之和不相等，相差 0.01 元',
      en: 'The total settled differs from the sum of the fee lines by 0.01 yuan',
    },
    exchange: 6,
    infno: '2207',
    pointer: '/input/data/medfee_sumamt',
    expected: '15683.09',
    actual: '15683.10',
  },
  {
    check: 'field-required',
    severity: 'violation',
    attribution: 'target',
    requirement: 'RULE-012',
    message: { zh: '缺少必填项：证件号码', en: 'Mandatory field is missing: certno' },
    exchange: 3,
    infno: '2201',
    pointer: '/input/data/certno',
    expected: '18 位证件号码',
    actual: '',
  },
]

const WARNING: Finding = {
  check: 'field-length',
  severity: 'warning',
  attribution: 'contract',
  requirement: 'RULE-012',
  message: { zh: '字段过长，实践中常见', en: 'Field is too long, as often seen' },
  exchange: 9,
  infno: '1101',
  pointer: '/output/baseinfo/<img src=x onerror=alert(2)>',
  expected: '<= 50',
  actual: LONG,
}

const CASES: readonly CaseResult[] = [
  result('outpatient/plain/self-paid', '门诊自费', 'Outpatient, self-paid', 'pass', [1, 2]),
  {
    ...result('outpatient/plain/pooled', '门诊统筹结算', 'Outpatient, pooled', 'fail', [
      3, 4, 5, 6, 7,
    ]),
    requirements: ['RULE-012', 'RULE-041'],
    findings: FINDINGS,
  },
  {
    ...result(HOSTILE_NAME, '</script><b>注入</b>', '<!-- <script> -->', 'pass', [8, 9]),
    requirements: ['RULE-012'],
    findings: [WARNING],
  },
  result('outpatient/chronic/diabetes', '门诊慢特病：糖尿病', 'Chronic: diabetes', 'pass', []),
  result('inpatient/referral', '转诊住院', 'Inpatient by referral', 'pass', []),
  result('inpatient/emergency', '急诊抢救住院', 'Inpatient, emergency', 'pass', []),
  result('inpatient/lost-answer', '结算应答丢失后冲正', 'Reversal', 'inconclusive', [10]),
  result('pharmacy/account', '药店个人账户支付', 'Pharmacy, account', 'skip', []),
  result('pharmacy/refund', '药店退费', 'Pharmacy, refund', 'error', [99]),
  result('day-end/reconcile', '日终对账', 'Day-end reconciliation', 'pass', []),
]

/** The run: refused, seed 20260101. */
export function sampleRun(): RunRecord {
  return {
    schema: 'liantiao/run/1',
    version: '0.1.0',
    seed: 20260101,
    suite: 'hospital',
    target: {
      name: `${HOSPITAL}<img src=x>\u202E`,
      kind: 'hospital',
      edition: 'national-2.0',
      institutions: ['H35020300001', 'P35020300002'],
      driver: 'http',
      defect: '',
    },
    startedAt: '2026-03-02 08:00:00',
    finishedAt: '2026-03-02 08:12:41',
    decision: 'refused',
    reasons: [{ zh: '1 个用例不通过，涉及 2 条要求', en: '1 case failed, against 2 requirements' }],
    summary: { verdicts: countsOf(CASES), exchanges: 11, settledFen: 1568309 },
    cases: CASES,
    requirements: [
      requirement('RULE-003', '签到后方可交易', 'Sign in before trading', 'pass'),
      requirement('RULE-012', '必填字段不得为空', 'Mandatory fields are filled', 'fail'),
      requirement('RULE-041', '总额等于明细之和', 'The total equals the sum of lines', 'fail'),
      requirement('RULE-077', '结果未知时须冲正', 'Reverse when unknown', 'inconclusive'),
      requirement('RULE-090', '药店支持个人账户', 'Pharmacy takes accounts', 'skip'),
    ],
    digests: { 'transcript.jsonl': 'ab'.repeat(32), 'cases.jsonl': 'cd'.repeat(32) },
  }
}

/** Its eleven exchanges: accepted, refused, lost both ways, not JSON, and one of no case. */
export function sampleExchanges(): readonly RecordedExchange[] {
  const refusal = {
    infcode: -1,
    inf_refmsgid: '350200202603020800050000000007',
    refmsg_time: '20260302080005',
    respond_time: '20260302080005',
    err_msg: '预结算金额与结算金额不一致</script><script>alert(3)</script>',
    output: null,
  }
  return [
    exchange(1, '9001', CASES[0]?.name, {}),
    exchange(2, '1101', CASES[0]?.name, person('张三')),
    exchange(3, '2201', CASES[1]?.name, { mdtrt_id: '20260302000017' }),
    exchange(4, '2204', CASES[1]?.name, { result: lines(40) }),
    exchange(5, '2206', CASES[1]?.name, { setlinfo: { medfee_sumamt: 15683.09 } }),
    {
      ...exchange(6, '2207', CASES[1]?.name, {}),
      response: { status: 200, body: { json: refusal } },
    },
    {
      ...exchange(7, '2208', CASES[1]?.name, {}),
      response: { status: 502, body: { text: '<html>\n<h1>Bad Gateway</h1>\u0000' } },
    },
    exchange(8, '9001', '', { '<b>x</b>': '</script>', note: '\u202Egpj.exe', long: LONG }),
    exchange(9, '1101', HOSTILE_NAME, person('<script>alert(4)</script>')),
    { ...exchange(10, '2207', CASES[6]?.name, {}), delivered: false, fault: 'lost-after-commit' },
    { ...exchange(11, '2601', '', {}), response: null, delivered: false },
  ]
}

/** One exchange with a complete envelope; `output` is what the platform answered. */
export function exchange(
  n: number,
  infno: string,
  name = '',
  output: Readonly<Record<string, unknown>> = {},
): RecordedExchange {
  const second = String(n % 60).padStart(2, '0')
  const at = `2026-03-02 08:00:${second}`
  const msgid = `H3502030000120260302080${second}${String(n).padStart(4, '0')}`
  const data = { psn_no: '35020000000000001', mdtrt_cert_type: '02', medfee_sumamt: 15683.1 }
  const json = {
    infno, msgid, mdtrtarea_admvs: '350200', insuplc_admdvs: '510100', infver: '1.0.0',
    opter: '0001', opter_name: '收费员甲', inf_time: at, fixmedins_code: 'H35020300001',
    fixmedins_name: HOSPITAL, sign_no: 'S1', input: { data },
  }
  const answer = {
    infcode: 0, inf_refmsgid: null, refmsg_time: null, respond_time: null, err_msg: null, output,
  }
  return {
    schema: 'liantiao/exchange/1',
    n,
    case: name,
    hop: n % 5 === 0 ? 'platform-insured' : 'institution-platform',
    at,
    infno,
    msgid,
    request: { path: '/fsi/api/rsfComIfsService/callService', body: { json } },
    response: { status: 200, body: { json: answer } },
    delivered: true,
  }
}

function result(
  name: string,
  zh: string,
  en: string,
  verdict: Verdict,
  exchanges: readonly number[],
): CaseResult {
  return {
    name,
    title: { zh, en },
    verdict,
    requirements: ['RULE-003'],
    findings: [],
    looked: { 'field-required': 42, 'settlement-sum': exchanges.length },
    exchanges,
    replay: `liantiao replay run.json '${name}'`,
  }
}

function requirement(id: string, zh: string, en: string, verdict: Verdict) {
  const cases = CASES.filter((row) => row.requirements.includes(id)).map((row) => row.name)
  return { id, title: { zh, en }, verdict, cases }
}

function countsOf(cases: readonly CaseResult[]): Record<Verdict, number> {
  const counts = { error: 0, fail: 0, inconclusive: 0, skip: 0, pass: 0 }
  for (const verdict of VERDICTS) {
    counts[verdict] = cases.filter((row) => row.verdict === verdict).length
  }
  return counts
}

function person(name: string): Record<string, unknown> {
  return { baseinfo: { psn_no: '35020000000000001', psn_name: name, gend: '1', age: 41 } }
}

function lines(count: number): readonly Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    feedetl_sn: String(index + 1),
    det_item_fee_sumamt: 392.07,
    med_chrgitm_type: '09',
    chrgitm_lv: '01',
  }))
}
