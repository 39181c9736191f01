/** What is kept of a message once it was judged: only what later messages are compared with. */
import { isRecord, rowsOf, textOf } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import type { Heard } from '../evidence.ts'

/** Fields of a request that later checks read. */
const SENT = [
  'psn_no', 'mdtrt_id', 'setl_id', 'omsgid', 'oinfno', 'insutype', 'med_type', 'ipt_otp_no',
  'ipt_no', 'chrg_bchno', 'feedetl_sn', 'det_item_fee_sumamt', 'medfee_sumamt', 'mid_setl_flag',
]

/** Nodes of an answer that later checks read, with the fields that they read. */
const ANSWERED: Readonly<Record<string, readonly string[]>> = {
  setlinfo: [
    'setl_id', 'mdtrt_id', 'psn_no', 'insutype', 'clr_type', 'setl_time', 'medins_setl_id',
    'medfee_sumamt', 'fund_pay_sumamt', 'acct_pay', 'psn_cash_pay', 'pdn_cash_pay',
    'psn_part_amt', 'hosp_part_amt', 'fulamt_ownpay_amt', 'overlmt_selfpay', 'preselfpay_amt',
    'inscp_scp_amt',
  ],
  baseinfo: ['psn_no', 'psn_name'],
  insuinfo: ['insutype', 'insuplc_admdvs'],
  signinoutb: ['sign_no'],
  data: ['mdtrt_id'],
  result: ['mdtrt_id'],
}

/** The message without its body. */
export function slim(heard: Heard): Heard {
  const input = slimInput(heard)
  return {
    ...heard,
    case: '',
    body: NO_BODY,
    envelope: heard.envelope === null ? null : { infno: heard.infno, input },
    node: nodeOf(input),
    answer: null,
    output: slimOutput(heard.output),
  }
}

const NO_BODY = { text: '' }

type Nodes = Readonly<Record<string, readonly Row[]>>

/** Made apart, because a function keeps alive whatever stands around it. */
function nodeOf(input: Nodes): Heard['node'] {
  return (name) => input[name] ?? []
}

function slimInput({ envelope }: Heard): Nodes {
  const sent = isRecord(envelope?.['input']) ? envelope['input'] : {}
  const input: Record<string, readonly Row[]> = {}
  for (const node of Object.keys(sent)) {
    input[node] = rowsOf(sent[node]).map((row) => pick(row, SENT))
  }
  return input
}

function slimOutput(output: Row): Row {
  const kept: Record<string, unknown> = {}
  for (const [node, fields] of Object.entries(ANSWERED)) {
    const value = output[node]
    if (value === undefined) continue
    const rows = rowsOf(value).map((row) => pick(row, fields))
      .filter((row) => Object.keys(row).length > 0)
    // A list stays a list, because one object and a list of one are read in different ways.
    if (rows.length > 0) kept[node] = Array.isArray(value) ? rows : rows[0]
  }
  return kept
}

/** A message of which only number, transaction and id are still known. */
export function remembered(known: {
  readonly n: number
  readonly infno: string
  readonly msgid: string
  readonly institution: string
}): Heard {
  return {
    ...known,
    case: '', at: '', body: { text: '' }, envelope: null, node: () => [], answered: true,
    status: 0, answer: null, accepted: false, output: {}, errorText: '', delivered: true,
  }
}

function pick(row: Row, fields: readonly string[]): Row {
  const kept: Record<string, unknown> = {}
  for (const field of fields) {
    const value = row[field]
    if (textOf(value) !== '') kept[field] = value
  }
  return kept
}
