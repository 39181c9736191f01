/** Fee lines as the hospital's price list has them, put into the interface's fields. */
import type { FeeLine, Visit } from '../../contracts/case.ts'
import { lineAmountFen, yuanOf } from '../../core/money.ts'

/** Total of the lines in fen: each line is rounded, then they are added (RULE-074, RULE-075). */
export function totalFen(lines: readonly FeeLine[]): number {
  return lines.reduce((sum, line) => sum + lineAmountFen(line.pric, line.cnt), 0)
}

/** What a line says in every kind of visit. */
function commonLine(line: FeeLine, visit: Visit) {
  return {
    feedetl_sn: Number(line.feedetl_sn),
    fee_ocur_time: visit.endtime ?? visit.begntime,
    med_list_codg: line.med_list_codg,
    medins_list_codg: line.medins_list_codg,
    det_item_fee_sumamt: yuanOf(lineAmountFen(line.pric, line.cnt)),
    cnt: Number(line.cnt),
    pric: Number(line.pric),
  }
}

/** One row of 2204: the common part and who ordered it. */
export function outpatientLine(line: FeeLine, visit: Visit) {
  return {
    ...commonLine(line, visit),
    ...prescription(),
    rx_circ_flag: '0',
    ...orderedBy(visit),
    hosp_appr_flag: '0',
  }
}

/** One row of 2301. */
export function inpatientLine(line: FeeLine, visit: Visit) {
  return {
    ...commonLine(line, visit),
    init_feedetl_sn: '',
    drord_no: '',
    med_type: visit.med_type,
    ...orderedBy(visit),
    hosp_appr_flag: '0',
  }
}

/** One row of 2102 `drugdetail`. */
export function pharmacyLine(line: FeeLine, visit: Visit) {
  return {
    ...commonLine(line, visit),
    ...prescription(),
    rx_circ_flag: '0',
    bilg_dr_codg: visit.dr_code,
    bilg_dr_name: visit.dr_name,
    tcmdrug_used_way: '',
    exp_content: '',
  }
}

function prescription() {
  return {
    rxno: '',
    sin_dos_dscr: '',
    used_frqu_dscr: '',
    prd_days: 0,
    medc_way_dscr: '',
  }
}

function orderedBy(visit: Visit) {
  return {
    bilg_dept_codg: visit.dept_code,
    bilg_dept_name: visit.dept_name,
    bilg_dr_codg: visit.dr_code,
    bilg_dr_name: visit.dr_name,
    acord_dept_codg: '',
    acord_dept_name: '',
    orders_dr_code: '',
    orders_dr_name: '',
    tcmdrug_used_way: '',
    etip_flag: '',
    etip_hosp_code: '',
    dscg_tkdrug_flag: '',
    matn_fee_flag: '',
    memo: '',
    comb_no: '',
    exp_content: '',
  }
}
