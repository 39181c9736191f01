/** 4103 to 4105 and 3605 to 3607: lists, what the quality check found, and groups. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { isUndone, settlement } from '../books.ts'
import type { Effect } from '../desk.ts'
import { yuanOf } from '../money.ts'
import type { PlatformContext } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import { settledBetween } from '../settled.ts'
import { caseAreaOf } from './grouper.ts'
import { listOf, listsOfMonth } from './lists.ts'
import type { KeptList } from './lists.ts'
import { caseFactsOf, isSound } from './quality.ts'
import { stayOf } from './stays.ts'
import { paymentOf } from './payment.ts'
import { exitOf } from './exits.ts'

/** Version of the quality rules, as answers name it. */
const QUALITY_VERSION = 'SYN-QC-1'

interface Paged {
  readonly setl_ym: string
  readonly page_num: number | string
  readonly page_size: number | string
  readonly setl_id?: string | null
}

/** 4103: the list that counts, with the person as the settlement knows him. */
export function queryList(context: PlatformContext, request: RequestEnvelope): Effect {
  const { setl_id, psn_no } = request.input['data'] as Inputs['4103']['data']
  const kept = listOf(context.store, setl_id)
  if (kept?.institution !== request.fixmedins_code || kept.psnNo !== psn_no) {
    throw new Refusal('unknown-settlement', { setlId: setl_id })
  }
  const { list } = kept
  const ids = { setl_id, psn_no, mdtrt_id: list.setlinfo.mdtrt_id }
  const info = personOf(context, setl_id)
  const setlinfo = {
    ...inNumbers(list.setlinfo),
    ...ids,
    ...info.listed,
    setl_list_sn: kept.setlListId,
    fixmedins_code: kept.institution,
    fixmedins_name: context.institution(kept.institution)?.fixmedins_name ?? '',
    medcasno: list.setlinfo.medcasno ?? '',
    coner_name: list.setlinfo.coner_name ?? '',
    ipt_med_type: '1',
    adm_caty: list.setlinfo.adm_caty ?? list.setlinfo.dscg_caty,
    hi_paymtd: payMethodOf(context, kept),
    hi_type: info.insutype,
    insutype: info.insutype,
    opsp_dise_name: NONE,
    opsp_dise_code: NONE,
  }
  const id = (kind: string, index: number) => `${kept.setlListId}${kind}${index + 1}`
  return {
    output: {
      setlinfo,
      payinfo: list.payinfo.map((row) => ({
        ...ids,
        ...inNumbers(row),
        poolarea_fund_pay_type: row.fund_pay_type,
      })),
      opspdiseinfo: [],
      diseinfo: list.diseinfo.map((row, index) => ({
        setl_list_diag_id: id('D', index), ...ids, ...row,
      })),
      iteminfo: [],
      oprninfo: list.oprninfo.map((row, index) => ({
        setl_list_oprn_id: id('O', index), ...ids, ...row,
        main_oprn_flag: row.oprn_oprt_type === '1' ? '1' : '0',
      })),
      icuinfo: list.icuinfo.map((row, index) => ({
        setl_list_scs_cutd_id: id('I', index), ...ids, ...row,
      })),
      bldinfo: list.bldinfo.map((row, index) => ({
        ...inNumbers(row), setl_List_bld_Id: id('B', index), ...ids,
      })),
    },
  }
}

/** What a stay says where the table wants a chronic disease. */
const NONE = '无'

/** Fields that 4101 may send as text and 4103 answers as numbers. */
const NUMBERS: ReadonlySet<string> = new Set([
  'nwb_bir_wt', 'nwb_adm_wt', 'spga_nurscare_days', 'lv1_nurscare_days', 'scd_nurscare_days',
  'lv3_nurscare_days', 'fund_payamt', 'bld_amt',
])

/** The row with these fields as numbers; what is blank is left out. */
function inNumbers(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).flatMap(([field, value]: [string, unknown]) => {
    if (!NUMBERS.has(field) || typeof value !== 'string') return [[field, value]]
    return value === '' ? [] : [[field, Number(value)]]
  }))
}

/** 4104: what the quality check found; 3607 says the same under other names. */
export function queryQuality(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = request.input['data'] as Paged & Partial<Inputs['4104']['data']>
  const rows = chosen(context, request, data)
    .filter(({ psnNo }) => (data.psn_no ?? '') === '' || data.psn_no === psnNo)
    .filter((kept) => (data.err_lv ?? '') === '' || data.err_lv === levelOf(kept))
  const answer = page(data, rows).map((kept) => {
    const detail = kept.faults.map(({ field, text, level, value }) => ({
      exam_data_fld: field,
      qltctrl_chk_rslt: text,
      err_lv: level,
      retn_flag: level === '1' ? '1' : '0',
      init_val: value,
    }))
    const head = qualityOf(context, kept)
    return request.infno === '3607'
      ? { ...head, detl_list: detail }
      : { ...head, detailinfo: detail }
  })
  if (request.infno === '3607') return { output: { data: answer } }
  // 4104 is the one answer whose rows stand directly in the output.
  return { output: answer as unknown as Record<string, unknown> }
}

/** 4105: stays of a period that need a list, and those that have one. */
export function countLists(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = request.input['data'] as Inputs['4105']['data']
  if (data.fixmedins_code !== request.fixmedins_code) {
    throw new Refusal('own-data-only', { field: 'fixmedins_code', value: data.fixmedins_code })
  }
  const kinds = new Set(data.medtype_list as unknown as readonly string[])
  const { stt_begntime: from, stt_endtime: to, fixmedins_code: institution } = data
  const stays = settledBetween(context.store, from, to, institution).filter(
    (row) =>
      row.reverses === null &&
      kinds.has(row.medType) &&
      !isUndone(context.store, row.setlId),
  )
  const uploaded = stays.filter(({ setlId }) => listOf(context.store, setlId) !== undefined)
  return { output: { needUploadCnt: stays.length, uploadedCnt: uploaded.length } }
}

