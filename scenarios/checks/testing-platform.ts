/**
 * A platform of canned answers for the tests of the checks. It believes everything and refuses
 * almost nothing, so that a planted fault is seen by the checks alone: 60 % fund, 40 % cash.
 */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { fenOf, yuanOf } from '../../core/money.ts'
import { baseOf, kindOf } from './kinds.ts'
import { rowsOf, textOf } from './read.ts'
import type { Row } from './read.ts'

export const PERSON = {
  psn_no: '43010000000000000000001234',
  psn_name: '测试甲',
  psn_cert_type: '01',
  certno: '430105198001010010',
  insuplc_admdvs: '430100',
}

const NOTHING = {
  fulamt_ownpay_amt: 0, overlmt_selfpay: 0, preselfpay_amt: 0, act_pay_dedc: 0, cvlserv_pay: 0,
  hifes_pay: 0, hifmi_pay: 0, hifob_pay: 0, maf_pay: 0, oth_pay: 0, acct_pay: 0,
  hosp_part_amt: 0, acct_mulaid_pay: 0, hifdm_pay: 0, balc: 0,
}

/** The platform's answer to a message: an envelope. */
export type CannedPlatform = (request: RequestEnvelope) => Row

/** A fresh platform. The same message gets the same answer. */
export function cannedPlatform(): CannedPlatform {
  const replies = new Map<string, Row>()
  const settled = new Map<string, { info: Row; msgid: string; live: boolean }>()
  let ids = 0

  function settle(request: RequestEnvelope, keep: boolean): Row {
    const data = rowsOf(request.input['data'] ?? request.input['druginfo'])[0] ?? {}
    const info = setlinfoOf(request, data, `S${(ids += 1)}`)
    if (keep) settled.set(info.setl_id, { info, msgid: request.msgid, live: true })
    return { setlinfo: info, setldetail: detailOf(info), detlcutinfo: [] }
  }

  function refund(request: RequestEnvelope): Row {
    const sent = textOf(rowsOf(request.input['data'])[0]?.['setl_id'])
    const original = settled.get(sent) ?? [...settled.values()].at(-1)
    if (original === undefined) return {}
    original.live = false
    const info = Object.fromEntries(Object.entries(original.info).map(([field, value]) =>
      [field, typeof value === 'number' && value !== 0 && field !== 'age' ? -value : value]))
    const medins_setl_id = request.msgid
    const own = { ...info, setl_id: `S${(ids += 1)}`, pool_prop_selfpay: 0, medins_setl_id }
    return { setlinfo: { ...own, pdn_cash_pay: info['psn_cash_pay'] }, setldetail: detailOf(own) }
  }

  function answer(request: RequestEnvelope): Row {
    const data = rowsOf(request.input['data'])[0] ?? {}
    const kind = kindOf(request.infno)
    if (kind === 'trial' || kind === 'settle') return accept(settle(request, kind === 'settle'))
    if (kind === 'refund') return accept(refund(request))
    if (kind === 'query') {
      const found = [...settled.values()].find((one) => one.live)
      return found === undefined
        ? refuse('结算记录不存在')
        : accept({ setlinfo: found.info, setldetail: detailOf(found.info) })
    }
    if (kind !== 'reversal') return accept(plainOutput(request, data))
    const original = [...settled.values()].find((one) => one.msgid === textOf(data['omsgid']))
    if (original === undefined) return refuse('未找到原交易')
    original.live = false
    return accept(null)
  }

  return (request) => {
    const key = `${request.infno} ${request.msgid}`
    const reply = replies.get(key) ?? answer(request)
    replies.set(key, reply)
    return reply
  }
}

