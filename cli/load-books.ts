/** Before the load the desk signs in; after it, what k6 saw is compared with the books. */
import type { Sender } from '../contracts/envelope.ts'
import type { Handler } from '../contracts/exchange.ts'
import { beijingTime, systemClock } from '../core/clock.ts'
import type { Seat } from '../load/load-plan.ts'
import { reconcile } from '../load/reconcile.ts'
import type { Difference, PlatformSettlement } from '../load/reconcile.ts'
import type { Seen } from '../load/seen.ts'
import { dayEnd, signIn } from '../scenarios/journeys/session.ts'
import { runJourney } from '../simulators/hospital/engine.ts'
import type { Country } from '../simulators/world/country.ts'

/** What the comparison found. */
export interface BooksComparison {
  readonly differences: readonly Difference[]
  /** Empty when 3201 called the totals equal, else the platform's own words. */
  readonly statement: string
  readonly settlements: number
  readonly settledFen: number
}

/** Signs the desk in (9001). */
export async function signInSeat(sender: Sender, platform: Handler): Promise<Seat> {
  const signNo = await runJourney(signIn(sender.opter), desk(sender, '', platform))
  return { sender, signNo }
}

/** Record by record against the ledger, and the totals over the wire (3201). */
export async function compareBooks(
  seen: readonly Seen[],
  country: Country,
  seat: Seat,
): Promise<BooksComparison> {
  const settlements = country.settlements().map(
    (row): PlatformSettlement => ({
      setl_id: row.setl_id,
      mdtrt_id: row.mdtrt_id,
      medfeeFen: row.medfee_fen,
      fundFen: row.fund_fen,
      acctFen: row.account_fen,
      cashFen: row.cash_fen,
    }),
  )
  const sum = (pick: (one: PlatformSettlement) => number) =>
    settlements.reduce((total, one) => total + pick(one), 0)
  const count = country
    .settlements()
    .reduce((total, row) => total + (row.kind === 'forward' ? 1 : -1), 0)
  const totals = {
    medfeeFen: sum((one) => one.medfeeFen),
    fundFen: sum((one) => one.fundFen),
    acctFen: sum((one) => one.acctFen),
    count,
  }
  return {
    differences: reconcile(seen, { settlements, totals }),
    statement: await statement(seen, country.platform, seat),
    settlements: settlements.length,
    settledFen: totals.medfeeFen,
  }
}

/** Asks the platform whether the hospital's totals of the day are its own. */
async function statement(seen: readonly Seen[], platform: Handler, seat: Seat): Promise<string> {
  const booked = seen.filter((record) => record.kind === 'booked')
  const sum = (pick: (one: (typeof booked)[number]) => number) =>
    booked.reduce((total, one) => total + pick(one), 0)
  const today = beijingTime(systemClock().now())
  const sheet = {
    name: 'load/day-end',
    journey: 'day-end' as const,
    fixmedins_code: seat.sender.fixmedins_code,
    mdtrtarea_admvs: seat.sender.mdtrtarea_admvs,
    startsAt: today,
  }
  const [result] = await runJourney(
    dayEnd(sheet, [
      {
        insutype: '310',
        clr_type: '11',
        medfeeFen: sum((one) => one.medfeeFen),
        fundFen: sum((one) => one.fundFen),
        accountFen: sum((one) => one.acctFen),
        count: booked.reduce((total, one) => total + (one.medfeeFen < 0 ? -1 : 1), 0),
      },
    ]),
    desk(seat.sender, seat.signNo, platform),
  )
  if (result === undefined) return 'no answer'
  return result.equal ? '' : result.description
}

function desk(sender: Sender, signNo: string, exchange: Handler) {
  let sequence = 9900
  return {
    exchange,
    stamp: () => {
      sequence += 1
      return { sender, signNo, sequence, infTime: beijingTime(systemClock().now()) }
    },
  }
}
