/** 2172 to 2176: what an institution may look up about the clearing of its months. */
import { meaningOf } from '../../../contracts/dictionaries.ts'
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { addDays, addMonths, lastDayOf } from '../../days.ts'
import type { Effect } from '../../desk.ts'
import { outTypeOf, scopeOf } from '../../hub/scope.ts'
import { digitsOf } from '../../ids.ts'
import { yuanOf } from '../../money.ts'
import type { PlatformContext } from '../../platform/context.ts'
import { Refusal } from '../../refusal.ts'
import { settledBetween } from '../../settled.ts'
import type { Settled } from '../../settled.ts'
import { STATE } from '../books.ts'
import { claimOfSettlement, totalsOf } from '../claims.ts'
import { stateOf } from '../lookup.ts'
import { factsOf, pageOf } from './rows.ts'

type Query = Inputs['2172']

/** 2172: totals of the months asked for. */
export function monthlyTotals(context: PlatformContext, request: RequestEnvelope): Effect {
  const query = request.input as unknown as Query
  const rows = asked(context, request, query)
  const months = [...new Set(rows.map(monthOfRow))].toSorted()
  const all = months.map((month) => {
    const own = rows.filter((row) => monthOfRow(row) === month)
    const totals = totalsOf(own)
    return {
      setl_dcla_no: digitsOf(`${query.fixmedins_code}/${query.clr_type}/${month}`, 20),
      ...institutionOf(context, query),
      ...codesOfQuery(query),
      clr_stas_name: meaningOf('clr_stas', query.clr_stas) ?? '',
      start_clrym: month,
      end_clrym: month,
      begndate: `${month}01`,
      enddate: lastDayOf(month).replaceAll('-', ''),
      setl_ids_key: digitsOf(own.map(({ setlId }) => setlId).join('/'), 20),
      sumamt: yuanOf(totals.feeFen),
      cash_payamt: yuanOf(totals.cashFen),
      acct_pay_sumamt: yuanOf(totals.accountFen),
      fund_pay_sumamt: yuanOf(totals.fundFen),
      clr_psntime: totals.persons,
    }
  })
  return { output: pageOf(query, all) }
}

/** 2173: the settlements behind the totals. */
export function monthlyDetails(context: PlatformContext, request: RequestEnvelope): Effect {
  const query = request.input as unknown as Query
  const all = asked(context, request, query).map((row) => {
    const { certno, emp_name, ...facts } = factsOf(context.store, row)
    const scope = scopeOf(row.placeOfCare, row.insuredPlace)
    const out_type = outTypeOf(scope, 'place-of-care')
    return {
      ...institutionOf(context, query),
      ...facts,
      out_type,
      out_type_name: meaningOf('out_type', out_type) ?? '',
      sumamt: yuanOf(row.feeFen),
      cash_payamt: yuanOf(row.cashFen),
      acct_payamt: yuanOf(row.accountFen),
      clr_psntime: row.reverses === null ? 1 : -1,
      psn_no: row.psnNo,
      ssn: certno,
      emp_name,
      mdtrt_setl_time: row.settledAt.slice(0, 10),
      mdtrt_regno: row.visitId,
      mdtrtsn: row.visitId,
    }
  })
  return { output: pageOf(query, all) }
}

/** 2174: the same by fund. */
export function monthlyFunds(context: PlatformContext, request: RequestEnvelope): Effect {
  const query = request.input as unknown as Query & { readonly mdtrt_regno?: string }
  const visit = query.mdtrt_regno ?? ''
  const all = asked(context, request, query)
    .filter(({ visitId }) => visit === '' || visitId === visit)
    .flatMap((row) =>
      Object.entries(row.funds).map(([fund, fen]) => {
        const { certno: _, emp_name: __, psn_name: ___, ...facts } = factsOf(context.store, row)
        const name = meaningOf('fund_pay_type', fund) ?? ''
        return {
          ...institutionOf(context, query),
          ...codesOfQuery(query),
          clr_way: '1',
          clr_way_name: meaningOf('clr_way', '1') ?? '',
          ...facts,
          clr_stas: query.clr_stas,
          clr_stas_name: meaningOf('clr_stas', query.clr_stas) ?? '',
          fund_pay_type: fund,
          fund_pay_type_name: name,
          poolarea_fund_pay_type: fund,
          poolarea_fund_pay_name: name,
          fund_appy_sum: yuanOf(fen),
        }
      }),
    )
  return { output: pageOf(query, all) }
}