function setlinfoOf(request: RequestEnvelope, data: Row, setlId: string) {
  const feeFen = fenOf(textOf(data['medfee_sumamt']))
  const fundFen = Math.round(feeFen * 0.6)
  const { insuplc_admdvs: place, ...person } = PERSON
  const cash = yuanOf(feeFen - fundFen)
  return {
    ...NOTHING,
    ...person,
    mdtrt_id: textOf(data['mdtrt_id']) || visitId(request),
    setl_id: setlId,
    gend: '1', naty: '01', brdy: '1980-01-01', age: 46.1,
    insutype: textOf(data['insutype']), psn_type: '11', cvlserv_flag: '0',
    setl_time: request.inf_time, begndate: '2026-03-02', enddate: '2026-03-02', year: '2026',
    mdtrt_cert_type: '02', med_type: textOf(data['med_type']) || '21',
    medfee_sumamt: yuanOf(feeFen), inscp_scp_amt: yuanOf(feeFen),
    hifp_pay: yuanOf(fundFen), fund_pay_sumamt: yuanOf(fundFen), pool_prop_selfpay: 0.6,
    psn_part_amt: cash, psn_cash_pay: cash, psn_pay: cash, cash_payamt: cash,
    medins_setl_id: request.msgid, clr_optins: place, clr_way: '1',
    clr_type: baseOf(request.infno) === '2102' ? '41' : '11',
    pay_loc: '4', refd_setl_flag: '0',
    fixmedins_code: request.fixmedins_code, fixmedins_name: request.fixmedins_name,
  }
}

function detailOf(info: Row): Row[] {
  const fund = info['fund_pay_sumamt']
  return [{
    fund_pay_type: '310100', inscp_scp_amt: info['inscp_scp_amt'], crt_payb_lmt_amt: 0,
    fund_payamt: fund, fund_pay_type_name: '', setl_proc_info: '',
  }]
}

function plainOutput(request: RequestEnvelope, data: Row): Row | null {
  const { insuplc_admdvs, ...person } = PERSON
  const mdtrt_id = visitId(request)
  switch (baseOf(request.infno)) {
    case '1101': return {
      baseinfo: { ...person, gend: '1', naty: '01', brdy: '1980-01-01', age: 46.1 },
      insuinfo: [{
        balc: 0, insutype: '310', psn_type: '11', psn_insu_stas: '1', cvlserv_flag: '0',
        insuplc_admdvs,
      }],
      idetinfo: [],
    }
    case '2001': return {
      trtinfo: [{
        psn_no: person.psn_no, trt_chk_type: '01', fund_pay_type: '310100',
        trt_enjymnt_flag: '1', begndate: '2026-01-01', enddate: '', trt_chk_rslt: '',
      }],
    }
    case '2201': {
      const { psn_no, ipt_otp_no } = data
      return { data: { mdtrt_id, psn_no, ipt_otp_no, exp_content: '' } }
    }
    case '2401': return { result: { mdtrt_id, exp_content: '' } }
    case '2204':
    case '2301': return { result: rowsOf(request.input['feedetail']).map(splitOf) }
    case '3201': return {
      stmtinfo: { setl_optins: '520100', stmt_rslt: '0', stmt_rslt_dscr: '平' },
    }
    case '9001': return { signinoutb: { sign_time: request.inf_time, sign_no: 'SIGN1' } }
    case '9002': return { sign_time: { sign_time: request.inf_time } }
    default: return null
  }
}

/** The visit that a message opens. */
function visitId({ msgid }: RequestEnvelope): string {
  return `V${msgid.slice(12)}`
}

function splitOf(line: Row): Row {
  const amount = Number(line['det_item_fee_sumamt'])
  return {
    feedetl_sn: textOf(line['feedetl_sn']), det_item_fee_sumamt: amount,
    cnt: Number(line['cnt']), pric: Number(line['pric']), pric_uplmt_amt: 999_999,
    selfpay_prop: 0, fulamt_ownpay_amt: 0, overlmt_amt: 0, preselfpay_amt: 0,
    inscp_scp_amt: amount, chrgitm_lv: '01', med_chrgitm_type: '09', lmt_used_flag: '0',
  }
}

function accept(output: Row | null): Row {
  return { ...envelope, infcode: 0, err_msg: '', output }
}

function refuse(text: string): Row {
  return { ...envelope, infcode: -1, err_msg: text, output: null }
}

const envelope = {
  inf_refmsgid: '520100202603020900010000000001',
  refmsg_time: '20260302090001000',
  respond_time: '20260302090001000',
}
