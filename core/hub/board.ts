/** What a hub has announced and opened: kept in its store, looked at with every message. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Clock } from '../clock.ts'
import { beijingTime } from '../clock.ts'
import { announcedOutages, checkedOutages, outageAt } from '../outages.ts'
import type { Outage } from '../outages.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { beginningOf } from './beginning.ts'
import { switchboard } from './switches.ts'
import type { Switch } from './switches.ts'

export interface Board {
  /**
   * Announces a planned stop from now on (RULE-248).
   * @throws BadOutage when it would have begun already
   */
  announce(stop: Omit<Outage, 'announcedAt'>): Promise<void>
  /** Stops that are announced and not over, the next one first. */
  stops(): readonly Outage[]
  /** Adds rows to the switchboard; earlier rows stay as history. */
  turn(switches: readonly Switch[]): Promise<void>
  /** Every row of the switchboard, in the order of their coming. */
  switches(): readonly Switch[]
  /** @throws Refusal in a stop, or when the message would begin what is not opened */
  requireOpen(request: RequestEnvelope, placeOfCare: string, insuredPlace: string): void
}

/** The board of a store, as it was left. */
export function createBoard(store: Store, clock: Clock): Board {
  let stops = readStops(store)
  let switches = readSwitches(store)
  let requireSwitch = switchboard(switches)
  const now = () => beijingTime(clock.now())

  return {
    async announce(stop) {
      const announced = { ...stop, announcedAt: now() }
      checkedOutages([announced])
      await store.commit(() => insertStop(store, announced))
      stops = readStops(store)
    },
    stops: () => announcedOutages(stops, now()),
    async turn(added) {
      await store.commit(() => added.forEach((one) => insertSwitch(store, one)))
      switches = readSwitches(store)
      requireSwitch = switchboard(switches)
    },
    switches: () => switches,
    requireOpen(request, placeOfCare, insuredPlace) {
      const time = now()
      const stop = outageAt(stops, time)
      if (stop !== undefined) throw new Refusal('hub-stopped', { ...stop })
      const beginning = beginningOf(request, placeOfCare, insuredPlace, time.slice(0, 10))
      if (beginning !== undefined) requireSwitch(beginning)
    },
  }
}

function readStops(store: Store): Outage[] {
  return store.all<Outage>(
    `select from_time as "from", to_time as "to", announced_at as "announcedAt", reason
       from hub_stop order by id`,
  )
}

function readSwitches(store: Store): Switch[] {
  return store.all<Switch>(
    `select place_of_care as "placeOfCare", insured_place as "insuredPlace", kind, insutype,
            from_day as "from", state from hub_switch order by id`,
  )
}

function insertStop(store: Store, stop: Outage): void {
  store.run(
    'insert into hub_stop (from_time, to_time, announced_at, reason) values (?, ?, ?, ?)',
    stop.from,
    stop.to,
    stop.announcedAt,
    stop.reason,
  )
}

function insertSwitch(store: Store, one: Switch): void {
  store.run(
    `insert into hub_switch (place_of_care, insured_place, kind, insutype, from_day, state)
     values (?, ?, ?, ?, ?, ?)`,
    one.placeOfCare,
    one.insuredPlace,
    one.kind,
    one.insutype,
    one.from,
    one.state,
  )
}
