/**
 * The second book-keeper of a month: from what was said on the first hop alone it makes the books
 * of every party anew. It imports neither calculator nor ledger, so that it cannot share an error.
 */
import { createAuditor } from '../auditor.ts'
import type { AuditRow } from '../auditor.ts'
import { kindOf } from '../checks/kinds.ts'
import { amountFen, isRecord, textOf } from '../checks/read.ts'
import { heardOf } from '../evidence.ts'
import type { Heard } from '../evidence.ts'

/** One message on the first hop, as text, and what became of it. */
export interface Said {
  readonly at: string
  readonly request: string
  /** Null when no party ever saw the message. */
  readonly response: string | null
  readonly delivered: boolean
}

/** What one settlement told about the person's year, for the accumulators. */
export interface Usage {
  readonly setlId: string
  readonly psnNo: string
  readonly insutype: string
  readonly year: string
  /** Amounts in fen, `inpatientStays` a count; by name of the accumulator. */
  readonly used: Readonly<Record<string, number>>
  readonly accountFen: number
  /** Balance told after the settlement; null where the answer has none. */
  readonly balanceFen: number | null
}

export interface SecondBooks {
  said(message: Said): void
  /** Forward and undoing rows, in the order of the wire. */
  rows(): readonly AuditRow[]
  /** What each forward row used, in the order of the wire. */
  usages(): readonly Usage[]
}

/** Only these can add to anybody's books; the rest need not be read. */
const BOOKS = new Set(['settle', 'refund', 'reversal'])

/** Books with nothing in them. */
export function openSecondBooks(): SecondBooks {
  const auditor = createAuditor()
  const usages = new Map<string, Usage>()
  let messages = 0
  return {
    said(message) {
      messages += 1
      const infno = /"infno"\s*:\s*"(\w+)"/.exec(message.request)?.[1] ?? ''
      if (message.response === null || !BOOKS.has(kindOf(infno))) return
      const heard = heardOf(exchangeOf(message, messages, infno))
      auditor.hear(heard)
      if (heard.accepted && kindOf(infno) === 'settle') {
        const usage = usageOf(heard)
        if (usage !== undefined && !usages.has(usage.setlId)) usages.set(usage.setlId, usage)
      }
    },
    rows: () => auditor.audit().rows,
    usages: () => [...usages.values()],
  }
}

function exchangeOf({ at, request, response, delivered }: Said, n: number, infno: string) {
  const json = JSON.parse(request) as { msgid?: unknown }
  return {
    schema: 'liantiao/exchange/1' as const,
    case: '',
    infno,
    msgid: textOf(json.msgid),
    hop: 'institution-platform' as const,
    at,
    n,
    request: { path: '', body: { json } },
    response: { status: 200, body: { json: JSON.parse(response ?? 'null') as unknown } },
    delivered,
  }
}

/** Chronic care and stays draw on the inpatient cap, ordinary outpatient care on its own. */
function usageOf({ output }: Heard): Usage | undefined {
  const info = output['setlinfo']
  if (!isRecord(info)) return undefined
  const fen = (field: string) => amountFen(info[field]) ?? 0
  const medType = textOf(info['med_type'])
  const inpatient = medType.startsWith('21') || medType === '28' || medType === '52'
  const ordinary = medType === '11' || medType === '13'
  return {
    setlId: textOf(info['setl_id']),
    psnNo: textOf(info['psn_no']),
    insutype: textOf(info['insutype']),
    year: textOf(info['setl_time']).slice(0, 4),
    used: {
      poolFen: ordinary ? 0 : fen('hifp_pay'),
      outpatientPoolFen: ordinary ? fen('hifp_pay') : 0,
      outpatientDeductibleFen: ordinary ? fen('act_pay_dedc') : 0,
      medicalAidFen: fen('maf_pay'),
      inpatientStays: inpatient ? 1 : 0,
    },
    accountFen: fen('acct_pay'),
    balanceFen: amountFen(info['balc']),
  }
}
