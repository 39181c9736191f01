/** A platform of fixed answers for the defects' tests: it accepts everything and remembers it. */
import { NoAnswer } from '../../../contracts/exchange.ts'
import type { Handler, RequestEnvelope } from '../../../contracts/exchange.ts'
import { fenOf, yuanOf } from '../../../core/money.ts'
import type { Row } from '../rewrite.ts'

export interface CannedPlatform {
  readonly handler: Handler
  /** What arrived, text or bytes, in order. */
  readonly bodies: (string | Uint8Array)[]
}

/** The first message of `lost` gets no answer; every other message is accepted. */
export function cannedPlatform(lost = ''): CannedPlatform {
  const bodies: (string | Uint8Array)[] = []
  let losing = lost
  return {
    bodies,
    handler: async ({ body }) => {
      bodies.push(body)
      const envelope = messageOf(body)
      if (envelope.infno === losing) {
        losing = ''
        throw new NoAnswer('planted')
      }
      const output = answer(envelope, bodies.length)
      const response = {
        infcode: 0, inf_refmsgid: '', refmsg_time: '', respond_time: '', err_msg: '', output,
      }
      return { status: 200, headers: {}, body: JSON.stringify(response) }
    },
  }
}

/** The message in a body, whether or not it left in GBK. */
export function messageOf(body: string | Uint8Array): RequestEnvelope {
  const text = typeof body === 'string' ? body : new TextDecoder('gbk').decode(body)
  return JSON.parse(text) as RequestEnvelope
}

function answer({ infno, input }: RequestEnvelope, serial: number): Row | null {
  const data = (input['data'] ?? input['druginfo'] ?? {}) as Readonly<Record<string, string>>
  switch (infno) {
    case '9001':
      return { signinoutb: { sign_no: '520100202603020001' } }
    case '1101':
      return person(data)
    case '2201':
      return { data: { mdtrt_id: `visit-${serial}` } }
    case '2401':
      return { result: { mdtrt_id: `visit-${serial}` } }
    case '2206':
    case '2207':
    case '2303':
    case '2304':
    case '2102':
      return settled(data, `settlement-${serial}`)
    case '2208':
    case '2305':
    case '2103':
      return { setlinfo: amounts(-1000, `refund-${serial}`) }
    case '3201':
      return { stmtinfo: { stmt_rslt: '0', stmt_rslt_dscr: '' } }
    default:
      return null
  }
}

function person({ psn_cert_type, certno, psn_name }: Readonly<Record<string, string>>): Row {
  const record = { psn_insu_stas: '1', insutype: '310', psn_type: '11', insuplc_admdvs: '430100' }
  return {
    baseinfo: { psn_no: `4301${certno}`, psn_name, psn_cert_type, certno },
    insuinfo: [record],
  }
}

/** Half is paid by the fund, 3.00 yuan by the account. */
function settled(data: Readonly<Record<string, string>>, setlId: string): Row {
  const feeFen = fenOf(data['medfee_sumamt'] ?? 0)
  const setlinfo = amounts(feeFen, setlId)
  return {
    setlinfo,
    setldetail: [
      { fund_pay_type: '310100', fund_payamt: setlinfo.fund_pay_sumamt },
      { fund_pay_type: '310201', fund_payamt: setlinfo.acct_pay },
    ],
  }
}

function amounts(feeFen: number, setlId: string) {
  const fundFen = Math.trunc(feeFen / 2)
  return {
    setl_id: setlId,
    mdtrt_id: 'visit',
    psn_no: 'person',
    insutype: '310',
    clr_type: '11',
    medfee_sumamt: yuanOf(feeFen),
    fund_pay_sumamt: yuanOf(fundFen),
    acct_pay: 3,
    psn_cash_pay: yuanOf(feeFen - fundFen - 300),
    pdn_cash_pay: yuanOf(feeFen - fundFen - 300),
    fulamt_ownpay_amt: 0,
    overlmt_selfpay: 0,
    preselfpay_amt: 10,
    inscp_scp_amt: yuanOf(feeFen - 1000),
  }
}
