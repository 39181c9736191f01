/** Brings a country to where a transaction is in order, and makes the right message for it. */
import { contractsOf } from '../../contracts/build/contract.ts'
import { sampleOf } from '../../contracts/build/sample.ts'
import type { RequestEnvelope, ResponseEnvelope } from '../../contracts/exchange.ts'
import type { Bench } from './testing.ts'
import { PEOPLE } from './testing.ts'
import { AUDIT_STATES } from './testing-audit.ts'
import {
  admission,
  change,
  claim,
  departure,
  description,
  identityOf,
  registration,
  sale,
  upload,
} from './testing-visits.ts'
import type { TestVisit } from './testing-visits.ts'

/** A step on the way was refused, so the message would prove nothing. */
export class NotThere extends Error {
  override readonly name = 'NotThere'
}

export const VISIT: TestVisit = {
  person: PEOPLE[0],
  number: 'V1',
  begntime: '2026-03-02 09:00:00',
  lines: [
    { code: 'S2102000110001', pric: '333.33', cnt: '1' },
    { code: 'C0101010060001', pric: '3680.00', cnt: '1' },
    { code: 'S1101000130001', pric: '20.00', cnt: '1' },
  ],
  account: '1',
}

/** Sends a message that must be accepted, and returns what a test needs of the answer. */
export async function must(bench: Bench, message: RequestEnvelope): Promise<ResponseEnvelope> {
  const answer = await bench.send(message)
  if (answer === undefined || Number(answer.infcode) !== 0) {
    throw new NotThere(`${message.infno}: ${answer?.err_msg ?? 'no answer'}`)
  }
  return answer
}

interface Ids {
  readonly mdtrt_id: string
  readonly setl_id: string
  readonly msgid: string
}

type Maker = (ids: Ids) => object

const person = VISIT.person
const subject = ({ mdtrt_id }: Ids) => ({ mdtrt_id, psn_no: person.psn_no })

/** The transactions of a visit in their order, each with the input that is right at its turn. */
const OUTPATIENT: Readonly<Record<string, Maker>> = {
  '2201': () => registration(VISIT),
  '2203': (ids) => description(VISIT, ids.mdtrt_id),
  '2204': (ids) => upload(VISIT, ids.mdtrt_id),
  '2206': (ids) => claim(VISIT, ids.mdtrt_id),
  '2207': (ids) => claim(VISIT, ids.mdtrt_id),
  '2208': (ids) => ({ data: { ...subject(ids), setl_id: ids.setl_id } }),
}
const INPATIENT: Readonly<Record<string, Maker>> = {
  '2401': () => admission(VISIT),
  '2301': (ids) => upload(VISIT, ids.mdtrt_id),
  '2402': (ids) => departure(VISIT, ids.mdtrt_id),
  '2303': (ids) => claim(VISIT, ids.mdtrt_id, true),
  '2304': (ids) => claim(VISIT, ids.mdtrt_id, true),
  '2305': (ids) => ({ data: { ...subject(ids), setl_id: ids.setl_id } }),
}
const PHARMACY: Readonly<Record<string, Maker>> = {
  '2102': () => sale(VISIT),
  '2103': (ids) => ({ data: { ...subject(ids), setl_id: ids.setl_id } }),
}
const ROUTES = [OUTPATIENT, INPATIENT, PHARMACY]

/** Transactions that stand beside a visit: after which step, and with which input. */
const BESIDE: Readonly<Record<string, readonly [after: string, make: Maker]>> = {
  ...AUDIT_STATES,
  '1101': ['', () => ({ data: { ...identityOf(person), begntime: '' } })],
  '2001': ['', () => ({ data: entitlement() })],
  '2202': ['2201', (ids) => ({ data: { ...subject(ids), ipt_otp_no: VISIT.number } })],
  '2203A': ['2201', (ids) => description(VISIT, ids.mdtrt_id)],
  '2205': ['2204', (ids) => ({ data: { ...subject(ids), chrg_bchno: VISIT.number } })],
  '2302': ['2301', (ids) => ({ data: [{ ...subject(ids), feedetl_sn: '1' }] })],
  '2403': ['2401', (ids) => change(VISIT, ids.mdtrt_id)],
  '2404': ['2401', (ids) => ({ data: subject(ids) })],
  '2405': ['2402', (ids) => ({ data: subject(ids) })],
  '2406': ['2401', (ids) => ({ data: mark(ids) })],
  '2501': ['', () => ({ refmedin: referral() })],
  '2503': ['', () => ({ data: chronic() })],
  '2601': ['2207', (ids) => ({ data: reversal(ids.msgid, '2207') })],
  '3201': ['2207', () => ({ data: totals() })],
  '5203': ['2207', (ids) => ({ data: { ...subject(ids), setl_id: ids.setl_id } })],
  '5202': ['2203', (ids) => ({ data: subject(ids) })],
  '5204': ['2207', (ids) => ({ data: { ...subject(ids), setl_id: ids.setl_id } })],
  '5206': ['', () => ({ data: { psn_no: person.psn_no, cum_ym: '202603' } })],
  '5301': ['', () => ({ data: { psn_no: person.psn_no } })],
  '9001': ['', () => ({ signIn: { opter_no: 'OP001', mac: '02-00', ip: '127.0.0.1' } })],
}

