/** The end of an explanation for people: wire fields, funds, what is used after, and the total. */
import { styleText } from 'node:util'
import { formatFen } from '../core/money.ts'
import type { Explanation } from '../core/policy/explanation.ts'
import { accumulatorTitles, setlinfoTitles } from '../core/policy/titles.ts'
import type { Language } from './texts.ts'

const TEXT = {
  zh: {
    wire: '接口字段 setlinfo', funds: '基金分项 setldetail', after: '结算后累计', none: '未使用',
    total: (fee: string, fund: string, account: string, cash: string) =>
      `医疗费${fee}元 = 基金${fund}元 + 个人账户${account}元 + 现金${cash}元`,
    hospital: (amount: string) => ` + 医院负担${amount}元`,
  },
  en: {
    wire: 'wire fields, setlinfo', funds: 'funds, setldetail', after: 'used after it',
    none: 'nothing',
    total: (fee: string, fund: string, account: string, cash: string) =>
      `fee ${fee} = funds ${fund} + account ${account} + cash ${cash} yuan`,
    hospital: (amount: string) => ` + hospital ${amount}`,
  },
} as const

/** Every amount of `setlinfo` and the ratio, then the funds. */
export function printWire({ wire }: Explanation, lang: Language): void {
  const titles = lang === 'zh' ? setlinfoTitles() : new Map<string, string>()
  console.log(`\n${styleText('bold', TEXT[lang].wire)}`)
  for (const [name, value] of Object.entries(wire.setlinfo)) {
    if (typeof value !== 'number' || name === 'age') continue
    const shown = name === 'pool_prop_selfpay' ? String(value) : value.toFixed(2)
    console.log(`  ${name.padEnd(18)}${shown.padStart(14)}  ${titles.get(name) ?? ''}`.trimEnd())
  }
  console.log(`\n${styleText('bold', TEXT[lang].funds)}`)
  for (const row of wire.setldetail) {
    const yuan = Number(row.fund_payamt).toFixed(2)
    console.log(`  ${row.fund_pay_type.padEnd(18)}${yuan.padStart(14)}  ${row.fund_pay_type_name}`)
  }
}

/** What is used of each year, as far as anything is. */
export function printAccumulators({ accumulatorsAfter }: Explanation, lang: Language): void {
  const titles = lang === 'zh' ? accumulatorTitles() : new Map<string, string>()
  console.log(`\n${styleText('bold', TEXT[lang].after)}`)
  for (const [year, used] of Object.entries(accumulatorsAfter)) {
    const { otherPayersFen, ...numbers } = used
    const told = [
      ...Object.entries(numbers).filter(([, value]) => value !== 0),
      ...Object.entries(otherPayersFen),
    ]
    if (told.length === 0) console.log(`  ${year}  ${TEXT[lang].none}`)
    for (const [name, value] of told) {
      const counted = name === 'inpatientStays' || name === 'admissions'
      const shown = counted ? String(value) : formatFen(value)
      console.log(`  ${year}  ${name.padEnd(24)}${shown.padStart(14)}  ${titles.get(name) ?? ''}`
        .trimEnd())
    }
  }
}

/** The line that everything adds up to (RULE-089, RULE-091). */
export function printTotal({ amounts }: Explanation, lang: Language): void {
  const text = TEXT[lang]
  const yuan = (name: string) => formatFen(amounts[name] ?? 0)
  const total = text.total(yuan('feeFen'), yuan('fundFen'), yuan('accountFen'), yuan('cashFen'))
  const hospital = (amounts['hospitalFen'] ?? 0) > 0 ? text.hospital(yuan('hospitalFen')) : ''
  console.log(`\n${styleText('bold', total + hospital)}`)
}
