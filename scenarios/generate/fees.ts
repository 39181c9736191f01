/** What the hospital charges: the lines of the worked examples, and small visits from the seed. */
import type { FeeLine } from '../../contracts/case.ts'
import { digitsOf } from '../../core/ids.ts'

type Item = readonly [code: string, name: string, pric: string, cnt: string]

/** Worked example 1: total 15,683.09 yuan; own 320.00, over 1,095.00, first 1,565.17. */
const EXAMPLE_1: readonly Item[] = [
  ['XJ01CAA0010001', '阿莫西林胶囊', '12.3456', '21'],
  ['XC09DAX0020001', '缬沙坦氨氯地平片', '268.50', '10'],
  ['C0101010060001', '冠脉支架系统', '3680.00', '2'],
  ['S1101000130001', '特需服务', '320.00', '1'],
  ['S3300000080001', '经皮冠状动脉支架置入术', '4185.50', '1'],
  ['S1109000100001', '普通床位费', '60.00', '9'],
  ['S2102000110001', 'CT平扫', '333.33', '1'],
]

/** Worked example 2: own 12,840.50, over 3,360.00, first 22,173.17, in scope 210,357.83. */
const EXAMPLE_2: readonly Item[] = [
  ['S1101000130001', '特需服务', '12840.50', '1'],
  ['C0201010070001', '人工关节', '53360.00', '1'],
  ['XL01XXX0040001', '注射用紫杉醇', '12173.17', '10'],
  ['S3300000090001', '关节置换术', '42000.00', '1'],
  ['XC08CAA0030001', '氨氯地平片', '187.993', '100'],
]

/** Lines of worked example 1 or 2, numbered from `from`. */
export function exampleLines(example: 1 | 2, from: number): FeeLine[] {
  return numbered(example === 1 ? EXAMPLE_1 : EXAMPLE_2, from)
}

/** An ordinary outpatient visit: consultation, a drug and a test, quantities from the seed. */
export function outpatientLines(seed: number, index: number, from: number): FeeLine[] {
  const boxes = 1 + (Number(digitsOf(`boxes:${seed}:${index}`, 3)) % 6)
  return numbered(
    [
      ['S1102000140001', '门诊诊察费', '25.00', '1'],
      ['XJ01CAA0010001', '阿莫西林胶囊', '12.3456', String(boxes)],
      ['S2102000110001', 'CT平扫', '333.33', '1'],
      ['S2503000120001', '血细胞分析', '18.50', '2'],
    ],
    from,
  )
}

/** What a patient with high blood pressure takes home for a month. */
export function hypertensionLines(from: number): FeeLine[] {
  return numbered(
    [
      ['XC09DAX0020001', '缬沙坦氨氯地平片', '68.125', '3'],
      ['XC08CAA0030001', '氨氯地平片', '23.40', '4'],
    ],
    from,
  )
}

/** A purchase at the pharmacy that the account cannot pay alone. */
export function pharmacyLines(from: number): FeeLine[] {
  return numbered(
    [
      ['ZA04BAL0050001', '连花清瘟胶囊', '14.80', '5'],
      ['XC08CAA0030001', '氨氯地平片', '23.40', '5'],
    ],
    from,
  )
}

/** The line a doctor adds when the patient is already at the cashier. */
export function addedLine(from: number): FeeLine[] {
  return numbered([['ZA04BAL0050001', '连花清瘟胶囊', '14.80', '2']], from)
}

function numbered(items: readonly Item[], from: number): FeeLine[] {
  return items.map(([code, name, pric, cnt], at) => ({
    feedetl_sn: String(from + at),
    med_list_codg: code,
    medins_list_codg: `HIS-${code}`,
    name,
    pric,
    cnt,
  }))
}
