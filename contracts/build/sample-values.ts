/** Plausible values for sample messages, by name of the field. Nobody real is meant by them. */
import type { SchemaNode } from '../violation.ts'

const CODES: Readonly<Record<string, string>> = {
  mdtrt_cert_type: '02', psn_cert_type: '01', insutype: '310', med_type: '11', gend: '1',
  naty: '01', psn_type: '11', psn_setlway: '01', acct_used_flag: '1', cvlserv_flag: '0',
  clr_type: '11', clr_way: '1', fund_pay_type: '310100', refd_setl_flag: '0', vali_flag: '1',
  IPT_TYPE: '1', TRUM_FLAG: '0', REL_TTP_FLAG: '0', trum_flag: '0', rel_ttp_flag: '0',
}

const TEXTS: Readonly<Record<string, string>> = {
  psn_no: '43010000000000000000001234', psn_name: '测试甲', certno: '430105198001010010',
  mdtrt_cert_no: '430105198001010010', card_sn: '', psn_mgtcode: '43010000000000000000001234',
  fixmedins_code: 'H52010012345', fixmedins_name: '贵阳示范医院', medins_code: 'H52010012345',
  medins_name: '贵阳示范医院', mdtrt_id: '4301052603020001', setl_id: '4301002603020001',
  insuplc_admdvs: '430100', insu_admdvs: '430100', mdtrtarea_admvs: '520100', admdvs: '520100',
  poolarea_no: '430100', clr_optins: '430100', setl_optins: '430100', opter: '0001',
  opter_id: '0001', opter_name: '收费一号', dise_codg: 'I10.x00', dise_name: '高血压',
  diag_code: 'I10.x00', diag_name: '高血压', oinfno: '2207', exp_content: '',
  omsgid: 'H52010012345202603020907000007', msgid: 'H52010012345202603020907000007',
  medins_setl_id: 'H52010012345202603020907000007', setlym: '202603', begnym: '202603',
  tel: '00000000000', mob: '00000000000', page_num: '1', page_size: '20', ipt_no: 'ZY260302001',
  ipt_otp_no: 'MZ260302001', emp_name: '测试单位', dept_code: 'A03', dept_name: '内科',
  atddr_no: 'D520100000001', dr_name: '测试乙', brdy: '1980-01-01',
}

const NUMBERS: Readonly<Record<string, number>> = {
  age: 46, cnt: 1, medfee_sumamt: 118.5, fulamt_ownpay_amt: 0, overlmt_selfpay: 0,
  preselfpay_amt: 10, inscp_scp_amt: 108.5, act_pay_dedc: 0, hifp_pay: 65.1,
  pool_prop_selfpay: 0.6, fund_pay_sumamt: 65.1, psn_part_amt: 53.4, acct_pay: 53.4, balc: 946.6,
  fund_payamt: 65.1, pric: 39.5, det_item_fee_sumamt: 118.5, page_num: 1, page_size: 20,
  pages: 1, recordCounts: 1,
}

/** What a text looks like whose name is not known: the first pattern that its name matches. */
const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/(?:date|brdy)$/i, '2026-03-02'],
  [/time$/i, '2026-03-02 09:00:00'],
  [/(?:ym|month)$/i, '202603'],
  [/year$/i, '2026'],
  [/(?:flag|stas|type|way|lv|rslt)$/i, '1'],
  [/(?:cnt|num|days|qty|dosage)$/i, '1'],
  [/(?:amt|pay|fee|pric|dedc)$/i, '0'],
  [/admdvs$/i, '430100'],
  [/(?:tel|mob|phone)$/i, '00000000000'],
  [/(?:code|codg|codes)$/i, 'A0001'],
  [/(?:id|no|sn|bchno|bchid)$/i, '2603020001'],
]

/** Remarks of the tables that say how a text is written. */
const BY_NOTE: readonly (readonly [string, string])[] = [
  ['yyyy', '2026'],
  ['MM with leading zero', '03'],
  ['HH:mm:ss', '09:00:00'],
  ['string holding a date-time', '2026-03-02 09:00:00'],
  ['string holding a date', '2026-03-02'],
  ['JSON', '{}'],
]

/** The usual code of this field, or the first of its dictionary. */
export function plausibleCode(name: string, codes: readonly unknown[]): string {
  const usual = CODES[name]
  if (usual !== undefined && codes.includes(usual)) return usual
  return codes.find((code) => typeof code === 'string' && code !== '') as string | undefined ?? ''
}

/** A number with at most `whole` digits before and `scale` digits after the point. */
export function plausibleNumber(
  name: string,
  title: string,
  whole: number,
  scale: number,
): number {
  const known = NUMBERS[name]
  const value = known ?? (/比例|ratio|prop/.test(title + name) ? 0.6 : scale === 2 ? 10 : 1)
  if (value >= 10 ** whole) return 0
  return Number(value.toFixed(scale))
}

function calendarText(schema: SchemaNode): string | undefined {
  switch (schema['x-date']) {
    case undefined: return undefined
    case 'datetime': return '2026-03-02 09:00:00'
    default: return schema.title?.includes('出生') === true ? '1980-01-01' : '2026-03-02'
  }
}

/** A text of the right kind and length for a field without a dictionary. */
export function plausibleText(name: string, schema: SchemaNode): string {
  const day = calendarText(schema)
  if (day !== undefined) return day
  const longest = schema.maxLength ?? 100
  const { description: note = '' } = schema as { readonly description?: string }
  const text = [
    TEXTS[name],
    BY_NOTE.find(([said]) => note.startsWith(said))?.[1],
    BY_NAME.find(([pattern]) => pattern.test(name))?.[1],
    `${schema.title ?? name}示例`,
  ].find((one) => one !== undefined && fits(one, schema, longest))
  return text ?? [...(schema.title ?? name)].slice(0, longest).join('')
}

function fits(text: string, schema: SchemaNode, longest: number): boolean {
  const length = [...text].length
  return length <= longest && length >= (schema.minLength ?? 0)
    && (schema.pattern === undefined || new RegExp(schema.pattern).test(text))
}