/** Performs what comes before `infno` and returns the right message. @throws NotThere */
export async function prepare(bench: Bench, infno: string): Promise<RequestEnvelope> {
  if (infno === '9002') {
    const [, signIn] = BESIDE['9001'] ?? []
    const input = signIn?.({ mdtrt_id: '', setl_id: '', msgid: '' }) ?? {}
    const answer = await must(bench, bench.message('9001', null, input))
    const { sign_no } = (answer.output as { signinoutb: { sign_no: string } }).signinoutb
    return bench.message('9002', null, { signOut: { sign_no, opter_no: 'OP001' } })
  }
  const [after, make] = BESIDE[infno] ?? [before(infno), undefined]
  const ids = await walk(bench, after)
  const maker =
    make ?? ROUTES.map((route) => route[infno]).find((one) => one !== undefined) ?? sampled(infno)
  const owner = ['3201', '9001'].includes(infno) ? null : person
  return bench.message(infno, owner, maker(ids))
}

/** Right by its contract, which is all that is asked of a message nobody has written down here. */
function sampled(infno: string): Maker {
  const [contract] = contractsOf([infno])
  if (contract === undefined) throw new NotThere(`no right message of ${infno} is known`)
  const { input } = sampleOf(contract, 'request') as { input: object }
  return () => input
}

function before(infno: string): string {
  const route = ROUTES.find((one) => infno in one) ?? {}
  const steps = Object.keys(route).toSorted((a, b) => order(route, a) - order(route, b))
  return steps[steps.indexOf(infno) - 1] ?? ''
}

/** Keys that look like numbers come in numeric order, which is not the order of a stay. */
function order(route: Readonly<Record<string, Maker>>, infno: string): number {
  if (route !== INPATIENT) return Number(infno)
  return ['2401', '2301', '2402', '2303', '2304', '2305'].indexOf(infno)
}

async function walk(bench: Bench, last: string): Promise<Ids> {
  let ids = { mdtrt_id: '', setl_id: '', msgid: '' }
  if (last === '') return ids
  const previous = before(last)
  ids = await walk(bench, previous)
  const maker = ROUTES.map((route) => route[last]).find((one) => one !== undefined)
  const message = bench.message(last, person, maker?.(ids) ?? {})
  const { output } = await must(bench, message)
  const { data, result, setlinfo } = (output ?? {}) as {
    data?: { mdtrt_id?: string }
    result?: { mdtrt_id?: string }
    setlinfo?: { mdtrt_id: string; setl_id: string }
  }
  return {
    mdtrt_id: setlinfo?.mdtrt_id ?? data?.mdtrt_id ?? result?.mdtrt_id ?? ids.mdtrt_id,
    setl_id: setlinfo?.setl_id ?? ids.setl_id,
    msgid: setlinfo === undefined ? ids.msgid : message.msgid,
  }
}

function entitlement() {
  const { psn_no, insutype } = person
  const { begntime } = VISIT
  return { psn_no, insutype, fixmedins_code: 'H52010000001', med_type: '11', begntime }
}

function mark({ mdtrt_id }: Ids) {
  const { psn_no, psn_cert_type, certno, psn_name } = person
  const number = { ipt_otp_no: VISIT.number, ipt_psn_sp_flag_type: '01', ipt_psn_sp_flag: '1' }
  return { mdtrt_id, psn_no, psn_cert_type, certno, psn_name, ...number }
}

function reversal(omsgid: string, oinfno: string) {
  return { psn_no: person.psn_no, omsgid, oinfno }
}

function totals() {
  return {
    insutype: '310',
    clr_type: '11',
    setl_optins: '520100',
    stmt_begndate: '2026-03-02',
    stmt_enddate: '2026-03-02',
    medfee_sumamt: 0,
    fund_pay_sumamt: 0,
    acct_pay: 0,
    fixmedins_setl_cnt: 0,
  }
}

function referral() {
  return {
    psn_no: person.psn_no,
    diag_code: 'I10.x00',
    diag_name: '高血压',
    reflin_medins_no: 'H52010000001',
    reflin_medins_name: '联调示例医院',
    mdtrtarea_admdvs: '520100',
    refl_type: '1',
    refl_date: '2026-03-02',
    refl_rea: '病情需要',
    refl_opnn: '同意',
    begndate: '2026-03-02',
    enddate: '2026-09-01',
  }
}

function chronic() {
  return {
    psn_no: person.psn_no,
    insutype: person.insutype,
    opsp_dise_code: 'M03900',
    opsp_dise_name: '高血压',
    insu_optins: person.insuplc_admdvs,
    ide_fixmedins_no: 'H52010000001',
    ide_fixmedins_name: '联调示例医院',
    hosp_ide_date: '2026-03-02',
    diag_dr_codg: 'D520100000001',
    diag_dr_name: '陈医生',
    begndate: '2026-03-02',
  }
}
