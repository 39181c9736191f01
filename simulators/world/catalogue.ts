/** A synthetic catalogue of the place of care: codes, prices and limits are invented. */
import type { CatalogueItem } from '../../core/calculator/split-fees.ts'

type Row = readonly [
  code: string,
  name: string,
  level: CatalogueItem['chrgitm_lv'],
  chargeType: string,
  limitYuan: string | null,
  payFirstBp: number,
  more?: Pick<CatalogueItem, 'begndate' | 'enddate' | 'paymentStandardYuan'>,
]

/** Versions of one item stand together; they are told apart by their days. */
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
  ['XL01XXX0150001', '谈判药品甲注射液', '02', '09', null, 2000,
    { paymentStandardYuan: '1200.00' }],
  ['C0301010160001', '人工晶状体', '02', '08', '2500.00', 1000,
    { begndate: '2020-01-01', enddate: '2026-03-31' }],
  ['C0301010160001', '人工晶状体', '02', '08', '1900.00', 500,
    { begndate: '2026-04-01', enddate: '9999-12-31' }],
]

const VERSIONS: readonly CatalogueItem[] = ROWS.map(
  ([med_list_codg, name, chrgitm_lv, med_chrgitm_type, limitYuan, payFirstBp, more = {}]) =>
    ({ med_list_codg, name, chrgitm_lv, med_chrgitm_type, limitYuan, payFirstBp, ...more }),
)
const BY_CODE = Map.groupBy(VERSIONS, (item) => item.med_list_codg)

/**
 * The item with this code on a day yyyy-MM-dd, the newest version when no day is named; the
 * simulated country has one catalogue for every place of care.
 */
export function catalogueItem(code: string, day = '9999-12-31'): CatalogueItem | undefined {
  return BY_CODE.get(code)?.find(({ begndate = '', enddate = '9999-12-31' }) =>
    begndate <= day && day <= enddate)
}

/** Every item in every version. */
export function catalogueVersions(): readonly CatalogueItem[] {
  return VERSIONS
}
