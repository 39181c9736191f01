/**
 * Times and numbers for messages, so that no two messages of a load run share a msgid although
 * VUs cannot talk to each other. Portable: k6 bundles this file.
 *
 * A msgid has four digits for the messages of one second. Each VU owns a block of these numbers;
 * a VU that has used up its block dates the next message one second ahead rather than repeat one.
 */

const NUMBERS_PER_SECOND = 9999

/** More VUs than there are message numbers in a second. */
export class TooManyUsers extends RangeError {
  override readonly name = 'TooManyUsers'
}

export interface MessageStamp {
  /** yyyy-MM-dd HH:mm:ss, Beijing time. */
  readonly infTime: string
  /** 1 to 9999. */
  readonly sequence: number
}

/**
 * A source of stamps for one VU. Call it with the present in whole seconds since 1970 (UTC); the
 * stamps it gives never go back in time and never repeat, within this VU or among the `maxVUs`.
 *
 * @param vu number of this VU, from 1 to `maxVUs`
 */
export function stampsOf(vu: number, maxVUs: number): (nowSeconds: number) => MessageStamp {
  const block = Math.floor(NUMBERS_PER_SECOND / maxVUs)
  if (block < 1 || vu < 1 || vu > maxVUs) {
    throw new TooManyUsers(`VU ${vu} of ${maxVUs} has no message numbers of its own`)
  }
  const first = (vu - 1) * block + 1
  let second = 0
  let used = 0
  return (nowSeconds) => {
    if (nowSeconds > second) {
      second = nowSeconds
      used = 0
    } else if (used === block) {
      second += 1
      used = 0
    }
    used += 1
    return { infTime: beijingTime(second), sequence: first + used - 1 }
  }
}

/** Seconds since 1970 (UTC) as the wire writes them; Beijing has no daylight saving time. */
export function beijingTime(seconds: number): string {
  const iso = new Date((seconds + 8 * 3600) * 1000).toISOString()
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`
}
