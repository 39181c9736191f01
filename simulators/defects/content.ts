/** Defects of what a message says: names, numbers, codes and rows of its input. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Defect } from './plant.ts'
import { eachRow, inRowsOf, renamed } from './rewrite.ts'
import type { Row } from './rewrite.ts'

const FOUR_SUMS = ['fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt', 'inscp_scp_amt']
const UPLOADS = ['2204', '2301', '2102']

export const CONTENT_DEFECTS: readonly Defect[] = [
  {
    id: 'camel-extension',
    title: {
      zh: '字段扩展写成驼峰 expContent(照抄其他省份的样例)',
      en: 'The extension is spelt expContent, as examples of other provinces have it',
    },
    party: 'hospital',
    requirement: 'IF-NAMES',
    plant: {
      message: (envelope) => ({
        ...envelope,
        input: eachRow(envelope.input, (row) => renamed(row, 'exp_content', 'expContent')),
      }),
    },
  },
  {
    id: 'missing-data-node',
    title: {
      zh: '待遇检查的输入缺少 data 节点, 字段直接放在 input 下',
      en: 'The entitlement check lacks its data node: the fields stand directly in input',
    },
    party: 'hospital',
    requirement: 'IF-INPUT',
    plant: { message: withoutDataNode },
  },
  {
    id: 'empty-number',
    title: {
      zh: '结算时为零的金额传空串(空数值未转为 "0")',
      en: 'Sums of zero are sent as empty text with the settlement instead of 0',
    },
    party: 'hospital',
    requirement: 'IF-NUMERIC',
    plant: {
      message: inRowsOf(['2207', '2304'], (row) =>
        fourSums(row, (amount) => (Number(amount) === 0 ? '' : amount)),
      ),
    },
  },
  {
    id: 'zero-sums',
    title: {
      zh: '出院结算的四项金额写死为 0.00(未取预结算返回值)',
      en: 'The four sums of 2304 are hard-coded 0.00 and not taken from the pre-settlement',
    },
    party: 'hospital',
    requirement: 'IF-ECHO',
    plant: { message: inRowsOf(['2304'], (row) => fourSums(row, () => 0)) },
  },
  {
    id: 'letters-in-serial',
    title: {
      zh: '明细流水号带字母前缀 F(直接用院内处方号)',
      en: "The line serial begins with the letter F: it is the hospital's own order number",
    },
    party: 'hospital',
    requirement: 'RULE-077',
    plant: {
      message: inRowsOf(UPLOADS, (row) =>
        'feedetl_sn' in row ? { ...row, feedetl_sn: `F${String(row['feedetl_sn'])}` } : row,
      ),
    },
  },
  {
    id: 'lines-do-not-sum',
    title: {
      zh: '两条以上明细时漏传最后一条, 总额仍按全部计算(循环少一次)',
      en: 'Of several lines the last is not uploaded but counted: the loop ends one too early',
    },
    party: 'hospital',
    requirement: 'RULE-075',
    plant: { message: withoutLastLine },
  },
  {
    id: 'two-main-diagnoses',
    title: {
      zh: '住院诊断出现两个主诊断(入院诊断保存了两次)',
      en: 'A stay has two main diagnoses: the diagnosis was saved twice',
    },
    party: 'hospital',
    requirement: 'IF-MAINDIAG',
    plant: { message: withSecondMainDiagnosis },
  },
  {
    id: 'no-emergency-mark',
    title: {
      zh: '急诊就诊不传急诊转诊标志 OTP_ER_REFL_FLAG(界面无此选项)',
      en: 'An emergency visit comes without OTP_ER_REFL_FLAG: the desk has no such choice',
    },
    party: 'hospital',
    requirement: 'RULE-049',
    plant: {
      message: inRowsOf(['2203', '2206', '2207'], (row) =>
        row['med_type'] === '13' ? withoutMark(row, 'OTP_ER_REFL_FLAG') : row,
      ),
    },
  },
  {
    id: 'no-inpatient-mark',
    title: {
      zh: '住院不传就诊类型标识 IPT_TYPE(急诊抢救和转院无法区分)',
      en: 'A stay comes without IPT_TYPE, so that emergency and transfer cannot be told',
    },
    party: 'hospital',
    requirement: 'RULE-048',
    plant: {
      message: inRowsOf(['2401', '2303', '2304'], (row) => withoutMark(row, 'IPT_TYPE')),
    },
  },
  {
    id: 'no-chronic-code',
    title: {
      zh: '门诊慢特病就诊的病种编码为空(只存了病种名称的院内编码)',
      en: "A chronic visit has no disease code: only the hospital's own code was kept",
    },
    party: 'hospital',
    requirement: 'RULE-132',
    plant: {
      message: inRowsOf(['2203'], (row) =>
        row['med_type'] === '14' ? { ...row, dise_codg: '' } : row,
      ),
    },
  },
  {
    id: 'no-card-sn',
    title: {
      zh: '社保卡就诊不传卡识别码(读卡时未取)',
      en: 'A visit by social-security card lacks the recognition code: the reader dropped it',
    },
    party: 'hospital',
    requirement: 'RULE-055',
    plant: {
      message: (envelope) => ({
        ...envelope,
        input: eachRow(envelope.input, (row) =>
          row['mdtrt_cert_type'] === '03' ? { ...row, card_sn: '' } : row,
        ),
      }),
    },
  },
]

function withoutDataNode(envelope: RequestEnvelope): RequestEnvelope {
  if (envelope.infno !== '2001') return envelope
  return { ...envelope, input: envelope.input['data'] as Row }
}

function fourSums(row: Row, change: (amount: unknown) => unknown): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      FOUR_SUMS.includes(name) ? change(value) : value,
    ]),
  )
}

function withoutLastLine(envelope: RequestEnvelope): RequestEnvelope {
  if (!UPLOADS.includes(envelope.infno)) return envelope
  const node = envelope.infno === '2102' ? 'drugdetail' : 'feedetail'
  const lines = envelope.input[node] as readonly Row[]
  if (lines.length < 2) return envelope
  return { ...envelope, input: { ...envelope.input, [node]: lines.slice(0, -1) } }
}

function withSecondMainDiagnosis(envelope: RequestEnvelope): RequestEnvelope {
  if (envelope.infno !== '2401' && envelope.infno !== '2402') return envelope
  const rows = envelope.input['diseinfo'] as readonly Row[]
  const second = rows.find((row) => row['maindiag_flag'] === '1')
  if (second === undefined) return envelope
  const diseinfo = [...rows, { ...second, diag_srt_no: rows.length + 1 }]
  return { ...envelope, input: { ...envelope.input, diseinfo } }
}

/** The row whose extension lacks one key; an extension that says nothing more is ''. */
function withoutMark(row: Row, key: string): Row {
  const text = row['exp_content']
  if (typeof text !== 'string' || !text.includes(`"${key}"`)) return row
  const { [key]: _mark, ...rest } = JSON.parse(text) as Row
  const left = Object.keys(rest).length === 0 ? '' : JSON.stringify(rest)
  return { ...row, exp_content: left }
}
