/** What the whole recording remembers of messages long gone: ids, visits and visit numbers. */
import { kindOf } from '../checks/kinds.ts'
import { textOf } from '../checks/read.ts'
import { numberOf } from '../checks/run-index.ts'
import type { Heard } from '../evidence.ts'
import { fingerprintOf } from './fingerprint.ts'
import { createSeenTable } from './seen.ts'
import type { Sight } from './seen.ts'
import { remembered } from './slim.ts'

export interface Memory {
  /** Notes a message id; the first message under that id when there was one. */
  note(heard: Heard): Sight | undefined
  /** The first message under the id of this one: itself again, or another one. */
  firstOf(heard: Heard, first: Sight | undefined): Heard | undefined
  /** The message that a reversal names, when it is not among those at hand. */
  originalOf(heard: Heard, atHand: readonly Heard[]): Heard | undefined
  /** Notes that a visit number was used, or is free again. */
  opened(heard: Heard, number: string, group: () => readonly Heard[]): void
  openedBefore(heard: Heard): { readonly key: string; readonly opened: Heard } | undefined
  /** Messages of a visit are given up. */
  forgotten(visit: string): void
  isForgotten(visits: readonly string[]): boolean
}

/** A memory of nothing. */
export function createMemory(): Memory {
  const seen = createSeenTable()
  const infnos: string[] = ['']

  function codeOf(infno: string): number {
    const at = infnos.indexOf(infno)
    return at >= 0 ? at : infnos.push(infno) - 1
  }

  function free(key: string): void {
    if (seen.get(key) !== undefined) seen.put(key, { n: 0, mark: 0, code: 0 })
  }

  return {
    note(heard) {
      if (heard.msgid === '' || heard.envelope === null) return undefined
      const first = seen.get(heard.msgid)
      if (first !== undefined) return first
      const { n, infno } = heard
      seen.put(heard.msgid, { n, mark: fingerprintOf(heard), code: codeOf(infno) })
      return undefined
    },
    firstOf(heard, first) {
      if (first === undefined) return undefined
      const infno = infnos[first.code] ?? ''
      const { msgid, institution, envelope } = heard
      const before = remembered({ n: first.n, infno, msgid, institution })
      return first.mark === fingerprintOf(heard) ? { ...before, envelope } : before
    },
    originalOf(heard, atHand) {
      const omsgid = textOf(heard.node('data')[0]?.['omsgid'])
      if (kindOf(heard.infno) !== 'reversal' || omsgid === '') return undefined
      const sight = seen.get(omsgid)
      if (sight === undefined || atHand.some((one) => one.msgid === omsgid)) return undefined
      const infno = infnos[sight.code] ?? ''
      return remembered({ n: sight.n, infno, msgid: omsgid, institution: heard.institution })
    },
    opened(heard, number, group) {
      if (!heard.accepted) return
      if (number !== '') {
        const key = keyOf(heard, number)
        const before = seen.get(key)
        if (before === undefined || before.n === 0) seen.put(key, { n: heard.n, mark: 0, code: 0 })
        return
      }
      const row = heard.node('data')[0]
      if (heard.infno === '2202') free(keyOf(heard, textOf(row?.['ipt_otp_no'])))
      if (heard.infno !== '2601') return
      const original = group().find((one) => one.msgid === textOf(row?.['omsgid']))
      if (original !== undefined) free(keyOf(original, numberOf(original)))
    },
    openedBefore(heard) {
      const number = numberOf(heard)
      if (number === '') return undefined
      const first = seen.get(keyOf(heard, number))
      const again = (seen.get(heard.msgid)?.n ?? heard.n) < heard.n
      if (again || first === undefined || first.n === 0 || first.n >= heard.n) return undefined
      const { institution } = heard
      const opened = remembered({ n: first.n, infno: '', msgid: '', institution })
      return { key: `${institution} ${number}`, opened: { ...opened, accepted: true } }
    },
    forgotten(visit) {
      seen.put(`visit ${visit}`, { n: 0, mark: 0, code: 0 })
    },
    isForgotten: (visits) => visits.some((visit) => seen.get(`visit ${visit}`) !== undefined),
  }
}

function keyOf({ institution }: Heard, number: string): string {
  return `number ${institution} ${number}`
}
