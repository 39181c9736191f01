/** Rules that look at one line and its limits of use: sex, age, insurance, level, and so on. */
import type { Bill, BillLine } from './bill.ts'
import { dayOf } from './bill.ts'
import type { BothTongues, Found } from './hit.ts'
import type { ItemLimits } from './knowledge.ts'

/** What a rule may look at besides the bill. */
export interface AuditFacts {
  readonly limits: (item: string) => ItemLimits | undefined
  /** Items that consist of others and have a price of their own. */
  readonly wholes: readonly ItemLimits[]
  /** Earlier bills of the same person, for what must have been tried before. */
  readonly history: readonly Bill[]
  /** Since when a practitioner may not order (暂停、终止资格) at a time; undefined: he may. */
  readonly barredSince: (doctor: string, time: string) => string | undefined
  /** Item that a traceability code was given to, undefined for none; null: nobody keeps a list. */
  readonly tracedItem: ((traceCode: string) => string | undefined) | null
  /** Bill that handed out a pack before; undefined: nobody did. */
  readonly soldBefore: (traceCode: string) => string | undefined
  /** Day of death of a person, yyyy-MM-dd. */
  readonly diedOn: (psnNo: string) => string | undefined
}

export type Finder = (bill: Bill, facts: AuditFacts) => readonly Found[]

/** Each finder returns one finding per line that breaks the limit. Keys are rule ids. */
export const ITEM_FINDERS = {
  sex: perLine(({ sex }, bill) =>
    sex !== undefined && bill.sex !== '' && bill.sex !== '0' && bill.sex !== '9'
      && sex !== bill.sex
      ? both(`限${sex === '1' ? '男' : '女'}性使用`, `only for ${sex === '1' ? 'men' : 'women'}`)
      : undefined),
  age: perLine(({ ages }, bill, line) => {
    if (ages === undefined || bill.bornOn === '') return undefined
    const age = ageOn(bill.bornOn, line.time === '' ? bill.from : line.time)
    if (age >= ages[0] && age <= ages[1]) return undefined
    return both(`限${ages[0]}至${ages[1]}岁，患者${age}岁`, `for ages ${ages.join('–')}, is ${age}`)
  }),
  'insurance-type': perLine(({ insutypes }, { insutype }) =>
    insutypes === undefined || insutypes.includes(insutype)
      ? undefined
      : both(`限险种${insutypes.join('、')}`, `paid by insurance types ${insutypes.join(', ')}`)),
  encounter: perLine(({ encounters }, { kind }) =>
    encounters === undefined || encounters.includes(kind)
      ? undefined
      : both('就诊类型不符', `not for ${kind} care`)),
  level: perLine(({ lowestTier }, { tier }) =>
    lowestTier === undefined || tier >= lowestTier
      ? undefined
      : both(`限${lowestTier}级及以上机构`, `from tier ${lowestTier} on, is ${tier}`)),
  indication: perLine(({ indications }, { diagnoses }) =>
    indications === undefined || diagnoses === null
      || diagnoses.some((code) => indications.some((start) => code.startsWith(start)))
      ? undefined
      : both(`无适应症诊断（${indications.join('、')}）`, 'no diagnosis that calls for it')),
  'payment-scope': perLine(({ paidWith }, bill) =>
    paidWith === undefined || bill.lines.some(({ item }) => paidWith.includes(item))
      ? undefined
      : both('超出支付范围：缺少相关项目', 'paid only beside another item that is not here')),
  'second-line': perLine(({ firstLine }, bill, line, { history }) => {
    if (firstLine === undefined || line.firstLineUsed === true) return undefined
    const tried = [...history, bill].some(({ lines }) =>
      lines.some(({ item, time }) => firstLine.includes(item) && dayOf(time) <= dayOf(line.time)))
    return tried ? undefined : both('未先使用一线药品', 'no first-line drug was tried before')
  }),
  practitioner: (bill, { barredSince }) =>
    bill.lines.flatMap((line) => {
      // A line that has a day only is judged by the end of that day.
      const time = (line.time === '' ? bill.from : line.time).padEnd(19, ' 23:59:59')
      const since = line.doctor === '' ? undefined : barredSince(line.doctor, time)
      if (since === undefined || time < since) return []
      const evidence = both(
        `医师${line.doctor}自${since}起暂停或终止医保支付资格`,
        `practitioner ${line.doctor} is barred since ${since}`,
      )
      return [{ lines: [line.id], amountFen: line.feeFen, evidence }]
    }),
} as const satisfies Readonly<Record<string, Finder>>

type Judge = (
  limits: ItemLimits,
  bill: Bill,
  line: BillLine,
  facts: AuditFacts,
) => BothTongues | undefined

function perLine(judge: Judge): Finder {
  return (bill, facts) =>
    bill.lines.flatMap((line) => {
      const limits = facts.limits(line.item)
      const reason = limits && judge(limits, bill, line, facts)
      if (reason === undefined) return []
      const name = line.name === '' ? line.item : line.name
      const evidence = both(`${name}：${reason.zh}`, `${line.item}: ${reason.en}`)
      return [{ lines: [line.id], amountFen: line.feeFen, evidence }]
    })
}

function both(zh: string, en: string): BothTongues {
  return { zh, en }
}

/** Whole years between two days. */
function ageOn(bornOn: string, time: string): number {
  const years = Number(time.slice(0, 4)) - Number(bornOn.slice(0, 4))
  return time.slice(5, 10) < bornOn.slice(5, 10) ? years - 1 : years
}
