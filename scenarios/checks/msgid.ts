/** Message ids: made of institution, time and sequence, and never used for two messages. */
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { isRecord, textOf } from './read.ts'
import type { Row } from './read.ts'

const ID = 'msgid'

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-MSGID', 'RULE-152'],
  scope: 'case',
  judge(view) {
    const numbered = view.heard.filter((one) => one.envelope !== null && one.msgid !== '')
    const findings = numbered.flatMap((one) => judgeOne(one, view))
    return { looked: numbered.length, findings }
  },
}

function judgeOne(heard: Heard, { run }: CaseView): Finding[] {
  const [before] = run.index.byMsgid.get(heard.msgid) ?? []
  if (before === undefined || before.n >= heard.n) return judgeParts(heard)
  // A lost message may be sent again as it was; sending time and sign-in may be renewed.
  if (contentOf(before) === contentOf(heard)) return []
  return [finding(ID, { heard, pointer: '/msgid' }, {
    requirement: 'RULE-152',
    expected: `≠ ${heard.msgid}`,
    actual: heard.msgid,
    zh: `报文ID ${heard.msgid} 已用于第 ${before.n} 条报文 (${before.infno}), 内容不同: 每条新报文须用新的顺序号`,
    en: `msgid ${heard.msgid} was used by exchange ${before.n} (${before.infno}) for other content`,
  })]
}

function judgeParts(heard: Heard): Finding[] {
  const { msgid, envelope } = heard
  // A wrong length and a nameless institution are breaches of the contract, and told there.
  if (msgid.length !== 30 || heard.institution === '') return []
  const time = textOf(envelope?.['inf_time']).replaceAll(/\D/g, '')
  const expected = `${heard.institution}${time}nnnn`
  if (msgid.startsWith(heard.institution + time) && /^\w{4}$/.test(msgid.slice(26))) return []
  return [finding(ID, { heard, pointer: '/msgid' }, {
    requirement: 'IF-MSGID',
    expected,
    actual: msgid,
    zh: `报文ID应由机构编号12位、交易时间14位、顺序号4位组成: 应为 ${expected}, 实为 ${msgid}`,
    en: `msgid must be institution, inf_time and sequence: ${expected}, not ${msgid}`,
  })]
}

/** What makes two messages the same, whatever the order of their fields. */
function contentOf({ envelope }: Heard): string {
  const { infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input } = envelope ?? {}
  return JSON.stringify(
    [infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input],
    (_, value: unknown) => (isRecord(value) ? sorted(value) : value),
  )
}

function sorted(row: Row): Row {
  return Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))
}
