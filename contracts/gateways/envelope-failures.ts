/** Refusals of the schemes that sign inside the envelope: infcode -1 and a message. */
import type { FailureReason, GatewayFailure } from './scheme.ts'

const MESSAGES: Readonly<Record<FailureReason, string>> = {
  malformed: '报文格式不正确',
  undecipherable: '报文解密失败',
  'missing-headers': '缺少数字签名信息(cainfo)',
  'bad-signature': '签名验证失败',
  'bad-timestamp': '时间戳不正确',
  stale: '签名时间戳超时',
  'unknown-user': '非法用户',
  replayed: '重复的请求',
}

/**
 * The shape is the platform's for every rejection. No source shows the words for a wrong
 * signature, so they are ours and marked so.
 */
export function envelopeFailures(reasons: readonly FailureReason[]): readonly GatewayFailure[] {
  return reasons.map((reason) => ({
    reason,
    status: 200,
    body: {
      infcode: -1,
      inf_refmsgid: null,
      refmsg_time: null,
      respond_time: null,
      err_msg: MESSAGES[reason],
      output: null,
    },
    sourced: false,
  }))
}
