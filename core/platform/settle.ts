/** Pre-settlement and settlement at the place of care: 2206 2207 2303 2304 and 2102. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { requireAnswered } from '../audit/desk.ts'
import { book, liveSettlementOfVisit } from '../books.ts'
import type { SettlementRow } from '../books.ts'
import { sumLines } from '../calculator/split-fees.ts'
import type { SplitLine } from '../calculator/split-fees.ts'
import type { Effect } from '../desk.ts'
import { fenOf, yuanOf } from '../money.ts'
import { Refusal } from '../refusal.ts'
import { amountFen } from './amounts.ts'
import { nodeOf, pooled, relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import { answerLine, checkLine, requireFresh } from './fee-lines.ts'
import type { SentLine } from './fee-lines.ts'
import { keepLines } from './line-store.ts'
import { requireInOrder } from './order.ts'
import { feesKey, openLines, saveVisit, visitOf } from './visit-store.ts'
import type { StoredLine, Visit } from './visit-store.ts'

type Settled = Outputs['2207']
type Amount = string | number

/** The fields that 2206, 2207, 2303 and 2304 share. */
interface SettleData {
  readonly psn_no: string
  readonly mdtrt_id: string
  readonly medfee_sumamt: Amount
  readonly chrg_bchno?: string
  readonly mid_setl_flag?: string
  readonly fulamt_ownpay_amt?: Amount | null
  readonly overlmt_selfpay?: Amount | null
  readonly preselfpay_amt?: Amount | null
  readonly inscp_scp_amt?: Amount | null
}

/** 2206 and 2303: asks the insured place; books nothing, remembers what was asked. */
export async function preSettle(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const { visit, lines, sums, batch } = claimOf(context, request)
  const output = await relay<Settled>(context, request.insuplc_admdvs, withSums(request, sums))
  const trials = { ...visit.trials, [batch]: feesKey(lines) }
  return { output, apply: () => saveVisit(context.store, { ...visit, trials }) }
}

/** 2207 and 2304: settles exactly what was pre-settled. */
export async function settle(context: PlatformContext, request: RequestEnvelope): Promise<Effect> {
  const { visit, lines, sums } = claimOf(context, request)
  requireFourSums(nodeOf<SettleData>(request, 'data'), sums)
  // A warning given while orders were written wants its reason before the money (RULE-217).
  requireAnswered(context.store, visit.mdtrt_id)
  const output = await relay<Settled>(context, request.insuplc_admdvs, withSums(request, sums))
  const row = rowOf(request, visit.mdtrt_id, output)
  return {
    output,
    apply: () => {
      bookAtPlatform(context, row)
      takeLines(context, visit.mdtrt_id, lines, row.setl_id)
      // A settlement in the middle of a stay leaves the patient where he is (RULE-109).
      const state = visit.state === 'admitted' ? 'admitted' : 'settled'
      saveVisit(context.store, { ...visit, state })
    },
  }
}

/** 2102: a pharmacy sale is checked, split, and settled in one message. */
export async function settlePharmacy(
  context: PlatformContext,
  request: RequestEnvelope,
): Promise<Effect> {
  const { lines, relayed } = saleOf(context, request)
  const output = await relay<Settled>(context, request.insuplc_admdvs, relayed)
  const row = rowOf(request, output.setlinfo.mdtrt_id, output)
  const detlcutinfo = lines.map(answerLine)
  return {
    output: { ...output, detlcutinfo },
    apply: () => {
      bookAtPlatform(context, row)
      keepLines(context.store, row.mdtrt_id, lines, row.setl_id)
    },
  }
}

/** The lines of a sale (2101, 2102), checked and split, and the message with their four sums. */
export function saleOf(context: PlatformContext, request: RequestEnvelope) {
  const info = nodeOf<Inputs['2102']['druginfo']>(request, 'druginfo')
  const known = new Set<string>()
  const setting = {
    institution: request.fixmedins_code,
    placeOfCare: request.mdtrtarea_admvs,
    begntime: info.begntime,
    emergency: false,
  }
  const lines = nodeOf<readonly SentLine[]>(request, 'drugdetail').map((line) => {
    requireFresh(known, line)
    return checkLine(context, setting, line)
  })
  const sums = sumLines(lines.map((line) => line.split))
  requireTotal(info.medfee_sumamt, sums.feeFen)
  const druginfo = { ...info, ...sumsOnWire(sums) }
  return { lines, relayed: { ...request, input: { ...request.input, druginfo } } }
}

