/** Making and reading the request envelope. Portable: hospitals in Node and in k6 use it alike. */
import type { RequestEnvelope, Step } from './exchange.ts'

/** The path of the single entry, as the interface's appendix prints it. */
export const CALL_SERVICE_PATH = '/fsi/api/rsfComIfsService/callService'

/** Who sends: one institution with one operator at one desk. */
export interface Sender {
  /** H or P and eleven digits. */
  readonly fixmedins_code: string
  readonly fixmedins_name: string
  /** Place of care (就医地), six digits. */
  readonly mdtrtarea_admvs: string
  readonly opter: string
  readonly opter_name: string
}

/** What an envelope needs beyond the step: who, when, which number, under which sign-in. */
export interface Stamp {
  readonly sender: Sender
  /** yyyy-MM-dd HH:mm:ss, Beijing time. */
  readonly infTime: string
  /** 1 to 9999; unique for this sender within the second. */
  readonly sequence: number
  readonly signNo: string
}

/** `msgid` = institution(12) + yyyyMMddHHmmss(14) + sequence(4). */
function msgidOf(stamp: Stamp): string {
  const digits = stamp.infTime.replace(/[^0-9]/g, '')
  return stamp.sender.fixmedins_code + digits + String(stamp.sequence).padStart(4, '0')
}

/** The complete message for a step. */
export function envelopeOf(step: Step, stamp: Stamp): RequestEnvelope {
  return {
    infno: step.infno,
    msgid: step.resendMsgid ?? msgidOf(stamp),
    mdtrtarea_admvs: stamp.sender.mdtrtarea_admvs,
    insuplc_admdvs: step.insuplc_admdvs,
    recer_sys_code: '99',
    dev_no: '',
    dev_safe_info: '',
    cainfo: '',
    signtype: '',
    infver: '1.0.0',
    opter_type: '1',
    opter: stamp.sender.opter,
    opter_name: stamp.sender.opter_name,
    inf_time: stamp.infTime,
    fixmedins_code: stamp.sender.fixmedins_code,
    fixmedins_name: stamp.sender.fixmedins_name,
    sign_no: stamp.signNo,
    input: step.input,
  }
}
