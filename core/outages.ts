/** Planned stops (停机窗口) of a party: announced before they start, and known in advance. */
import { compareTexts } from './compare.ts'


/** One planned stop. Times are Beijing time as on the wire, `yyyy-MM-dd HH:mm:ss`. */
export interface Outage {
  /** First moment of the stop. */
  readonly from: string
  /** The service is back from this moment on: not part of the stop. */
  readonly to: string
  readonly announcedAt: string
  readonly reason: string
}

/** A stop that ends before it starts, or that was announced when it had started. */
export class BadOutage extends Error {
  override readonly name = 'BadOutage'
}

/**
 * The stop that holds at a moment; of several the one that ends last, so that whoever is told
 * when to come back need not be told twice. Undefined outside of all stops.
 */
export function outageAt(outages: readonly Outage[], time: string): Outage | undefined {
  let holding: Outage | undefined
  for (const outage of outages) {
    if (time < outage.from || time >= outage.to) continue
    if (holding === undefined || outage.to > holding.to) holding = outage
  }
  return holding
}

/** Stops that are announced at a moment and not over yet, the next one first. */
export function announcedOutages(outages: readonly Outage[], time: string): readonly Outage[] {
  return outages
    .filter((outage) => outage.announcedAt <= time && time < outage.to)
    .sort((one, other) => compareTexts(one.from, other.from) || compareTexts(one.to, other.to))
}

/** Holds stops to their own rule: announced before they start. @throws BadOutage */
export function checkedOutages(outages: readonly Outage[]): readonly Outage[] {
  for (const { from, to, announcedAt } of outages) {
    if (to <= from) throw new BadOutage(`a stop from ${from} ends at ${to}, before it starts`)
    if (announcedAt < from) continue
    throw new BadOutage(`a stop from ${from} was announced at ${announcedAt}, not before it`)
  }
  return outages
}
