/** Who is at the desk: a valid voucher, and the same name as the insured place has. */
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { baseOf } from './kinds.ts'
import { rowsOf, textOf } from './read.ts'

const ID = 'identity'

export const check: CaseCheck = {
  id: ID,
  requirements: ['RULE-055', 'RULE-056'],
  scope: 'case',
  judge(view) {
    const asked = view.heard.filter((one) => one.infno === '1101')
    const entered = view.heard.filter((one) => ['2201', '2401', '2102'].includes(baseOf(one.infno)))
    const wrongName = entered.flatMap((one) => judgeName(one, view))
    return {
      looked: asked.length,
      findings: [...asked.flatMap(judgeVoucher), ...wrongName],
      // With the right person at the desk nothing shows whether the wrong one would be stopped.
      proved: ['RULE-055', ...(wrongName.length > 0 ? ['RULE-056'] : [])],
    }
  },
}

function judgeVoucher(heard: Heard): Finding[] {
  return heard.node('data').flatMap((row) => {
    const missing = textOf(row['mdtrt_cert_type']) === '03' && textOf(row['card_sn']) === ''
    if (!missing) return []
    return [finding(ID, { heard, pointer: '/input/data/card_sn' }, {
      requirement: 'RULE-055',
      expected: 'card_sn',
      actual: '-',
      zh: '凭证类型为 03 (社会保障卡) 时须上传卡识别码 card_sn',
      en: 'A social-security card (03) needs its recognition code in card_sn',
    })]
  })
}

/** A person whose name is another one's is not registered. */
function judgeName(heard: Heard, { heard: all, case: { sheet } }: CaseView): Finding[] {
  const answer = all.findLast((one) => one.infno === '1101' && one.accepted && one.n < heard.n)
  const registered = textOf(rowsOf(answer?.output['baseinfo'])[0]?.['psn_name'])
  const shownName = sheet.person?.psn_name ?? ''
  if (registered === '' || shownName === '' || registered === shownName) return []
  return [finding(ID, { heard }, {
    requirement: 'RULE-056',
    expected: registered,
    actual: shownName,
    zh: `人证不符: 1101 返回姓名 ${registered}, 就诊人为 ${shownName}, 应停止登记`,
    en: `1101 answered the name ${registered} for ${shownName}: the registration must stop`,
  })]
}
