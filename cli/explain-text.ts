/** An explanation for people: head and derivation; the rest is in `explain-wire.ts`. */
import { styleText } from 'node:util'
import { meaningOf } from '../contracts/dictionaries.ts'
import { formatFen } from '../core/money.ts'
import type { ExplainedStep, Explanation } from '../core/policy/explanation.ts'
import { CLAIM_WORDS } from '../core/policy/titles.ts'
import { printAccumulators, printTotal, printWire } from './explain-wire.ts'
import type { Language } from './texts.ts'

const TEXT = {
  zh: {
    claim: '申请', pack: '政策', document: '文', steps: '步骤', part: '段', yuan: '元',
    tier: (tier: string) => ['基层医疗机构', '一级医院', '二级医院', '三级医院'][Number(tier)] ?? tier,
    until: (from: string, to: string | null) => `${from}至${to ?? '长期'}`,
  },
  en: {
    claim: 'claim', pack: 'policy', document: 'doc ', steps: 'steps', part: 'part ', yuan: ' yuan',
    tier: (tier: string) => `tier ${tier}`,
    until: (from: string, to: string | null) => `${from} to ${to ?? 'further notice'}`,
  },
} as const

/** Writes the explanation to standard output. */
export function printExplanation(explanation: Explanation, lang: Language): void {
  const titles = explanation.pack.documents.map((one) => one.title)
  printHead(explanation, lang)
  console.log(`\n${styleText('bold', TEXT[lang].steps)}`)
  for (const step of explanation.steps) printStep(step, titles, lang)
  printWire(explanation, lang)
  printAccumulators(explanation, lang)
  printTotal(explanation, lang)
}

function printHead({ title, claim, pack }: Explanation, lang: Language): void {
  const text = TEXT[lang]
  if (title !== null) console.log(styleText('bold', title[lang]))
  const { insutype, tier, settledOn } = claim
  const words = [claim.kind, claim.category, claim.scope].map((word) =>
    CLAIM_WORDS[word]?.[lang] ?? word)
  const insurance = lang === 'zh' ? `${insutype}${meaningOf('insutype', insutype) ?? ''}` : insutype
  console.log([`${text.claim}: ${words.join(' · ')}`, insurance, text.tier(tier), settledOn]
    .join(' · '))
  console.log(`${text.pack}: ${pack.id} ${pack.version}  ${pack.title[lang]}  ${pack.regime}  ` +
    text.until(pack.effectiveFrom, pack.effectiveTo))
  for (const [index, { title: name, issuer, effectiveFrom }] of pack.documents.entries()) {
    console.log(`  ${text.document}${index + 1}: 《${name}》 ${issuer} ${effectiveFrom}`)
  }
}

/** The arithmetic on one line, and below it what it rests on. */
function printStep(step: ExplainedStep, titles: readonly string[], lang: Language): void {
  const text = TEXT[lang]
  const part = step.part < 0 ? '' : ` [${text.part}${step.part + 1}]`
  console.log(`${String(step.step).padStart(2)}${part}  ${step.title[lang]}: ` +
    `${equationOf(step)}${amountOf(step, lang)}  ${styleText('dim', step.rule)}`)
  if (step.parameters.length === 0) return
  const documents = step.documents.map((title) => `${text.document}${titles.indexOf(title) + 1}`)
  const rests = step.parameters.map((one) =>
    `${one.name[lang]} ${one.text[lang]} ${one.pointer}`)
  console.log(styleText('dim', `      ${[...rests, ...documents, step.pack].join('; ')}`))
}

/** An arithmetic that only repeats the amount is left out. */
function equationOf({ arithmetic, amount, unit }: ExplainedStep): string {
  const repeated = unit === 'bp' ? `${amount / 100}%` : formatFen(amount)
  return arithmetic === '' || arithmetic === repeated ? '' : `${arithmetic} = `
}

function amountOf({ amount, unit }: ExplainedStep, lang: Language): string {
  if (unit === 'bp') return `${amount / 100}%`
  return unit === 'fen' ? `${formatFen(amount)}${TEXT[lang].yuan}` : String(amount)
}
