/** 3203, 3203A, 3204, 3204A, 3205A, 3206A: an institution claims a month, withdraws, looks. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import type { Effect } from '../../desk.ts'
import { idFrom } from '../../ids.ts'
import { formatFen, yuanOf } from '../../money.ts'
import { amountFen } from '../../platform/amounts.ts'
import { nodeOf, pooled } from '../../platform/context.ts'
import type { PlatformContext } from '../../platform/context.ts'
import { Refusal } from '../../refusal.ts'
import { STATE } from '../books.ts'
import type { ClearingDocument } from '../books.ts'
import { casesOf } from '../case-claims.ts'
import { claimOfSettlement, claimable, fileClaim, takeBackClaim, totalsOf } from '../claims.ts'
import type { ClaimBody, ClaimTotals } from '../claims.ts'
import { documentsOfParty, findDocument, stateOf, stepsOf } from '../lookup.ts'
import { officeOf } from '../office.ts'

type Claimed = Inputs['3203']['data'] | Inputs['3203A']['data']

/**
 * 3203, 3203A: the totals must be those of the platform's books, to the fen. A claim is for one way
 * of clearing (clr_way, by item when not said), and holds the settlements of that way only.
 */
export function applyForClearing(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Claimed>(request, 'data')
  const from = data.begndate.slice(0, 10)
  const month = 'setlym' in data ? data.setlym : from.slice(0, 4) + from.slice(5, 7)
  const place = pooled('mdtrtarea_admvs', request.mdtrtarea_admvs)
  const scope = {
    institution: request.fixmedins_code,
    clearingType: data.clr_type,
    from,
    to: data.enddate.slice(0, 10),
  }
  const clearingWay = ('clr_way' in data ? data.clr_way : null) ?? '1'
  const { rows, cases } = casesOf(context.store, claimable(context.store, scope), clearingWay)
  if (rows.length === 0) throw new Refusal('clearing-empty', { period: `${from}至${scope.to}` })
  const totals = totalsOf(rows)
  requireSame(data, totals)
  const number = idFrom(place, 'claim', request.msgid)
  const body: ClaimBody = {
    ...scope,
    ...totals,
    clearingWay,
    cases,
    office: place,
    operator: request.opter,
  }
  const answer = { clr_appy_evt_id: number }
  return {
    output: request.infno === '3203' ? { result: answer } : answer,
    apply: () => {
      // Checked where nothing can come between: two claims may be under way at once.
      for (const { setlId } of rows) {
        const claim = claimOfSettlement(context.store, setlId)
        if (claim !== undefined) throw new Refusal('clearing-claimed', { setlId, claim })
      }
      fileClaim(officeOf(context.store, context.clock), { number, month, body }, rows)
    },
  }
}

/** 3204, 3204A: only before the review begins. */
export function withdrawClaim(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<{ clr_appy_evt_id?: string; clr_apply_evt_id?: string } | undefined>(
    request,
    'data',
  )
  const number = data?.clr_appy_evt_id ?? data?.clr_apply_evt_id ?? ''
  const claim = findDocument<ClaimBody>(context.store, number)
  if (claim?.kind !== 'claim' || claim.party !== request.fixmedins_code) {
    throw new Refusal('clearing-unknown', { claim: number })
  }
  return {
    output: null,
    apply: () => {
      const state = stateOf(context.store, number)
      if (state >= STATE.reviewing) {
        throw new Refusal('clearing-state', { what: number, state, infno: request.infno })
      }
      const office = officeOf(context.store, context.clock)
      const signers = { operator: request.opter, approver: '' }
      takeBackClaim(office, number, signers)
    },
  }
}

/** 3205A: the institution's claims, by state, month and office where they are named. */
export function queryClaims(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3205A']['data'] | undefined>(request, 'data')
  const clr_stas = data?.clr_stas ?? ''
  const clr_ym = data?.clr_ym ?? ''
  const clr_optins = data?.clr_optins ?? ''
  const claims = documentsOfParty<ClaimBody>(context.store, 'claim', request.fixmedins_code)
    .map((claim) => ({ claim, state: stateOf(context.store, claim.number) }))
    .filter(({ state }) => state !== STATE.closed)
    .filter(({ state }) => clr_stas === '' || clr_stas === String(state))
    .filter(({ claim }) => clr_ym === '' || clr_ym === claim.month)
    .filter(({ claim }) => clr_optins === '' || clr_optins === claim.body.office)
  const name = context.institution(request.fixmedins_code)?.fixmedins_name ?? ''
  const clr_appys = claims.map(({ claim, state }) => ({
    fixmedins_name: name,
    ...claimRow(context, claim, state),
  }))
  return { output: { clr_appys } }
}

/** 3206A: the office that clears for an institution. */
export function queryClearingOffice(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3206A']['data'] | undefined>(request, 'data')
  const code = data?.fixmedins_code ?? request.fixmedins_code
  const institution = context.institution(code)
  if (institution === undefined) throw new Refusal('unknown-institution', { code })
  const clr_optins = pooled('mdtrtarea_admvs', institution.admdvs)
  const page_num = Number(data?.page_num ?? 1)
  return { output: { pages: 1, clr_optins, page_num, page_size: Number(data?.page_size ?? 1) } }
}

function claimRow(
  { store }: PlatformContext,
  { number, month, body }: ClearingDocument<ClaimBody>,
  state: number,
) {
  return {
    fixmedins_code: body.institution,
    clr_stas: String(state),
    opt_time: stepsOf(store, number).at(-1)?.at ?? '',
    medfee_Sumamt: yuanOf(body.feeFen),
    hi_agre_sumfee: yuanOf(body.feeFen),
    fund_appy_sum: yuanOf(body.fundFen),
    cash_payamt: yuanOf(body.cashFen),
    acct_pay: yuanOf(body.accountFen),
    begndate: body.from,
    enddate: body.to,
    clr_ym: month,
    clr_optins: body.office,
    opter_id: body.operator,
    opter_name: body.operator,
    optins_no: body.office,
    clr_appy_evt_id: number,
  }
}

/** @throws Refusal that names the first field which is not what the books say */
function requireSame(data: Claimed, totals: ClaimTotals): void {
  const pairs: readonly (readonly [string, number, number])[] = [
    ['medfee_sumamt', totals.feeFen, amountFen('medfee_sumamt', data.medfee_sumamt)],
    ['med_sumfee', totals.feeFen, amountFen('med_sumfee', data.med_sumfee)],
    ['fund_appy_sum', totals.fundFen, amountFen('fund_appy_sum', data.fund_appy_sum)],
    ['cash_payamt', totals.cashFen, amountFen('cash_payamt', data.cash_payamt)],
    ['acct_pay', totals.accountFen, amountFen('acct_pay', data.acct_pay)],
  ]
  for (const [field, expected, actual] of pairs) {
    if (expected === actual) continue
    const details = { field, expected: formatFen(expected), actual: formatFen(actual) }
    throw new Refusal('clearing-total', details)
  }
  if ('psntime' in data && Number(data.psntime) !== totals.persons) {
    const details = { field: 'psntime', expected: totals.persons, actual: String(data.psntime) }
    throw new Refusal('clearing-total', details)
  }
}
