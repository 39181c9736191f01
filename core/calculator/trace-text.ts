/** The trace in words: one line a step with rule, parameter, document, arithmetic and amount. */
import { formatFen } from '../money.ts'
import type { PolicyPack } from '../policy/policy-pack.ts'
import { PARAMETERS, SUBJECTS } from './parameter-names.ts'
import { STEPS } from './step-names.ts'
import type { Formula, Parameter, Product, TraceStep } from './trace.ts'

export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** A parameter as a reader meets it. */
export interface ToldParameter {
  readonly name: Bilingual
  /** JSON pointer into the pack. */
  readonly pointer: string
  readonly value: number | string | boolean
  readonly unit: Parameter['unit']
  /** Value with its unit: 800.00 yuan, 85%. */
  readonly text: Bilingual
  /** Title of the document of the pack that covers it, '' where none does. */
  readonly document: string
}

/** One step in words. */
export interface TraceLine {
  /** Number in the order of calculation. */
  readonly step: number
  readonly rule: string
  /** Index of the part of a divided settlement, -1 for the whole. */
  readonly part: number
  readonly title: Bilingual
  readonly parameters: readonly ToldParameter[]
  /** The arithmetic that gives the amount, '' where it was given. */
  readonly arithmetic: string
  readonly amount: number
  readonly unit: 'fen' | 'bp'
  /** Id and version of the pack. */
  readonly pack: string
  /** Titles of the documents that the parameters rest on. */
  readonly documents: readonly string[]
  /** The whole line. */
  readonly zh: string
  readonly en: string
}

/** The trace of a benefit in words, in the order of calculation. */
export function traceLines(
  trace: readonly TraceStep[],
  pack: PolicyPack,
  insutype: string,
): TraceLine[] {
  return trace.map((step) => lineOf(step, pack, insutype))
}

function lineOf(step: TraceStep, pack: PolicyPack, insutype: string): TraceLine {
  const named = STEPS[step.what]
  const { unit, rule } = named
  const title = titleOf(named, step.of)
  const parameters = step.parameters.map((parameter) => told(parameter, pack, insutype))
  const documents = [...new Set(parameters.map(({ document }) => document))].filter(Boolean)
  const arithmetic = arithmeticOf(step.formula)
  const equation = arithmetic === '' ? '' : `${arithmetic} = `
  const result = `${equation}${unit === 'bp' ? percent(step.amount) : formatFen(step.amount)}`
  const given = (language: keyof Bilingual) =>
    parameters.map(({ name, text }) => `${name[language]} ${text[language]}`)
  const version = `${pack.id} ${pack.version}`
  const skipped = step.formula.form === 'none'
  const zhEnds = [rule, ...given('zh'), ...documents.map((text) => `《${text}》`), version]
  const enEnds = [rule, ...given('en'), ...documents, version]
  const [yuan, enYuan] = unit === 'bp' ? ['', ''] : ['元', ' yuan']
  return {
    step: named.step,
    rule,
    part: step.part,
    title,
    parameters,
    arithmetic,
    amount: step.amount,
    unit,
    pack: version,
    documents,
    zh: `${title.zh}：${skipped ? '不适用，' : ''}${result}${yuan}（${zhEnds.join('；')}）`,
    en: `${title.en}: ${skipped ? 'n/a, ' : ''}${result}${enYuan} (${enEnds.join('; ')})`,
  }
}

/** With what a step of a list is about: an accumulator of a year, a part, a payer. */
function titleOf({ zh, en }: Bilingual, of: string | undefined): Bilingual {
  if (of === undefined) return { zh, en }
  const words = of.split(' ')
  const say = (language: keyof Bilingual) =>
    words.map((word) => SUBJECTS[word]?.[language] ?? word).join(' ')
  return { zh: `${zh}「${say('zh')}」`, en: `${en} (${say('en')})` }
}

function told(parameter: Parameter, pack: PolicyPack, insutype: string): ToldParameter {
  const { value, unit } = parameter
  const below = parameter.pointer.startsWith('/switches/') ? '' : `/insurance/${insutype}`
  const pointer = `${below}${parameter.pointer}`
  return {
    name: PARAMETERS[parameter.name],
    pointer,
    value,
    unit,
    text: textOf(parameter, pointer),
    document: documentFor(pack, pointer),
  }
}

/** The document that covers a pointer most closely. */
function documentFor(pack: PolicyPack, pointer: string): string {
  let [title, length] = ['', -1]
  for (const document of pack.documents) {
    for (const cover of document.covers) {
      const covers = cover === '' || pointer === cover || pointer.startsWith(`${cover}/`)
      if (covers && cover.length > length) [title, length] = [document.title, cover.length]
    }
  }
  return title
}

function textOf({ value, unit }: Parameter, pointer: string): Bilingual {
  if (unit === 'fen') {
    const yuan = formatFen(Number(value))
    return { zh: `${yuan}元`, en: `${yuan} yuan` }
  }
  if (unit === 'bp') return both(percent(Number(value)))
  if (unit === 'times') return { zh: `第${value}次住院`, en: `stay ${value}` }
  if (unit === 'years') return { zh: `${value}岁`, en: `${value} years` }
  return both(`${pointer.slice(pointer.lastIndexOf('/') + 1)}=${value}`)
}

function both(text: string): Bilingual {
  return { zh: text, en: text }
}

/** Basis points as per cent: 8,500 is 85%. */
function percent(bp: number): string {
  return `${bp / 100}%`
}

function arithmeticOf(formula: Formula): string {
  switch (formula.form) {
    case 'none':
    case 'given':
      return ''
    case 'shares':
      return formula.of.length === 0 ? '' : formula.of.map(productText).join(' + ')
    case 'least':
      return `min(${formula.of.map(formatFen).join(', ')})`
    case 'sum':
      return formula.of.filter((fen) => fen !== 0).map(formatFen).join(' + ')
    case 'difference':
      return [formula.from, ...formula.less.filter((fen) => fen !== 0)].map(formatFen).join(' − ')
    case 'quotient':
      return `${formatFen(formula.fen)} ÷ ${percent(formula.ratioBp)}`
    case 'days':
      return `${formatFen(formula.fen)} × ${formula.days}/${formula.of}`
    case 'added':
      return `${formatFen(formula.before)} + ${formatFen(formula.change)}`
    case 'ratio':
      return ratioText(formula)
  }
}

function productText({ fen, ratioBp }: Product): string {
  return `${formatFen(fen)} × ${percent(ratioBp)}`
}

function ratioText(formula: Extract<Formula, { form: 'ratio' }>): string {
  const { localBp, bonusBp, sizeBp, mode } = formula
  const local = bonusBp === 0 ? percent(localBp) : `${percent(localBp)} + ${percent(bonusBp)}`
  const capped = localBp + bonusBp > 10_000 ? `min(100%, ${local})` : local
  if (sizeBp === 0) return capped
  if (mode === 'points') return `${capped} − ${percent(sizeBp)}`
  return `${bonusBp === 0 ? capped : `(${capped})`} × ${percent(10_000 - sizeBp)}`
}
