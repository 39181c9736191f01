/** Which transactions a reader of one page looks for next. */
import type { Contract } from './contract.ts'

export interface Related {
  readonly other: Contract
  /** Why it is named, in Chinese. */
  readonly why: string
}

/** Titles of an act and of its undoing: 门诊结算 and 门诊结算撤销, 入院办理 and 入院撤销. */
const UNDONE = /(?:撤销|取消|冲正)$/

function stem(title: string): string {
  return title.replace(UNDONE, '').replace(/(?:办理|上传|登记|申请)$/, '')
}

function reason(one: Contract, other: Contract): string {
  const undone = (left: Contract, right: Contract): boolean => UNDONE.test(right.title)
    && !UNDONE.test(left.title) && left.family === right.family
    && stem(left.title).startsWith(stem(right.title))
  if (undone(one, other)) return '撤销本交易'
  if (undone(other, one)) return '本交易所撤销者'
  const digits = (infno: string): string => infno.replace(/\D+$/, '')
  if (digits(one.infno) === digits(other.infno)) return '同号的另一种写法'
  if (other.infno === '2601' && REVERSIBLE.has(one.infno)) return '结果未知时冲正本交易'
  const near = one.infno.slice(0, 2) === other.infno.slice(0, 2) && one.family === other.family
  return near ? '同组交易' : ''
}

/** Transactions that 2601 takes back when their answer was lost. */
const REVERSIBLE = new Set(['2102', '2102A', '2103', '2207', '2207A', '2208', '2304', '2304A',
  '2305', '2401', '2402', '2404', '2405'])

/** Related transactions: undoings first, then variants, then at most twelve of the same group. */
export function related(one: Contract, all: readonly Contract[]): Related[] {
  const found = all
    .filter((other) => other.infno !== one.infno)
    .map((other) => ({ other, why: reason(one, other) }))
    .filter(({ why }) => why !== '')
  const group = found.filter(({ why }) => why === '同组交易')
  return [...found.filter(({ why }) => why !== '同组交易'), ...group.slice(0, 12)]
}
