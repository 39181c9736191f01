/** The whole run, found by what messages have in common; so that a long run is judged in time. */
import type { Heard } from '../evidence.ts'
import { baseOf, kindOf } from './kinds.ts'
import { isRecord, rowsOf, textOf } from './read.ts'

/** Messages in the order of arrival under each key; no entry for ''. */
type Shelf = ReadonlyMap<string, readonly Heard[]>

export interface RunIndex {
  readonly byMsgid: Shelf
  /** By the visit that a message is about, or that its answer opened. */
  readonly byVisit: Shelf
  /** Accepted answers to 1101, by the person they name. */
  readonly identified: Shelf
  /** Accepted 9001, by institution. */
  readonly signIns: Shelf
  /** First message of an institution's day that is no sign-in or sign-out: `code day`. */
  readonly firstOfDay: ReadonlyMap<string, number>
  /** Registrations and admissions, by institution and its visit number: `code number`. */
  readonly byNumber: Shelf
}

/** Sorts the messages of a run once. */
export function indexOf(heard: readonly Heard[]): RunIndex {
  const accepted = heard.filter((one) => one.accepted)
  const firstOfDay = new Map<string, number>()
  for (const one of heard) {
    const key = dayOf(one)
    if (kindOf(one.infno) !== 'session' && !firstOfDay.has(key)) firstOfDay.set(key, one.n)
  }
  return {
    byMsgid: shelf(heard, (one) => one.msgid),
    byVisit: shelf(heard, visitOf),
    identified: shelf(accepted.filter(({ infno }) => infno === '1101'), (one) =>
      textOf(rowsOf(one.output['baseinfo'])[0]?.['psn_no'])),
    signIns: shelf(accepted.filter(({ infno }) => infno === '9001'), (one) => one.institution),
    firstOfDay,
    byNumber: shelf(heard, (one) => {
      const number = numberOf(one)
      return number === '' ? '' : `${one.institution} ${number}`
    }),
  }
}

/** Institution and day of a message. */
export function dayOf({ institution, at }: Heard): string {
  return `${institution} ${at.slice(0, 10)}`
}

/** The visit that a message is about, or that its answer opened; '' for none. */
export function visitOf(heard: Heard): string {
  const opened = [...rowsOf(heard.output['data']), ...rowsOf(heard.output['result'])]
  const input = heard.envelope?.['input']
  const sent = isRecord(input) ? Object.values(input).flatMap(rowsOf) : []
  const rows = ['2201', '2401'].includes(baseOf(heard.infno)) ? opened : sent
  return rows.map((row) => textOf(row['mdtrt_id'])).find((id) => id !== '') ?? ''
}

/** The institution's own number of the visit that a message opens; '' for other messages. */
export function numberOf(heard: Heard): string {
  if (baseOf(heard.infno) === '2201') return textOf(heard.node('data')[0]?.['ipt_otp_no'])
  if (baseOf(heard.infno) === '2401') return textOf(heard.node('mdtrtinfo')[0]?.['ipt_no'])
  return ''
}

function shelf(heard: readonly Heard[], keyOf: (one: Heard) => string): Shelf {
  const groups = Map.groupBy(heard, keyOf)
  groups.delete('')
  return groups
}
