/** A synthetic catalogue of the place of care: codes, prices and limits are invented. */
import type { CatalogueItem } from '../../core/calculator/split-fees.ts'

type Row = readonly [
  code: string,
  name: string,
  level: CatalogueItem['chrgitm_lv'],
  chargeType: string,
  limitYuan: string | null,
  payFirstBp: number,
]

const ROWS: readonly Row[] = [
  ['XJ01CAA0010001', '阿莫西林胶囊', '01', '09', null, 0],
  ['XC09DAX0020001', '缬沙坦氨氯地平片', '02', '09', null, 1000],
  ['XC08CAA0030001', '氨氯地平片', '01', '09', null, 0],
  ['XL01XXX0040001', '注射用紫杉醇', '02', '09', null, 1000],
  ['ZA04BAL0050001', '连花清瘟胶囊', '02', '11', null, 500],
  ['C0101010060001', '冠脉支架系统', '02', '08', '3200.00', 2000],
  ['C0201010070001', '人工关节', '02', '08', '50000.00', 2000],
  ['S3300000080001', '经皮冠状动脉支架置入术', '01', '06', null, 0],
  ['S3300000090001', '关节置换术', '01', '06', null, 0],
  ['S1109000100001', '普通床位费', '01', '01', '45.00', 0],
  ['S2102000110001', 'CT平扫', '02', '03', null, 500],
  ['S2503000120001', '血细胞分析', '01', '04', null, 0],
  ['S1101000130001', '特需服务', '03', '14', null, 10_000],
  ['S1102000140001', '门诊诊察费', '01', '02', null, 0],
]

const ITEMS = new Map(
  ROWS.map(([code, name, level, chargeType, limitYuan, payFirstBp]) => [
    code,
    {
      med_list_codg: code,
      name,
      chrgitm_lv: level,
      med_chrgitm_type: chargeType,
      limitYuan,
      payFirstBp,
    },
  ]),
)

/** The item with this code; the simulated country has one catalogue for every place of care. */
export function catalogueItem(code: string): CatalogueItem | undefined {
  return ITEMS.get(code)
}
