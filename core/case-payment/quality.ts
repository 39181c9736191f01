/** The quality check (质控) of a settlement list: what must be right before a case is grouped. */
import { codesOf } from '../../contracts/dictionaries.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { SettlementRow } from '../books.ts'
import { BadDecimal, fenOf } from '../money.ts'
import type { CaseFacts } from './grouper.ts'

export type CaseList = Inputs['4101']

/** One fault; level 1 sends the list back, 2 only warns. */
export interface ListFault {
  readonly field: string
  readonly text: string
  readonly level: '1' | '2'
  readonly value: string
}

/** Everything wrong with a list, in the order of its fields. */
export function faultsOf(list: CaseList, settlement: SettlementRow): ListFault[] {
  return [...diagnosisFaults(list), ...stayFaults(list), ...moneyFaults(list, settlement)]
}

/** True when the list may be grouped. */
export function isSound(faults: readonly ListFault[]): boolean {
  return faults.every(({ level }) => level !== '1')
}

/** What the grouper needs of a sound list. */
export function caseFactsOf(list: CaseList): CaseFacts {
  const western = list.diseinfo.filter(({ diag_type }) => diag_type === '1')
  return {
    mainDiagnosis: western.find(isMain)?.diag_code ?? '',
    otherDiagnoses: western.filter((row) => !isMain(row)).map(({ diag_code }) => diag_code),
    operations: list.oprninfo.map(({ oprn_oprt_code }) => oprn_oprt_code),
  }
}

type Diagnosis = CaseList['diseinfo'][number]

const ICD10 = /^[A-Z]\d{2}(\.[\dx]\w{0,6})?$/

function diagnosisFaults({ diseinfo }: CaseList): ListFault[] {
  const western = diseinfo.filter(({ diag_type }) => diag_type === '1')
  const mains = western.filter(isMain)
  const found: ListFault[] = []
  if (mains.length === 0) found.push(fault('maindiag_flag', '缺少主要诊断', '0'))
  if (mains.length > 1) found.push(fault('maindiag_flag', '主要诊断多于一个', `${mains.length}`))
  for (const { diag_code: code } of western) {
    if (!ICD10.test(code)) found.push(fault('diag_code', '诊断编码不是ICD-10形式', code))
  }
  const codes = western.map(({ diag_code }) => diag_code)
  const twice = codes.find((code, index) => codes.indexOf(code) !== index)
  if (twice !== undefined) found.push(fault('diag_code', '诊断重复', twice, '2'))
  return found
}

function stayFaults({ setlinfo }: CaseList): ListFault[] {
  const { setl_begn_date, setl_end_date } = setlinfo
  const adm_time = setlinfo.adm_time ?? ''
  const dscg_time = setlinfo.dscg_time ?? ''
  const dscg_way = setlinfo.dscg_way ?? ''
  const found: ListFault[] = []
  if (adm_time === '') found.push(fault('adm_time', '缺少入院时间', ''))
  if (dscg_time === '') found.push(fault('dscg_time', '缺少出院时间', ''))
  if (adm_time !== '' && dscg_time !== '' && dscg_time < adm_time) {
    found.push(fault('dscg_time', '出院早于入院', dscg_time))
  }
  if (setl_end_date < setl_begn_date) {
    found.push(fault('setl_end_date', '结算结束早于开始', setl_end_date))
  }
  if (dscg_way === '' || !codesOf('dscg_way').has(dscg_way)) {
    found.push(fault('dscg_way', '离院方式缺失或不在字典中', dscg_way, '2'))
  }
  return found
}

/** The funds of the list are those of the settlement, to the fen. */
function moneyFaults({ payinfo }: CaseList, { fund_fen }: SettlementRow): ListFault[] {
  const listed = payinfo
    .filter(({ fund_pay_type }) => fund_pay_type !== '310200')
    .map(({ fund_payamt }) => fenIn(fund_payamt))
  const sum = listed.reduce<number | null>(
    (total, fen) => (total === null || fen === null ? null : total + fen),
    0,
  )
  if (sum === fund_fen) return []
  return [fault('fund_payamt', `基金支付合计应为${fund_fen}分`, String(sum ?? ''))]
}

function fenIn(amount: string | number): number | null {
  try {
    return fenOf(amount)
  } catch (reason) {
    if (reason instanceof BadDecimal) return null
    throw reason
  }
}

function isMain({ maindiag_flag }: Diagnosis): boolean {
  return maindiag_flag === '1'
}

function fault(field: string, text: string, value: string, level: '1' | '2' = '1'): ListFault {
  return { field, text, level, value }
}
