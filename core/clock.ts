/** Time comes in as an argument. Business time is Beijing time (+08:00) all year round. */

const BEIJING_OFFSET_MILLISECONDS = 8 * 3_600_000

/** Gives the present as epoch milliseconds. */
export interface Clock {
  now(): number
}

/** A clock that stands still until it is told otherwise. */
export interface VirtualClock extends Clock {
  /** Sets business time; `yyyy-MM-dd HH:mm:ss`, Beijing. */
  set(text: string): void
  advance(milliseconds: number): void
}

/** The machine's clock: the only place that reads it. */
export function systemClock(): Clock {
  return { now: () => Date.now() }
}

/** A clock for simulations; starts at `yyyy-MM-dd HH:mm:ss`, Beijing. */
export function virtualClock(start: string): VirtualClock {
  let current = epochOf(start)
  return {
    now: () => current,
    set(text) {
      current = epochOf(text)
    },
    advance(milliseconds) {
      current += milliseconds
    },
  }
}

/** Epoch milliseconds of a Beijing time `yyyy-MM-dd HH:mm:ss` or day `yyyy-MM-dd`. */
export function epochOf(text: string): number {
  const iso = text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T')
  return Date.parse(`${iso}+08:00`)
}

/** `yyyy-MM-dd HH:mm:ss`, Beijing. */
export function beijingTime(epochMilliseconds: number): string {
  return isoBeijing(epochMilliseconds).slice(0, 19).replace('T', ' ')
}

/** `yyyyMMddHHmmssSSS`, Beijing: the form of refmsg_time and respond_time. */
export function compactTime(epochMilliseconds: number): string {
  return isoBeijing(epochMilliseconds).replace(/[^0-9]/g, '').slice(0, 17)
}

/** The moment that was told last: one message asks for the same one many times. */
let told = { epochMilliseconds: Number.NaN, text: '' }

function isoBeijing(epochMilliseconds: number): string {
  if (told.epochMilliseconds !== epochMilliseconds) {
    const text = new Date(epochMilliseconds + BEIJING_OFFSET_MILLISECONDS).toISOString()
    told = { epochMilliseconds, text }
  }
  return told.text
}
