/** Defects of the envelope, its message id, and the encoding of the body. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { gbkBytes } from './gbk.ts'
import type { Defect } from './plant.ts'
import { inRowsOf, renamed } from './rewrite.ts'

const MSGID_PREFIX_LENGTH = 26

export const ENVELOPE_DEFECTS: readonly Defect[] = [
  {
    id: 'blank-insuplc',
    title: {
      zh: '人员信息获取之后, 报文头参保地区划仍为空(未从参保记录带出)',
      en: 'The insured place stays blank after 1101: it is not taken from the insurance record',
    },
    party: 'hospital',
    requirement: 'RULE-006',
    plant: { message: insuredPlace(() => '') },
  },
  {
    id: 'own-area-insuplc',
    title: {
      zh: '异地患者的参保地区划写成医院所在地(取自系统默认配置)',
      en: "The insured place is the hospital's own area: it comes from the configuration",
    },
    party: 'hospital',
    requirement: 'RULE-006',
    plant: { message: insuredPlace((envelope) => envelope.mdtrtarea_admvs) },
  },
  {
    id: 'wrong-envelope-name',
    title: {
      zh: '报文头机构编号写成 medins_code(沿用旧接口的字段名)',
      en: 'The envelope says medins_code for fixmedins_code: a name of an older interface',
    },
    party: 'hospital',
    requirement: 'IF-NAMES',
    plant: { message: (envelope) => renamed({ ...envelope }, 'fixmedins_code', 'medins_code') },
  },
  {
    id: 'short-msgid',
    title: {
      zh: '报文ID顺序号只有3位(少补一个零)',
      en: 'The message id ends in three digits: the sequence lacks a leading zero',
    },
    party: 'hospital',
    requirement: 'IF-MSGID',
    plant: {
      message: renumbered((msgid) =>
        msgid.slice(0, MSGID_PREFIX_LENGTH) + msgid.slice(MSGID_PREFIX_LENGTH + 1),
      ),
    },
  },
  {
    id: 'reused-msgid',
    title: {
      zh: '不同报文用了同一报文ID(时间只到分, 顺序号在1至5之间循环)',
      en: 'Different messages share an id: its time ends at the minute and its tail runs 1 to 5',
    },
    party: 'hospital',
    requirement: 'RULE-152',
    plant: { message: renumbered(coarse) },
  },
  {
    id: 'new-omsgid',
    title: {
      zh: '冲正时重新生成原报文ID(原报文ID未保存)',
      en: 'The reversal invents the original message id: the original was not stored',
    },
    party: 'hospital',
    requirement: 'IF-OMSGID',
    plant: {
      message: (envelope) =>
        inRowsOf(['2601'], (row) => ({ ...row, omsgid: nextAfter(envelope.msgid) }))(envelope),
    },
  },
  {
    id: 'gbk-body',
    title: {
      zh: '报文按 GBK 编码发送(系统默认字符集), 汉字成乱码',
      en: 'The body leaves in GBK, the default charset of the system, and Chinese is garbled',
    },
    party: 'hospital',
    requirement: 'IF-UTF8',
    plant: { wire: gbkBytes },
  },
]

/** Changes the insured place wherever the sound hospital names one: everywhere after 1101. */
function insuredPlace(change: (envelope: RequestEnvelope) => string) {
  return (envelope: RequestEnvelope): RequestEnvelope =>
    envelope.insuplc_admdvs === ''
      ? envelope
      : { ...envelope, insuplc_admdvs: change(envelope) }
}

/** Numbers messages differently, and a reversal still refers to the number that was sent. */
function renumbered(change: (msgid: string) => string) {
  return (envelope: RequestEnvelope): RequestEnvelope => ({
    ...inRowsOf(['2601'], (row) => ({ ...row, omsgid: change(String(row['omsgid'])) }))(envelope),
    msgid: change(envelope.msgid),
  })
}

function coarse(msgid: string): string {
  const tail = (Number(msgid.slice(MSGID_PREFIX_LENGTH)) % 5) + 1
  return `${msgid.slice(0, MSGID_PREFIX_LENGTH - 2)}00${String(tail).padStart(4, '0')}`
}

/** The id that a generator gives when it is asked once more within the second. */
function nextAfter(msgid: string): string {
  const tail = (Number(msgid.slice(MSGID_PREFIX_LENGTH)) % 9999) + 1
  return msgid.slice(0, MSGID_PREFIX_LENGTH) + String(tail).padStart(4, '0')
}
