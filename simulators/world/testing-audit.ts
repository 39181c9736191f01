/** Right inputs of the audit desk's transactions, for tests to send or to spoil. */
import type { Inputs } from '../../contracts/generated/types.ts'
import { PEOPLE, SENDER } from './testing.ts'

type Patient = Inputs['3101']['data']['patient_dtos'][number]
type Encounter = Patient['fsi_encounter_dtos'][number]
type Order = Encounter['fsi_order_dtos'][number]

const [person] = PEOPLE

/** Right inputs by transaction; those of hits name one that is not there. */
export const AUDIT_STATES: Readonly<Record<string, readonly [after: '', make: () => object]>> = {
  '3101': ['', () => analysis()],
  '3102': ['', () => analysis()],
  '3103': ['', () => feedback('H1', '1', '病情需要')],
  '3701': ['', () => hitList('1')],
  '3702': ['', () => appeal('FsiIntlgSupnApplSaveDTO', 'H1')],
  '3703': ['', () => appeal('FsiIntlgSupnApplDiscussDTO', 'H1')],
  '3704': ['', () => attachment()],
}

/** One order of an analysis, of an item, price and quantity. */
export function orderOf(changes: Partial<Order> = {}): Order {
  return {
    rx_id: '1',
    rxno: 'RX1',
    long_drord_flag: '0',
    hilist_type: '101',
    chrg_type: '09',
    drord_bhvr: '1',
    hilist_code: 'XJ01CAA0010001',
    hilist_name: '阿莫西林胶囊',
    hilist_lv: '01',
    hilist_pric: 20,
    hosplist_code: 'L001',
    hosplist_name: '阿莫西林胶囊',
    cnt: 1,
    pric: 20,
    sumamt: 20,
    ownpay_amt: 0,
    selfpay_amt: 0,
    spec: '0.25g*24',
    spec_unt: '盒',
    drord_begn_date: '2026-03-02',
    drord_dept_codg: 'A03.04',
    drord_dept_name: '心血管内科',
    drord_dr_codg: 'D520100000001',
    drord_dr_name: '陈医生',
    drord_dr_profttl: '234',
    curr_drord_flag: '1',
    ...changes,
  }
}

function encounterOf(orders: readonly Order[]): Encounter {
  return {
    mdtrt_id: 'V1',
    medins_id: SENDER.fixmedins_code,
    medins_name: SENDER.fixmedins_name,
    medins_admdvs: SENDER.mdtrtarea_admvs,
    medins_type: 'A1',
    medins_lv: '2',
    adm_date: '2026-03-02',
    dscg_date: '2026-03-02',
    dscg_main_dise_codg: 'I10.x00',
    dscg_main_dise_name: '高血压',
    dr_codg: 'D520100000001',
    adm_dept_codg: 'A03.04',
    adm_dept_name: '心血管内科',
    dscg_dept_codg: 'A03.04',
    dscg_dept_name: '心血管内科',
    med_mdtrt_type: '1',
    med_type: '11',
    matn_stas: '1',
    medfee_sumamt: 20,
    ownpay_amt: 0,
    selfpay_amt: 0,
    setl_totlnum: 0,
    insutype: person.insutype,
    reim_flag: '2',
    out_setl_flag: '1',
    fsi_diagnose_dtos: [
      {
        dise_id: 'D1',
        inout_dise_type: '1',
        maindise_flag: '1',
        dias_srt_no: '1',
        dise_codg: 'I10.x00',
        dise_name: '高血压',
        dise_date: '2026-03-02',
      },
    ],
    fsi_order_dtos: [...orders],
  }
}

/** 3101 and 3102: one woman with one encounter; `changes` are to her and her insured place. */
export function analysis(orders: readonly Order[] = [orderOf()], changes: Partial<Patient> = {}) {
  const patient: Patient = {
    patn_id: person.psn_no,
    patn_name: person.psn_name,
    gend: '2',
    brdy: '1986-01-01',
    poolarea: person.insuplc_admdvs,
    curr_mdtrt_id: 'V1',
    fsi_encounter_dtos: [encounterOf(orders)],
    ...changes,
  }
  return { data: { trig_scen: '1', patient_dtos: [patient] } }
}

/** 3103 */
export function feedback(hit: string, way: '1' | '2', reason?: string) {
  const warn = { warn_rslt_id: hit, dspo_way: way }
  const said = reason === undefined ? warn : { ...warn, dspo_way_rea: reason }
  return { data: { warn_type: '2', warns: [said] } }
}

/** 3701: a whole month on one page. */
export function hitList(stage: '1' | '2') {
  return {
    FsiIntlgSupnApplEvtCQueryDTO: {
      input: {
        startTime: '2026-03-01',
        endTime: '2026-03-31',
        medinsCodg: SENDER.fixmedins_code,
        medinsName: SENDER.fixmedins_name,
        currentPage: 1,
        pageSize: 10,
        stage,
      },
    },
  }
}

/** 3702, and 3703 under its own name. */
export function appeal(
  node: 'FsiIntlgSupnApplSaveDTO' | 'FsiIntlgSupnApplDiscussDTO',
  hit: string,
) {
  const suspicion = { docSusptId: hit, applyFlag: '1', susptAmt: 6, auditOpinion: '已更正' }
  const docs = [{ docId: 'S1', docSusptDTOS: [{ ...suspicion, attUploadId: 'ATT1' }] }]
  const { fixmedins_code: medinsCodg } = SENDER
  // The printed table types this name as a number; a number in text satisfies everybody.
  const medinsName = '1'
  return { [node]: [{ input: { remark: '', medinsName, medinsCodg, docs } }] }
}

/** 3704: one file, in base64. */
export function attachment() {
  const bytes = Buffer.from('病历首页').toString('base64')
  const fsiAppealFileDTOList = [{ name: '病历首页.txt', bytes }]
  return { FsiAttFileUploadDTO: { input: { attUploadId: 'ATT1', fsiAppealFileDTOList } } }
}
