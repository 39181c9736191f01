/** Fee lines: serials, price times quantity, and totals that are the sum of the lines. */
import { mixedBatches } from '../../contracts/protocol/batches.ts'
import type { Finding } from '../../contracts/run-record.ts'
import { formatFen, yuanOf } from '../../core/money.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { E8 } from '../identities/lines.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { amountFen, textOf } from './read.ts'
import type { Row } from './read.ts'
import { momentsOf, sentLines } from './visit-fees.ts'
import type { Moment } from './visit-fees.ts'

const ID = 'lines'

export const check: CaseCheck = {
  id: ID,
  requirements: ['RULE-074', 'RULE-075', 'RULE-077', 'IF-BATCH-WHOLE'],
  scope: 'case',
  judge(view) {
    const sent = view.heard.flatMap((heard) =>
      sentLines(heard).map((line) => ({ ...line, heard })))
    const totals = totalsOf(view)
    const uploads = view.heard.filter((one) => one.infno === '2204')
    return {
      looked: sent.length + totals.length,
      findings: [
        ...sent.flatMap(({ heard, row, pointer }) => judgeLine(heard, row, pointer)),
        ...judgeSerials(view.heard),
        ...uploads.flatMap(judgeBatches),
        ...totals.flatMap(judgeTotal),
      ],
      proved: [
        ...(sent.length > 0 ? ['RULE-074', 'RULE-077'] : []),
        ...(totals.length > 0 ? ['RULE-075'] : []),
        ...(uploads.length > 0 ? ['IF-BATCH-WHOLE'] : []),
      ],
    }
  },
}

function judgeBatches(heard: Heard): Finding[] {
  return mixedBatches(heard.node('feedetail')).map(({ batch, diseases }) =>
    finding(ID, { heard, pointer: '/input/feedetail' }, {
      requirement: 'IF-BATCH-WHOLE',
      expected: '1',
      actual: diseases.join(', '),
      zh: `同一收费批次 ${batch} 出现多个病种编码 ${diseases.join('、')}: 请按病种分批上传`,
      en: `Batch ${batch} names several diseases (${diseases.join(', ')}): one batch, one disease`,
    }))
}

function judgeLine(heard: Heard, row: Row, pointer: string): Finding[] {
  const serial = textOf(row['feedetl_sn'])
  const found: Finding[] = []
  // How many digits it may have is the field's length, which the edition says (check contract).
  if (!/^\d+$/.test(serial) || /^0+$/.test(serial)) {
    found.push(finding(ID, { heard, pointer: `${pointer}/feedetl_sn` }, {
      requirement: 'RULE-077',
      expected: '≥ 1',
      actual: serial,
      zh: `费用明细流水号 feedetl_sn 应为非零数字, 实为 ${serial}`,
      en: `feedetl_sn must be a number other than 0, not ${serial}`,
    }))
  }
  const [wrong] = E8.check({ lines: [row] }).breaches
  if (typeof wrong?.expected !== 'number' || typeof wrong.actual !== 'number') return found
  const { expected, actual } = wrong
  return [...found, finding(ID, { heard, pointer: `${pointer}/det_item_fee_sumamt` }, {
    requirement: 'RULE-074',
    expected: yuanOf(expected),
    actual: yuanOf(actual),
    zh: `明细 ${serial} 金额应为单价×数量四舍五入到分: ${formatFen(expected)}, 实为 ${formatFen(actual)}`,
    en: `Line ${serial}: price × quantity is ${formatFen(expected)}, not ${formatFen(actual)}`,
  })]
}

/** Serials of one visit among the uploads that the platform took; a refused one may come again. */
function judgeSerials(heard: readonly Heard[]): Finding[] {
  const used = new Map<string, string>()
  return heard.flatMap((one) => {
    const cancelled = ['2205', '2302'].includes(one.infno) && one.accepted
    if (cancelled) used.clear()
    const lines = sentLines(one)
    const keys = lines.map(({ row }) => {
      const visit = textOf(row['mdtrt_id']) || one.msgid
      return `${visit}/${textOf(row['feedetl_sn'])}`
    })
    const found = lines.flatMap(({ row, pointer }, index) => {
      const key = keys[index] ?? ''
      const twice = keys.indexOf(key) < index || (used.get(key) ?? one.msgid) !== one.msgid
      return twice ? [repeatedSerial(one, textOf(row['feedetl_sn']), pointer)] : []
    })
    if (one.accepted) for (const key of keys) used.set(key, one.msgid)
    return found
  })
}

function repeatedSerial(heard: Heard, serial: string, pointer: string): Finding {
  return finding(ID, { heard, pointer: `${pointer}/feedetl_sn` }, {
    requirement: 'RULE-077',
    expected: `≠ ${serial}`,
    actual: serial,
    zh: `费用明细流水号 ${serial} 在本次就诊中重复: 每条明细须用不同的流水号`,
    en: `feedetl_sn ${serial} occurs twice in the visit: each line needs its own`,
  })
}

interface Sum {
  readonly heard: Heard
  readonly pointer: string
  readonly linesFen: number
  readonly sentFen: number
}

function totalsOf(view: CaseView): Sum[] {
  return [
    ...momentsOf(view.heard).flatMap(visitTotal),
    ...view.heard.filter((one) => one.infno.startsWith('2102')).flatMap(saleTotal),
  ]
}

function visitTotal({ heard, data, lines, uploadRefused }: Moment): Sum[] {
  // Without the lines, or with some of them refused, a total proves nothing.
  if (lines.length === 0 || uploadRefused) return []
  return sumOf(heard, '/input/data/medfee_sumamt', data, lines.map((line) => line.amountFen))
}

function saleTotal(heard: Heard): Sum[] {
  const amounts = heard.node('drugdetail').map((row) => amountFen(row['det_item_fee_sumamt']))
  const info = heard.node('druginfo')[0] ?? {}
  return sumOf(heard, '/input/druginfo/medfee_sumamt', info, amounts)
}

function sumOf(heard: Heard, pointer: string, data: Row, amounts: (number | null)[]): Sum[] {
  const sentFen = amountFen(data['medfee_sumamt'])
  const known = amounts.filter((amount) => amount !== null)
  if (sentFen === null || known.length < amounts.length || known.length === 0) return []
  return [{ heard, pointer, sentFen, linesFen: known.reduce((sum, amount) => sum + amount, 0) }]
}

function judgeTotal({ heard, pointer, linesFen, sentFen }: Sum): Finding[] {
  if (linesFen === sentFen) return []
  const [expected, actual] = [formatFen(linesFen), formatFen(sentFen)]
  return [finding(ID, { heard, pointer }, {
    requirement: 'RULE-075',
    expected: yuanOf(linesFen),
    actual: yuanOf(sentFen),
    zh: `医疗费总额 medfee_sumamt 应等于已上传明细之和 ${expected}, 实为 ${actual}`,
    en: `medfee_sumamt must be the sum of the uploaded lines, ${expected}, not ${actual}`,
  })]
}
