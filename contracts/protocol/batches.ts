/** Rules about many rows in one message, as data. */
import type { ProtocolRule } from './reversal.ts'

export interface BatchRule extends ProtocolRule {
  readonly infnos: readonly string[]
  /** Most rows of one message; absent where the rule is no number. */
  readonly mostRows?: number
}

/** In 2205 and 2302 this stands for every line of the visit that is not settled. */
export const ALL_LINES = '0000'

export const BATCH_RULES: readonly BatchRule[] = [
  {
    id: 'one-disease-a-batch',
    infnos: ['2204'],
    requirement: 'IF-BATCH-WHOLE',
    zh: '同一收费批次chrg_bchno只能对应同一病种编码dise_codg',
    en: 'One chrg_bchno carries one dise_codg',
  },
  {
    id: 'batch-in-one-upload',
    infnos: ['2204'],
    requirement: 'IF-BATCH-WHOLE',
    zh: '同一批次的明细一次上传；一次可以上传多个批次',
    en: 'All lines of a batch go up in one message; one message may carry several batches',
  },
  {
    id: 'all-lines-code',
    infnos: ['2205', '2302'],
    requirement: 'IF-INPUT',
    zh: `撤销明细时${ALL_LINES}表示该就诊全部未结算明细`,
    en: `${ALL_LINES} stands for all lines of the visit that are not settled`,
  },
  {
    id: 'settled-lines-stay',
    infnos: ['2205', '2302'],
    requirement: 'IF-BATCH-SETTLED',
    zh: '已结算的明细不能撤销，须先撤销结算',
    en: 'Lines of a settlement cannot be cancelled before the settlement is refunded',
  },
  {
    id: 'catalogue-rows',
    infnos: ['3301', '3302'],
    mostRows: 100,
    requirement: 'IF-INPUT',
    zh: '目录对照上传、撤销每批不超过100条',
    en: 'Catalogue mapping: at most 100 rows a message',
  },
  {
    id: 'apportionment-rows',
    infnos: ['3260', '3261'],
    mostRows: 100,
    requirement: 'IF-INPUT',
    zh: '异地清分提取与确认每次不超过100条',
    en: 'Apportionment: at most 100 rows a message',
  },
]

/** A batch whose lines name more than one disease. */
export interface MixedBatch {
  readonly batch: string
  readonly diseases: readonly string[]
}

/** Batches of a 2204 that break `one-disease-a-batch`; an empty dise_codg is a value too. */
export function mixedBatches(
  lines: readonly { readonly chrg_bchno?: unknown; readonly dise_codg?: unknown }[],
): MixedBatch[] {
  const found = new Map<string, Set<string>>()
  for (const line of lines) {
    const batch = text(line.chrg_bchno)
    found.set(batch, (found.get(batch) ?? new Set()).add(text(line.dise_codg)))
  }
  return [...found]
    .filter(([, diseases]) => diseases.size > 1)
    .map(([batch, diseases]) => ({ batch, diseases: [...diseases] }))
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
