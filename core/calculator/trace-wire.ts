/** The trace for `setl_proc_info`: whole lines only, short enough for its 4,000 characters. */
import type { PolicyPack } from '../policy/policy-pack.ts'
import { traceLines } from './trace-text.ts'
import type { TraceLine } from './trace-text.ts'
import type { TraceStep } from './trace.ts'

/** Length of setl_proc_info in the interface. */
const LIMIT = 4000

/**
 * Why this amount: pack and documents first, then one line a step, of which each names its rule
 * and parameters. Layers that do not apply are left out. Lines that do not fit are dropped whole,
 * the accumulators first, and their number is told.
 */
export function processText(
  trace: readonly TraceStep[],
  pack: PolicyPack,
  insutype: string,
): string {
  const lines = traceLines(trace, pack, insutype)
  const titles = [...new Set(lines.flatMap(({ documents }) => documents))]
  const head = [
    `${pack.title.zh} ${pack.id} ${pack.version}`,
    ...titles.map((title, index) => `文${index + 1}《${title}》`),
  ]
  const told = lines.filter((_, index) => trace[index]?.formula.form !== 'none')
  const kept: string[] = []
  let left = LIMIT - head.join('；').length - RESERVE
  for (const line of told) {
    const text = shortLine(line, titles)
    if (text.length + 1 > left) break
    left -= text.length + 1
    kept.push(text)
  }
  const dropped = told.length - kept.length
  const tail = dropped === 0 ? [] : [`另有${dropped}步从略`]
  return [head.join('；'), ...kept, ...tail].join('\n')
}

/** Room for the line that tells how many are left out. */
const RESERVE = 20

function shortLine(line: TraceLine, titles: readonly string[]): string {
  const { step, part, title, arithmetic, amount, unit, parameters, documents, rule } = line
  const equation = arithmetic === '' ? '' : `${arithmetic}=`
  const total = unit === 'bp' ? `${amount / 100}%` : `${yuan(amount)}元`
  const sources = documents.map((document) => `文${titles.indexOf(document) + 1}`)
  const given = parameters.map(({ name, text }) => `${name.zh}${text.zh}`)
  const ends = [rule, ...given, ...sources].join('，')
  const place = part < 0 ? '' : `第${part + 1}段 `
  return `第${step}步 ${place}${title.zh}：${equation}${total}（${ends}）`.replaceAll(' × ', '×')
}

function yuan(fen: number): string {
  return (fen / 100).toFixed(2)
}