/** 2175: a pharmacy's day, by sale and fund. */
export function pharmacyDetails(context: PlatformContext, request: RequestEnvelope): Effect {
  const query = request.input as unknown as Inputs['2175']
  requireOwn(request, query.fixmedins_code)
  const day = query.query_date.slice(0, 10)
  const all = rowsOf(context, query.fixmedins_code, day, addDays(day, 1)).flatMap((row) => {
    const state = stateOfRow(context, row)
    const { emp_name: _, gend: __, ...facts } = factsOf(context.store, row)
    return Object.entries(row.funds).map(([fund, fen]) => ({
      ...institutionOf(context, query),
      ...facts,
      mdtrt_regno: row.visitId.slice(-20),
      clr_stas: String(state),
      clr_stas_name: meaningOf('clr_stas', String(state)) ?? '',
      fund_pay_type: fund,
      fund_pay_type_name: meaningOf('fund_pay_type', fund) ?? '',
      medfee_sumamt: yuanOf(row.feeFen),
      dfr_sumamt: yuanOf(fen),
      dcla_sum: yuanOf(state >= STATE.declared ? fen : 0),
      pay_sum: yuanOf(state === STATE.paid ? fen : 0),
    }))
  })
  return { output: pageOf(query, all) }
}

/** 2176: a pharmacy's period, all together. */
export function pharmacyTotals(context: PlatformContext, request: RequestEnvelope): Effect {
  const query = request.input as unknown as Inputs['2176']
  requireOwn(request, query.fixmedins_code)
  const until = addDays(query.end_date.slice(0, 10), 1)
  const rows = rowsOf(context, query.fixmedins_code, query.start_date.slice(0, 10), until)
  const owedFen = (some: readonly Settled[]) =>
    some.reduce((sum, { fundFen, accountFen }) => sum + fundFen + accountFen, 0)
  const declared = rows.filter((row) => stateOfRow(context, row) >= STATE.declared)
  const paid = rows.filter((row) => stateOfRow(context, row) === STATE.paid)
  const med_type = rows[0]?.medType ?? '41'
  return {
    output: {
      ...institutionOf(context, query),
      med_type,
      med_type_name: meaningOf('med_type', med_type) ?? '',
      medfee_sumamt: yuanOf(rows.reduce((sum, { feeFen }) => sum + feeFen, 0)),
      dfr_sumamt: yuanOf(owedFen(rows)),
      dcla_sum: yuanOf(owedFen(declared)),
      pay_sum: yuanOf(owedFen(paid)),
      no_pay_sum: yuanOf(owedFen(rows) - owedFen(paid)),
    },
  }
}

/** Out-of-area rows of the class, months, office and state that the query names. */
function asked(context: PlatformContext, request: RequestEnvelope, query: Query): Settled[] {
  requireOwn(request, query.fixmedins_code)
  for (const field of ['start_clrym', 'end_clrym'] as const) {
    if (/^\d{4}(0[1-9]|1[0-2])$/.test(query[field])) continue
    throw new Refusal('clearing-rows', { field, what: '应为六位年月' })
  }
  const first = (month: string) => `${month.slice(0, 4)}-${month.slice(4)}-01`
  const until = first(addMonths(query.end_clrym, 1))
  return rowsOf(context, query.fixmedins_code, first(query.start_clrym), until)
    .filter((row) => crossRegionClass(row) === query.clr_type)
    .filter((row) => row.placeOfCare === query.clr_optins)
    .filter((row) => String(stateOfRow(context, row)) === query.clr_stas)
}

/** Insurance, kind of care (1 outpatient, 2 stay, 4 pharmacy), 1, and 1 in or 2 out of province. */
function crossRegionClass(row: Settled): string {
  const scope = scopeOf(row.placeOfCare, row.insuredPlace)
  if (scope === 'local') return ''
  const kind = row.clearingType === '21' ? '2' : row.clearingType === '41' ? '4' : '1'
  const insurance = row.insutype.startsWith('39') ? '390' : '310'
  return `${insurance}${kind}1${scope === 'intra-province' ? '1' : '2'}`
}

function rowsOf(
  { store }: PlatformContext,
  institution: string,
  from: string,
  until: string,
): Settled[] {
  return settledBetween(store, from, until, institution)
}

function stateOfRow({ store }: PlatformContext, { setlId }: Settled): number {
  const claim = claimOfSettlement(store, setlId)
  return claim === undefined ? 0 : stateOf(store, claim)
}

function institutionOf(context: PlatformContext, query: { readonly fixmedins_code: string }) {
  const { fixmedins_code } = query
  const fixmedins_name = context.institution(fixmedins_code)?.fixmedins_name ?? ''
  return { fixmedins_code, fixmedins_name }
}

function codesOfQuery({ clr_type, clr_optins }: Query) {
  const clr_type_name = meaningOf('clr_type_cross_region', clr_type) ?? ''
  return { clr_optins, clr_type, clr_type_name }
}

function requireOwn(request: RequestEnvelope, code: string): void {
  if (code === request.fixmedins_code) return
  throw new Refusal('own-data-only', { field: 'fixmedins_code', value: code })
}

function monthOfRow({ settledAt }: Settled): string {
  return settledAt.slice(0, 4) + settledAt.slice(5, 7)
}
