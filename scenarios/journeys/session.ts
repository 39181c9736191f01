/** The desk's day: 9001 in the morning; 3201 and 9002 in the evening. */
import type { CaseSheet } from '../../contracts/case.ts'
import type { Journey } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { yuanOf } from '../../core/money.ts'
import { ask } from './ask.ts'

/** One row of the institution's own books, summed by insurance type and clearing type. */
export interface DayTotal {
  readonly insutype: string
  readonly clr_type: string
  readonly medfeeFen: number
  readonly fundFen: number
  readonly accountFen: number
  /** Settlements minus refunds. */
  readonly count: number
}

/** What the desk is told about an unequal total. */
export interface StatementResult {
  readonly insutype: string
  readonly clr_type: string
  readonly equal: boolean
  readonly description: string
}

/** Signs in; returns the day's sign-in number for the envelope. */
export function* signIn(operator: string): Journey<string> {
  const signed = yield* ask<Outputs['9001']>({
    infno: '9001',
    insuplc_admdvs: '',
    input: { signIn: { opter_no: operator, mac: '02-00-00-00-00-01', ip: '127.0.0.1' } },
  })
  return signed.signinoutb.sign_no
}

/** Compares the day's totals (3201), one message for each insurance type and clearing type. */
export function* dayEnd(
  sheet: CaseSheet,
  totals: readonly DayTotal[],
): Journey<StatementResult[]> {
  const day = sheet.startsAt.slice(0, 10)
  const results: StatementResult[] = []
  for (const total of totals) {
    const { stmtinfo } = yield* ask<Outputs['3201']>({
      infno: '3201',
      insuplc_admdvs: '',
      input: {
        data: {
          insutype: total.insutype,
          clr_type: total.clr_type,
          setl_optins: sheet.mdtrtarea_admvs,
          stmt_begndate: day,
          stmt_enddate: day,
          medfee_sumamt: yuanOf(total.medfeeFen),
          fund_pay_sumamt: yuanOf(total.fundFen),
          acct_pay: yuanOf(total.accountFen),
          fixmedins_setl_cnt: total.count,
          refd_setl_flag: '',
          fixmedins_refd_setl_flag: '0',
        },
      },
    })
    results.push({
      insutype: total.insutype,
      clr_type: total.clr_type,
      equal: stmtinfo.stmt_rslt === '0',
      description: stmtinfo.stmt_rslt_dscr ?? '',
    })
  }
  return results
}

/** Signs the operator out. */
export function* signOut(signNo: string, operator: string): Journey {
  yield* ask({
    infno: '9002',
    insuplc_admdvs: '',
    input: { signOut: { sign_no: signNo, opter_no: operator } },
  })
}
