/**
 * The hub's copy of filings, for the places of care: it acknowledges what it can use and says of
 * everything else what does not match, so that the insured place corrects it (RULE-027).
 */
import { poolingAreaOf } from '../../contracts/areas.ts'
import type { FilingExchange, FilingFeedback } from '../benefit/filing/exchange.ts'
import type { PlaceFiling } from '../benefit/filing/record.ts'
import type { Clock } from '../clock.ts'
import { beijingTime } from '../clock.ts'
import type { Store } from '../store/store.ts'

interface Keeper {
  readonly store: Store
  readonly clock: Clock
  /** Area of an institution in the national directory; undefined when it is not there. */
  readonly institutionArea: (code: string) => string | undefined
}

interface Row {
  readonly serial: string
  readonly version: number
  readonly psn_no: string
  readonly feedback: string
  readonly body: string
}

/** The copy in a hub's store; every version that came stays, with what was said of it. */
export function filingReplica(keeper: Keeper): FilingExchange {
  const { store, clock } = keeper
  return {
    async submit(filing) {
      const body = JSON.stringify(filing)
      const held = versionsOf(store, filing.serial)
      const same = held.find(({ version }) => version === filing.version)
      if (same !== undefined) return sameAgain(same, body)
      const feedback = judged(keeper, filing, held)
      await store.commit(() => {
        store.run(
          `insert into hub_filing
             (serial, version, psn_no, acknowledged, received_at, feedback, body)
           values (?, ?, ?, ?, ?, ?, ?)`,
          filing.serial,
          filing.version,
          filing.psn_no,
          feedback.outcome === 'acknowledged' ? 1 : 0,
          beijingTime(clock.now()),
          JSON.stringify(feedback),
          body,
        )
      })
      return feedback
    },
    async find(psnNo) {
      const rows = store.all<Row>(
        `select serial, version, psn_no, feedback, body from hub_filing
          where psn_no = ? and acknowledged = 1 order by serial, version`,
        psnNo,
      )
      const newest = new Map(rows.map(({ serial, body }) => [serial, body]))
      return [...newest.values()].map((body) => JSON.parse(body) as PlaceFiling)
    },
  }
}

function versionsOf(store: Store, serial: string): Row[] {
  return store.all<Row>(
    `select serial, version, psn_no, feedback, body from hub_filing
      where serial = ? order by version`,
    serial,
  )
}

function sameAgain({ body, feedback }: Row, again: string): FilingFeedback {
  if (body === again) return JSON.parse(feedback) as FilingFeedback
  return mismatch('version', '同一版本的备案内容与先前收到的不同')
}

function judged(keeper: Keeper, filing: PlaceFiling, held: readonly Row[]): FilingFeedback {
  const { psn_no, version, insuplc_admdvs, area, institution, begndate, enddate } = filing
  const newest = held.at(-1)
  if (newest !== undefined && newest.psn_no !== psn_no) {
    return mismatch('psn_no', '备案流水号已用于另一参保人')
  }
  if (newest !== undefined && version < newest.version) {
    return mismatch('version', `已收到更新的版本${newest.version}`)
  }
  if (poolingAreaOf(insuplc_admdvs) === undefined) {
    return mismatch('insuplc_admdvs', `参保地区划不存在：${insuplc_admdvs}`)
  }
  const filed = poolingAreaOf(area)
  if (filed === undefined) return mismatch('area', `就医地区划不存在：${area}`)
  // What is withdrawn on its first day was never in force.
  if (enddate < begndate && !WITHDRAWN.has(filing.state)) {
    return mismatch('enddate', '终止日期早于开始日期')
  }
  if (institution === null) return { outcome: 'acknowledged' }
  const found = keeper.institutionArea(institution)
  if (found === undefined) return mismatch('institution', `目录中没有该机构：${institution}`)
  const place = poolingAreaOf(found) ?? ''
  // A filing to a whole province reaches every institution in it.
  const within = filed.endsWith('0000') ? place.slice(0, 2) === filed.slice(0, 2) : place === filed
  if (within) return { outcome: 'acknowledged' }
  return mismatch('institution', `机构${institution}不在备案就医地${area}`)
}

const WITHDRAWN: ReadonlySet<string> = new Set(['cancelled', 'changed', 'ended'])

function mismatch(field: string, message: string): FilingFeedback {
  return { outcome: 'mismatch', field, message }
}
