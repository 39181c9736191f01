/** Right inputs of every transaction of a visit, for tests to send or to spoil. */
import type { InsuredPerson } from '../../contracts/case.ts'
import { lineAmountFen, yuanOf } from '../../core/money.ts'
import { splitLine, sumLines } from '../../core/calculator/split-fees.ts'
import { catalogueItem } from './catalogue.ts'

/** A line by its item, price and quantity. */
export interface TestLine {
  readonly code: string
  readonly pric: string
  readonly cnt: string
}

/** What a visit is about. */
export interface TestVisit {
  readonly person: InsuredPerson
  readonly number: string
  readonly begntime: string
  readonly lines: readonly TestLine[]
  readonly account: '0' | '1'
}

export const DOCTOR = {
  bilg_dept_codg: 'A03.04',
  bilg_dept_name: '心血管内科',
  bilg_dr_codg: 'D520100000001',
  bilg_dr_name: '陈医生',
}

/** What the patient shows, and who he is. */
export function identityOf(person: InsuredPerson) {
  return {
    psn_no: person.psn_no,
    mdtrt_cert_type: '03',
    mdtrt_cert_no: person.card_no,
    card_sn: person.card_sn,
    psn_cert_type: person.psn_cert_type,
    certno: person.certno,
    psn_name: person.psn_name,
  }
}

const DIAGNOSIS = {
  diag_type: '1',
  diag_srt_no: 1,
  diag_code: 'I10.x00',
  diag_name: '高血压',
  diag_dept: '心血管内科',
  dise_dor_no: 'D520100000001',
  dise_dor_name: '陈医生',
}

/** 2201 */
export function registration({ person, number, begntime }: TestVisit) {
  const place = { dept_code: 'A03.04', dept_name: '心血管内科', caty: 'A03.04' }
  const data = { ...identityOf(person), insutype: person.insutype, begntime, ipt_otp_no: number }
  return { data: { ...data, psn_type: person.psn_type, ...place, exp_content: '' } }
}

/** 2203 */
export function description({ person, begntime }: TestVisit, mdtrtId: string, medType = '11') {
  return {
    mdtrtinfo: {
      mdtrt_id: mdtrtId,
      psn_no: person.psn_no,
      med_type: medType,
      begntime,
      dise_codg: medType === '14' ? 'M03900' : 'I10.x00',
      dise_name: '高血压',
      exp_content: '',
    },
    diseinfo: [{ ...DIAGNOSIS, diag_time: begntime, vali_flag: '1' }],
  }
}

/** 2204 and 2301: all lines, numbered from `from`. */
export function upload(visit: TestVisit, mdtrtId: string, from = 1) {
  return {
    feedetail: visit.lines.map((line, at) => ({
      ...feeLine(line, from + at, visit.begntime),
      mdtrt_id: mdtrtId,
      psn_no: visit.person.psn_no,
      chrg_bchno: visit.number,
      med_type: '21',
      hosp_appr_flag: '0',
      ...DOCTOR,
    })),
  }
}

/** 2206, 2207, 2303, 2304: with the four sums as the settling ones want them. */
export function claim(visit: TestVisit, mdtrtId: string, inpatient = false) {
  const { person } = visit
  const sums = sumsOf(visit.lines)
  return {
    data: {
      ...identityOf(person),
      psn_type: person.psn_type,
      medfee_sumamt: yuanOf(sums.feeFen),
      psn_setlway: '01',
      mdtrt_id: mdtrtId,
      acct_used_flag: visit.account,
      insutype: person.insutype,
      fulamt_ownpay_amt: yuanOf(sums.ownFen),
      overlmt_selfpay: yuanOf(sums.overLimitFen),
      preselfpay_amt: yuanOf(sums.payFirstFen),
      inscp_scp_amt: yuanOf(sums.inScopeFen),
      ...(inpatient ? { mid_setl_flag: '0' } : { med_type: '11', chrg_bchno: visit.number }),
    },
  }
}

/** 2401 */
export function admission({ person, number, begntime }: TestVisit) {
  return {
    mdtrtinfo: {
      ...identityOf(person),
      insutype: person.insutype,
      begntime,
      med_type: '21',
      ipt_no: number,
      atddr_no: 'D520100000001',
      chfpdr_name: '陈医生',
      adm_diag_dscr: '高血压',
      adm_dept_codg: 'A03.04',
      adm_dept_name: '心血管内科',
      adm_bed: '1-01',
      dscg_maindiag_code: 'I10.x00',
      dscg_maindiag_name: '高血压',
      exp_content: '',
      insuplc_admdvs: person.insuplc_admdvs,
      mdtrtarea_admvs: '520100',
    },
    diseinfo: [
      { psn_no: person.psn_no, ...DIAGNOSIS, maindiag_flag: '1', diag_time: begntime },
    ],
  }
}

/** 2403: the admission said again; its number has another name here. */
export function change(visit: TestVisit, mdtrtId: string) {
  const { mdtrtinfo, diseinfo } = admission(visit)
  return {
    adminfo: { ...mdtrtinfo, mdtrt_id: mdtrtId, ipt_otp_no: visit.number },
    diseinfo: diseinfo.map((row) => ({ mdtrt_id: mdtrtId, ...row })),
  }
}

/** 2402 */
export function departure({ person, begntime }: TestVisit, mdtrtId: string) {
  return {
    dscginfo: {
      mdtrt_id: mdtrtId,
      psn_no: person.psn_no,
      insutype: person.insutype,
      endtime: begntime,
      dscg_dept_codg: 'A03.04',
      dscg_dept_name: '心血管内科',
      dscg_way: '1',
    },
    diseinfo: admission({ person, number: '', begntime, lines: [], account: '0' }).diseinfo.map(
      (row) => ({ mdtrt_id: mdtrtId, ...row }),
    ),
  }
}

/** 2102 */
export function sale(visit: TestVisit) {
  const { person, begntime } = visit
  return {
    druginfo: {
      ...identityOf(person),
      psn_type: person.psn_type,
      begntime,
      medfee_sumamt: yuanOf(sumsOf(visit.lines).feeFen),
      insutype: person.insutype,
      acct_used_flag: visit.account,
      med_type: '41',
    },
    drugdetail: visit.lines.map((line, at) => ({
      ...feeLine(line, 1 + at, begntime),
      rx_circ_flag: '0',
      bilg_dr_codg: DOCTOR.bilg_dr_codg,
      bilg_dr_name: DOCTOR.bilg_dr_name,
    })),
  }
}

function sumsOf(lines: readonly TestLine[]) {
  return sumLines(
    lines.flatMap(({ code, pric, cnt }) => {
      const item = catalogueItem(code)
      return item === undefined ? [] : [splitLine(item, pric, cnt)]
    }),
  )
}

function feeLine({ code, pric, cnt }: TestLine, serial: number, time: string) {
  return {
    feedetl_sn: serial,
    rx_circ_flag: '0',
    fee_ocur_time: time,
    med_list_codg: code,
    medins_list_codg: `HIS-${code}`,
    det_item_fee_sumamt: yuanOf(lineAmountFen(pric, cnt)),
    cnt: Number(cnt),
    pric: Number(pric),
  }
}
