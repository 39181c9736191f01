/** Steps 1 and 2 in words: what a line costs, and what the catalogue makes of it. */
import { formatFen } from '../money.ts'
import { splitClaimLine } from './claim-file.ts'
import type { ClaimLine } from './claim-file.ts'
import type { ExplainedStep } from './explanation.ts'

/** The steps of the fee lines at the place of care (RULE-074, RULE-078 to RULE-080). */
export function lineSteps(lines: readonly ClaimLine[]): ExplainedStep[] {
  return lines.flatMap((line) => {
    const { feeFen, ownFen, overLimitFen, payFirstFen, inScopeFen } = splitClaimLine(line)
    const left = [feeFen, ...[ownFen, overLimitFen, payFirstFen].filter((fen) => fen > 0)]
    const limited = feeFen - overLimitFen
    const own = line.level === '03'
    return [
      step(1, 'RULE-074', line, ['金额', 'amount'], feeFen, `${line.price} × ${line.quantity}`),
      ...(own ? [step(2, 'RULE-079', line, ['丙类全自费', 'own cost'], ownFen, '')] : []),
      ...(overLimitFen > 0
        ? [step(2, 'RULE-080', line, ['超限价自费', 'above the limit'], overLimitFen,
          `${formatFen(feeFen)} − ${line.limit ?? 0} × ${line.quantity}`)]
        : []),
      ...(payFirstFen > 0
        ? [step(2, 'RULE-079', line, ['先行自付', 'share paid first'], payFirstFen,
          `${formatFen(limited)} × ${(line.payFirstBp ?? 0) / 100}%`)]
        : []),
      step(2, 'RULE-078', line, ['符合政策范围', 'in scope'], inScopeFen,
        left.length === 1 ? '' : left.map(formatFen).join(' − ')),
    ]
  })
}

function step(
  number: number,
  rule: string,
  { name }: ClaimLine,
  title: readonly [zh: string, en: string],
  amount: number,
  arithmetic: string,
): ExplainedStep {
  return {
    step: number,
    rule,
    part: -1,
    title: { zh: `${name}：${title[0]}`, en: `${name}: ${title[1]}` },
    arithmetic,
    amount,
    unit: 'fen',
    parameters: [],
    documents: [],
    pack: '',
  }
}
