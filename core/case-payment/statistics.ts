/** 3608 to 3611: groups of a month counted, for the institution and by group. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { settlement } from '../books.ts'
import type { Effect } from '../desk.ts'
import { divideHalfUp, yuanOf } from '../money.ts'
import { pooled } from '../platform/context.ts'
import type { PlatformContext } from '../platform/context.ts'
import { Refusal } from '../refusal.ts'
import { listsOfMonth } from './lists.ts'
import type { KeptList } from './lists.ts'
import { caseFactsOf } from './quality.ts'
import { page } from './queries.ts'

type Query = Inputs['3609']['data']

/** 3608 (DIP) and 3610 (DRG): one row for the institution. */
export function summary(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = request.input['data'] as Query
  const cases = casesOf(context, request, data)
  if (cases.length === 0) return { output: { data: [] } }
  const groups = new Set(cases.map(({ kept }) => kept.group?.adrgCode))
  const row = {
    setl_mon: data.setl_mon,
    fixmedins_code: request.fixmedins_code,
    fixmedins_name: context.institution(request.fixmedins_code)?.fixmedins_name ?? '',
    grp_sum: groups.size,
    ...figuresOf(cases),
    admdvs: pooled('mdtrtarea_admvs', request.mdtrtarea_admvs),
  }
  return { output: { data: page(data, [row]) } }
}

/** 3609 (DIP) and 3611 (DRG): one row for each group. */
export function byGroup(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = request.input['data'] as Query
  if (data.fixmedins_code !== request.fixmedins_code) {
    throw new Refusal('own-data-only', { field: 'fixmedins_code', value: data.fixmedins_code })
  }
  const wanted = data.dise_code ?? ''
  const drg = request.infno === '3611'
  const codeOf = ({ kept }: Case) => (drg ? kept.group?.drgCode : kept.group?.adrgCode) ?? ''
  const cases = casesOf(context, request, data)
  const codes = [...new Set(cases.map(codeOf))].toSorted()
  const rows = codes
    .filter((code) => wanted === '' || wanted === code)
    .map((code) => {
      const own = cases.filter((one) => codeOf(one) === code)
      const name = own[0]?.kept.group?.name ?? ''
      const facts = own[0] === undefined ? undefined : caseFactsOf(own[0].kept.list)
      const dip = {
        dip_dise_grp_code: code,
        dip_dise_grp_name: name,
        grp_diag_code: facts?.mainDiagnosis ?? '',
        grp_diag_name: name,
        oprn_grp_code: facts?.operations[0] ?? '',
        oprn_grp_name: own[0]?.kept.list.oprninfo[0]?.oprn_oprt_name ?? '',
      }
      return {
        setl_mon: data.setl_mon,
        ...(drg ? { drg_code: code, drg_name: name } : dip),
        admdvs: pooled('mdtrtarea_admvs', request.mdtrtarea_admvs),
        ...figuresOf(own),
      }
    })
  return { output: { data: page(data, rows) } }
}

interface Case {
  readonly kept: KeptList
  readonly feeFen: number
}

/** Cases that are grouped and not undone. */
function casesOf(
  { store }: PlatformContext,
  { fixmedins_code }: RequestEnvelope,
  { setl_mon }: Query,
): Case[] {
  return listsOfMonth(store, fixmedins_code, setl_mon)
    .filter(({ group, valid }) => group !== null && valid)
    .map((kept) => ({ kept, feeFen: settlement(store, kept.setlId)?.medfee_fen ?? 0 }))
}

function figuresOf(cases: readonly Case[]) {
  const sum = cases.reduce((total, { feeFen }) => total + feeFen, 0)
  return {
    medfee_sumamt: yuanOf(sum),
    setl_psntime: cases.length,
    ave_medfee_sumamt: yuanOf(divideHalfUp(BigInt(sum), BigInt(Math.max(1, cases.length)))),
  }
}
