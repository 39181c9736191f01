/** Settlement lists for tests: right by themselves, different where a test says so. */
import { yuanOf } from '../money.ts'
import type { Settled } from '../settled.ts'

/** Pneumonia as the main diagnosis. */
export const DIAGNOSIS = {
  diag_type: '1',
  diag_code: 'J18.900',
  diag_name: '肺炎',
  adm_cond_type: '1',
  maindiag_flag: '1',
}

/** What a list has to carry and nothing here depends on. */
const FORMAL = {
  ntly: 'CHN',
  prfs: '17',
  patn_rlts: '01',
  coner_addr: '地址',
  coner_tel: '1',
  dscg_caty: 'A03',
  bill_code: '1',
  bill_no: '1',
  biz_sn: '1',
  dscg_way: '1',
}

/** Rows of operation, intensive care and blood, which the contract wants even where none was. */
function formalRows(ids: object) {
  return {
    oprninfo: [{
      oprn_oprt_type: '2',
      oprn_oprt_name: '超声检查',
      oprn_oprt_code: '88.7000',
      oper_dr_code: 'D520100000001',
    }],
    icuinfo: [{
      scs_cutd_ward_type: '9',
      scs_cutd_inpool_time: '2026-03-02 09:00:00',
      scs_cutd_exit_time: '2026-03-02 09:00:00',
      scs_cutd_sum_dura: '0/0/0',
    }],
    bldinfo: [ids],
  }
}

/** A right list of a stay that began and ended on 2026-03-02; what is named replaces the usual. */
export function listOfStay(stay: Settled, diseinfo: object[] = [DIAGNOSIS], info: object = {}) {
  const { visitId: mdtrt_id, psnNo: psn_no, setlId: setl_id } = stay
  const funds = Object.entries(stay.funds)
  return {
    setlinfo: {
      ...FORMAL,
      psn_no,
      mdtrt_id,
      setl_id,
      adm_time: '2026-03-02 09:00:00',
      dscg_time: '2026-03-02 09:00:00',
      setl_begn_date: '2026-03-02',
      setl_end_date: '2026-03-02',
      medins_fill_dept: '医保办',
      medins_fill_psn: '填报人',
      ...info,
    },
    diseinfo,
    ...formalRows({ psn_no, mdtrt_id, setl_id }),
    payinfo: funds.map(([fund_pay_type, fen]) => ({ fund_pay_type, fund_payamt: yuanOf(fen) })),
  }
}
