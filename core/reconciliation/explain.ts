/** A difference in words, Chinese first: what differs, by how much, and what closes it. */
import { formatFen } from '../money.ts'
import type { Difference, FieldValues, PartyName, Side } from './reconciliation.ts'

type Told = Pick<
  Difference,
  | 'class' | 'kind' | 'orders' | 'sides' | 'missingAt' | 'fields' | 'treatment'
  | 'originalMsgid' | 'originalInfno' | 'msgid'
>

const PARTY: Readonly<Record<PartyName, readonly [zh: string, en: string]>> = {
  placeOfCare: ['就医地', 'the place of care'],
  hub: ['异地平台', 'the hub'],
  insuredPlace: ['参保地', 'the insured place'],
}

const KIND: Readonly<Record<Told['kind'], readonly [zh: string, en: string]>> = {
  forward: ['结算', 'settlement'],
  refund: ['撤销', 'refund'],
  reversal: ['冲正', 'reversal'],
}

const CLASS: Readonly<Record<Told['class'], readonly [zh: string, en: string]>> = {
  missing: ['单边账', 'is booked by some only'],
  amount: ['金额不符', 'differs in amount'],
  'fund-split': ['总额相符、基金分项不符', 'agrees in total and differs in the parts of the funds'],
  scope: ['归属信息不符', 'differs in what it is booked under'],
  status: ['状态不符', 'differs in status'],
  'refund-one-sided': ['单边撤销', 'is refunded by some only'],
  'date-cut': ['跨日切', 'lies on different days'],
  count: ['笔数不符', 'is split into another number of settlements'],
  duplicate: ['重复记账', 'is booked twice'],
}

/** What a reader needs to know of one difference. */
export function explain(told: Told): Difference['explanation'] {
  const [order = ''] = told.orders
  const missing = told.missingAt.map((party) => PARTY[party])
  const absent = missing.length === 0
    ? ['', '']
    : [`, ${missing.map(([zh]) => zh).join('、')}无记录`,
      `, unknown to ${missing.map(([, en]) => en).join(' and ')}`]
  const fields = told.fields.map(wordsOf)
  const zh = `${KIND[told.kind][0]}${order}${CLASS[told.class][0]}${absent[0]}: `
    + [...fields.map(([one]) => one), ...told.sides.map(sideZh)].join('; ')
  const en = `${KIND[told.kind][1]} ${order} ${CLASS[told.class][1]}${absent[1]}: `
    + [...fields.map(([, one]) => one), ...told.sides.map(sideEn)].join('; ')
  const [cureZh, cureEn] = cureOf(told)
  return { zh: `${zh}。${cureZh}`, en: `${en}. ${cureEn}` }
}

/** Why a row without an equal needs no treatment. */
export function explainAnnulled(
  told: Pick<Told, 'kind' | 'orders' | 'sides'>,
): Difference['explanation'] {
  const [order = ''] = told.orders
  return {
    zh: `${KIND[told.kind][0]}${order}并非各方都有, 但该笔在各方均已冲抵为零: `
      + told.sides.map(sideZh).join('; '),
    en: `${KIND[told.kind][1]} ${order} is not with everybody, and comes to nothing at each: `
      + told.sides.map(sideEn).join('; '),
  }
}

function cureOf(told: Told): readonly [zh: string, en: string] {
  const { kind, at } = told.treatment
  const zh = at.map((party) => PARTY[party][0]).join('、')
  const en = at.map((party) => PARTY[party][1]).join(' and ')
  if (kind === 'next-day') {
    return ['以参保地结算时间为准归属, 次日对账后关闭', 'The insured place’s day holds; closed by the next file']
  }
  if (kind === 'supplement') return [`由${zh}补记或更正`, `To be added or put right at ${en}`]
  const message = told.originalMsgid === '' ? told.msgid : told.originalMsgid
  return [
    `由${zh}冲正后重新结算 (2601, oinfno ${told.originalInfno}, omsgid ${message})`,
    `To be undone at ${en} (2601, oinfno ${told.originalInfno}, omsgid ${message})`,
  ]
}

function wordsOf({ field, values, offByFen }: FieldValues): readonly [zh: string, en: string] {
  const parties = Object.keys(values) as PartyName[]
  const show = (party: PartyName) => {
    const value = values[party] ?? ''
    return offByFen === null || typeof value === 'string' ? String(value) : formatFen(value)
  }
  const by = offByFen === null ? '' : formatFen(offByFen)
  const off = by === '' ? ['', ''] : [` 相差${by}`, `, off by ${by}`]
  return [
    `${field} ${parties.map((party) => `${PARTY[party][0]}${show(party)}`).join(' ')}${off[0]}`,
    `${field} ${parties.map((party) => `${PARTY[party][1]} ${show(party)}`).join(', ')}${off[1]}`,
  ]
}

function sideZh(side: Side): string {
  return `${PARTY[side.party][0]}${side.settledAt}记${formatFen(side.feeFen)}元`
}

function sideEn(side: Side): string {
  return `${PARTY[side.party][1]} booked ${formatFen(side.feeFen)} yuan at ${side.settledAt}`
}