function claimOf(context: PlatformContext, request: RequestEnvelope) {
  const data = nodeOf<SettleData>(request, 'data')
  const visit = visitOf(context.store, request, data.mdtrt_id, data.psn_no)
  const batch = typeof data.chrg_bchno === 'string' ? data.chrg_bchno : ''
  const lines = openLines(context.store, visit.mdtrt_id, batch)
  if (lines.length === 0) {
    const settled = liveSettlementOfVisit(context.store, visit.mdtrt_id)
    if (settled === undefined) throw new Refusal('no-lines', { batch })
    throw new Refusal('already-settled', { setlId: settled.setl_id })
  }
  requireTrial(request.infno, visit, batch, lines)
  const midStay = data.mid_setl_flag === '1'
  requireInOrder(context.store, visit, request.infno, { batch, midStay })
  const sums = sumLines(lines)
  requireTotal(data.medfee_sumamt, sums.feeFen)
  return { visit, lines, sums, batch }
}

/** A settlement whose fees changed since they were tried is told so, not just "out of order". */
function requireTrial(
  infno: string,
  visit: Visit,
  batch: string,
  lines: readonly StoredLine[],
): void {
  const trial = { '2207': '2206', '2304': '2303' }[infno]
  const tried = visit.trials[batch]
  if (trial === undefined || tried === undefined || tried === feesKey(lines)) return
  throw new Refusal('trial-stale', { trial })
}

function requireTotal(sent: Amount, expectedFen: number): void {
  const actualFen = amountFen('medfee_sumamt', sent)
  if (actualFen === expectedFen) return
  const amounts = { expected: yuanOf(expectedFen), actual: yuanOf(actualFen) }
  throw new Refusal('fee-total', amounts)
}

/** The four sums sent with a settlement are those of the pre-settlement, where they are sent. */
function requireFourSums(data: SettleData, sums: SplitLine): void {
  for (const [field, expected] of Object.entries(sumsOnWire(sums))) {
    const sent = data[field as keyof ReturnType<typeof sumsOnWire>]
    if (sent === undefined || sent === null) continue
    if (amountFen(field, sent) === fenOf(expected)) continue
    throw new Refusal('four-sums', { field, expected, actual: sent })
  }
}

function sumsOnWire(sums: SplitLine) {
  return {
    fulamt_ownpay_amt: yuanOf(sums.ownFen),
    overlmt_selfpay: yuanOf(sums.overLimitFen),
    preselfpay_amt: yuanOf(sums.payFirstFen),
    inscp_scp_amt: yuanOf(sums.inScopeFen),
  }
}

/**
 * The insured place cannot know the foreign catalogue, so every claim carries the four sums on its
 * way there, in the fields that 2207 has for them (RULE-004).
 */
function withSums(request: RequestEnvelope, sums: SplitLine): RequestEnvelope {
  const data = { ...nodeOf<object>(request, 'data'), ...sumsOnWire(sums) }
  return { ...request, input: { ...request.input, data } }
}

function rowOf(request: RequestEnvelope, mdtrtId: string, output: Settled): SettlementRow {
  const info = output.setlinfo
  return {
    setl_id: info.setl_id,
    kind: 'forward',
    reverses: null,
    msgid: request.msgid,
    infno: request.infno,
    mdtrt_id: mdtrtId,
    psn_no: info.psn_no,
    fixmedins_code: request.fixmedins_code,
    mdtrtarea_admvs: pooled('mdtrtarea_admvs', request.mdtrtarea_admvs),
    insuplc_admdvs: pooled('insuplc_admdvs', request.insuplc_admdvs),
    insutype: info.insutype ?? '',
    clr_type: info.clr_type,
    setl_time: info.setl_time,
    medfee_fen: fenOf(info.medfee_sumamt),
    fund_fen: fenOf(info.fund_pay_sumamt),
    account_fen: fenOf(info.acct_pay),
    cash_fen: fenOf(info.psn_cash_pay),
    body: JSON.stringify(output),
  }
}

function bookAtPlatform(context: PlatformContext, row: SettlementRow): void {
  book(context.store, row, [
    { account: `institution:${row.fixmedins_code}`, amountFen: row.medfee_fen },
    { account: `insured:${row.insuplc_admdvs}`, amountFen: -(row.fund_fen + row.account_fen) },
    { account: `cash:${row.fixmedins_code}`, amountFen: -row.cash_fen },
  ])
}

function takeLines(
  context: PlatformContext,
  mdtrtId: string,
  lines: readonly StoredLine[],
  setlId: string,
): void {
  for (const line of lines) {
    context.store.run(
      'update fee_line set setl_id = ? where mdtrt_id = ? and feedetl_sn = ?',
      setlId,
      mdtrtId,
      line.feedetl_sn,
    )
  }
}
