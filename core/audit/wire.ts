/** 3101 and 3102 on the wire: encounters and orders become bills, hits become answers. */
import { meaningOf } from '../../contracts/dictionaries.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { yuanOf } from '../money.ts'
import { amountFen } from '../platform/amounts.ts'
import type { Bill, BillLine } from './bill.ts'
import type { Hit } from './hit.ts'

type Patient = Inputs['3101']['data']['patient_dtos'][number]
type Encounter = Patient['fsi_encounter_dtos'][number]
type Order = Encounter['fsi_order_dtos'][number]
type Answer = Outputs['3101']['result']

/** The current encounter of a patient as a bill, with the others as history. */
export function billsOf(patient: Patient): { current: Bill | undefined; history: Bill[] } {
  const bills = patient.fsi_encounter_dtos.map((encounter) => billOf(patient, encounter))
  const current = bills.find(({ visitId }) => visitId === patient.curr_mdtrt_id)
  return { current, history: bills.filter((bill) => bill !== current) }
}

/**
 * Hits as the interface's one row 违规结果: the worst hit, with the lines of all of them. Each detail
 * begins with the id of its hit, by which 3103 answers it. Undefined when nothing was found.
 */
export function answerOf(hits: readonly Hit[], patientId: string): Answer | undefined {
  const [hit] = hits
  if (hit === undefined) return undefined
  return {
    jr_id: hit.id,
    rule_id: hit.rule,
    rule_name: hit.title.zh,
    vola_cont: hit.evidence.zh.slice(0, 500),
    patn_id: patientId,
    mdtrt_id: hit.bill,
    vola_amt: yuanOf(hit.amountFen),
    vola_amt_stas: '1',
    sev_deg: hit.severity,
    vola_evid: hit.evidence.en.slice(0, 500),
    vola_bhvr_type: hit.lines.length === 0 ? '1' : '2',
    judge_result_detail_dtos: hits.flatMap((one) =>
      one.lines.map((line) => ({
        jrd_id: `${one.id}-${line}`.slice(0, 50),
        patn_id: patientId,
        mdtrt_id: one.bill,
        rx_id: line,
        vola_item_type: one === hit ? '1' : '2',
        vola_amt: yuanOf(one.amountFen),
      }))),
  }
}

function billOf(patient: Patient, encounter: Encounter): Bill {
  return {
    id: encounter.mdtrt_id,
    visitId: encounter.mdtrt_id,
    psnNo: patient.patn_id,
    sex: patient.gend,
    bornOn: patient.brdy,
    institution: encounter.medins_id,
    tier: tierOf(encounter.medins_lv),
    kind: KINDS[encounter.med_mdtrt_type] ?? 'outpatient',
    medType: encounter.med_type,
    insutype: encounter.insutype,
    from: encounter.adm_date,
    to: encounter.dscg_date,
    diagnoses: diagnosesOf(encounter),
    feeFen: amountFen('medfee_sumamt', encounter.medfee_sumamt),
    fundFen: amountFen('hifp_payamt', encounter.hifp_payamt ?? 0),
    lines: encounter.fsi_order_dtos.map(lineOf),
  }
}

/** med_mdtrt_type: 1 门诊, 2 住院, 3 购药 */
const KINDS: Readonly<Record<string, Bill['kind']>> = {
  '1': 'outpatient',
  '2': 'inpatient',
  '3': 'pharmacy',
}

/** 3 for every kind of 三级 and so on; 0 where the level has no tier. */
function tierOf(level: string): number {
  return '一二三'.indexOf(meaningOf('hosp_lv', level)?.[0] ?? '') + 1
}

function diagnosesOf(encounter: Encounter): string[] {
  const others = encounter.fsi_diagnose_dtos.map((row) => row.dise_codg)
  return [...new Set([encounter.dscg_main_dise_codg, ...others])]
}

function lineOf(order: Order): BillLine {
  return {
    id: order.rx_id,
    item: order.hilist_code,
    name: order.hilist_name,
    time: order.drord_begn_date,
    quantity: String(yuanOf(amountFen('cnt', order.cnt))),
    priceYuan: String(yuanOf(amountFen('pric', order.pric))),
    feeFen: amountFen('sumamt', order.sumamt),
    chargeType: order.chrg_type,
    doctor: order.drord_dr_codg,
    firstLineUsed: order.extend_order_map?.o_firstItemFlag === '1',
  }
}