/** 3605: DRG groups of a month; a withdrawn one is marked as not valid. */
export function queryDrg(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = request.input['data'] as Paged
  const rows = page(data, chosen(context, request, data)).map((kept) => ({
    setl_id: kept.setlId,
    drg_code: kept.group?.drgCode ?? '',
    drg_name: kept.group?.name ?? '',
    adrg_code: kept.group?.adrgCode ?? '',
    grp_rslt: kept.group === null ? '0' : '1',
    err_info: kept.faults.map(({ text }) => text).join('；'),
    grp_ver: kept.group?.version ?? '',
    psn_no: kept.psnNo,
    setl_list_sn: kept.setlListId,
    setl_ym: kept.month,
    fixmedins_code: kept.institution,
    grp_time: kept.at.slice(0, 10),
    vali_flag: kept.valid ? '1' : '0',
  }))
  return { output: { data: rows } }
}

/** 3606: the same as DIP scores; an undone settlement keeps no score. */
export function queryDip(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = request.input['data'] as Paged
  const rows = page(data, chosen(context, request, data)).map((kept) => {
    const { listed, insutype } = personOf(context, kept.setlId)
    const row = settlement(context.store, kept.setlId)
    const score = kept.valid ? (kept.group?.score ?? 0) / 1_000 : 0
    return {
      setl_id: kept.setlId,
      psn_no: kept.psnNo,
      psn_name: listed.psn_name,
      insutype,
      setl_time: row?.setl_time.slice(0, 10) ?? '',
      clr_optins: row?.mdtrtarea_admvs ?? '',
      insu_admdvs: row?.insuplc_admdvs ?? '',
      fixmedins_code: kept.institution,
      nuld_flag: '0',
      grp_stas: kept.group === null ? '0' : '1',
      dip_dise_grp_code: kept.group?.adrgCode ?? '',
      dip_dise_grp_name: kept.group?.name ?? '',
      grp_diag_code: caseFactsOf(kept.list).mainDiagnosis,
      grp_dise_sco: score,
      act_setl_sco: score,
      sco_stas: kept.valid ? '1' : '0',
    }
  })
  return { output: { data: rows } }
}

function chosen(
  { store }: PlatformContext,
  { fixmedins_code }: RequestEnvelope,
  { setl_ym, setl_id }: Paged,
): KeptList[] {
  const all = listsOfMonth(store, fixmedins_code, setl_ym)
  return (setl_id ?? '') === '' ? all : all.filter(({ setlId }) => setlId === setl_id)
}

/** Rows of one page; the first page is 1. */
export function page<Row>(
  { page_num, page_size }: Pick<Paged, 'page_num' | 'page_size'>,
  rows: readonly Row[],
): Row[] {
  const size = Math.max(1, Number(page_size))
  const from = (Math.max(1, Number(page_num)) - 1) * size
  return rows.slice(from, from + size)
}

function qualityOf(context: PlatformContext, kept: KeptList) {
  const { listed } = personOf(context, kept.setlId)
  return {
    fixmedins_code: kept.institution,
    fixmedins_name: context.institution(kept.institution)?.fixmedins_name ?? '',
    setl_ym: kept.month,
    setl_id: kept.setlId,
    psn_no: kept.psnNo,
    psn_name: listed.psn_name,
    qltctrl_rslt: isSound(kept.faults) ? '1' : '0',
    err_lv: levelOf(kept),
    retn_flag: isSound(kept.faults) ? '0' : '1',
    qltctrl_ver: QUALITY_VERSION,
    psn_cert_type: listed.psn_cert_type,
    cert_no: listed.certno,
    qltctrl_time: kept.at,
    grp_stas: kept.group === null ? '0' : '1',
  }
}

/** The worst level of a list's faults; 0 where there is none. */
function levelOf({ faults }: KeptList): string {
  return faults.map(({ level }) => level).toSorted()[0] ?? '0'
}

function personOf({ store }: PlatformContext, setlId: string) {
  const row = settlement(store, setlId)
  const answer = JSON.parse(row?.body ?? '{}') as Partial<Outputs['2304']>
  const info = answer.setlinfo
  return {
    insutype: row?.insutype ?? '',
    listed: {
      psn_name: info?.psn_name ?? '',
      gend: info?.gend ?? '',
      brdy: info?.brdy ?? '',
      naty: info?.naty ?? '',
      psn_cert_type: info?.psn_cert_type ?? '01',
      certno: info?.certno ?? '',
      psn_cashpay: info?.psn_cash_pay ?? yuanOf(row?.cash_fen ?? 0),
    },
  }
}

/** hi_paymtd of the wire: 1 by item, 3 by score, 4 by DRG. */
function payMethodOf({ store }: PlatformContext, kept: KeptList): string {
  const stay = stayOf(store, kept)
  if (stay === undefined) return '1'
  const exit = exitOf(store, kept.setlId) === 'granted' ? 'granted' : 'none'
  const area = caseAreaOf(stay.placeOfCare)
  const { clearingWay } = paymentOf(stay, kept.group ?? undefined, area, exit)
  return { '1': '1', '40': '4', '50': '3' }[clearingWay]
}
