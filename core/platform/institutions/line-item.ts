/** Which catalogue item a line is split by, and what becomes of a line that has none (RULE-081). */
import type { CatalogueItem } from '../../calculator/split-fees.ts'
import { Refusal } from '../../refusal.ts'
import type { PlatformContext } from '../context.ts'
import type { LineSetting, SentLine } from '../fee-lines.ts'
import { mappingFault } from './mappings.ts'
import type { MappingFault } from './mappings.ts'
import type { DeskRules } from './rules.ts'

const FAULTS: Readonly<Record<MappingFault, string>> = {
  missing: '不存在',
  expired: '不在有效期内',
  'other code': '与已上传的对照不一致',
}

/** 其他费: what nobody can say anything about. */
const OTHER_CHARGE = '14'

/**
 * The item in force on the day of the line, if the institution's own mapping leads to it. What has
 * no such item is refused, or paid by the person where the platform decided so; never in scope.
 * @throws Refusal naming the line.
 */
export function itemOf(
  context: PlatformContext,
  rules: DeskRules,
  { institution, placeOfCare }: LineSetting,
  { feedetl_sn, fee_ocur_time, med_list_codg: code, medins_list_codg: local }: SentLine,
): CatalogueItem {
  const day = fee_ocur_time.slice(0, 10)
  const item = context.catalogueItem(placeOfCare, code, day)
  const always = rules.mappings === 'always'
  const fault = mappingFault(context.store, institution, { local, code, day }, always)
  if (item !== undefined && fault === undefined) return item
  if (rules.unmapped === 'own-paid') return ownPaid(code, item)
  const sn = String(feedetl_sn)
  if (item === undefined || fault === undefined) throw new Refusal('unknown-item', { sn, code })
  throw new Refusal('line-mapping', { sn, local, code, fault: FAULTS[fault] })
}

function ownPaid(code: string, item: CatalogueItem | undefined): CatalogueItem {
  return {
    med_list_codg: code,
    name: item?.name ?? code,
    chrgitm_lv: '03',
    med_chrgitm_type: item?.med_chrgitm_type ?? OTHER_CHARGE,
    limitYuan: null,
    payFirstBp: 10_000,
    memo: '无有效医保目录对照，按全自费处理',
  }
}
