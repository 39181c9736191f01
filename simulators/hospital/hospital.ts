/** A hospital information system: performs case sheets at its desks and keeps its own books. */
import type { CaseSheet } from '../../contracts/case.ts'
import type { Sender } from '../../contracts/envelope.ts'
import type { Handler, Journey } from '../../contracts/exchange.ts'
import { beijingTime, virtualClock } from '../../core/clock.ts'
import { createBooks, soundBookKeeping } from './books.ts'
import type { BookKeeping, BookRow } from './books.ts'
import { runJourney } from './engine.ts'
import type { Playbook } from './playbook.ts'

export interface HospitalOptions {
  /** Its institutions, by fixmedins_code. */
  readonly senders: Readonly<Record<string, Sender>>
  readonly playbook: Playbook
  readonly exchange: Handler
  readonly bookKeeping?: BookKeeping
}

/** What came of a case, as the hospital sees it. */
export interface Performance {
  readonly outcome: 'done' | 'stopped'
  /** Why it stopped; '' when done. */
  readonly reason: string
  readonly receipts: readonly { readonly setl_id: string; readonly cashFen: number }[]
}

export interface Hospital {
  perform(sheet: CaseSheet): Promise<Performance>
  books(): readonly BookRow[]
}

/** A hospital that has not signed in yet and whose books are empty. */
export function createHospital(options: HospitalOptions): Hospital {
  const { senders, playbook, exchange } = options
  const clock = virtualClock('2026-01-01 00:00:00')
  const books = createBooks(options.bookKeeping ?? soundBookKeeping)
  const signNumbers = new Map<string, string>()
  let sequence = 0

  function run<Result>(sender: Sender, journey: Journey<Result>): Promise<Result> {
    return runJourney(playbook.careful(journey), {
      exchange,
      stamp: () => {
        clock.advance(1000)
        sequence = (sequence % 9999) + 1
        return {
          sender,
          infTime: beijingTime(clock.now()),
          sequence,
          signNo: signNumbers.get(sender.fixmedins_code) ?? '',
        }
      },
      observe: (step, msgid, response) =>
        books.observe(step, msgid, sender.fixmedins_code, response),
    })
  }

  async function dayEnd(sheet: CaseSheet, sender: Sender): Promise<string> {
    const results = await run(
      sender,
      playbook.dayEnd(sheet, books.totals(sender.fixmedins_code)),
    )
    const signNo = signNumbers.get(sender.fixmedins_code)
    if (signNo !== undefined) await run(sender, playbook.signOut(signNo, sender.opter))
    signNumbers.delete(sender.fixmedins_code)
    return results
      .filter((result) => !result.equal)
      .map((result) => result.description)
      .join('; ')
  }

  async function act(sheet: CaseSheet, sender: Sender): Promise<Performance> {
    if (!signNumbers.has(sender.fixmedins_code)) {
      signNumbers.set(sender.fixmedins_code, await run(sender, playbook.signIn(sender.opter)))
    }
    if (sheet.journey === 'sign-in') return { outcome: 'done', reason: '', receipts: [] }
    if (sheet.journey === 'day-end') {
      const unequal = await dayEnd(sheet, sender)
      return { outcome: unequal === '' ? 'done' : 'stopped', reason: unequal, receipts: [] }
    }
    return { outcome: 'done', reason: '', receipts: await run(sender, playbook.visit(sheet)) }
  }

  return {
    async perform(sheet) {
      const sender = senders[sheet.fixmedins_code]
      if (sender === undefined) {
        const reason = `no institution ${sheet.fixmedins_code} here`
        return { outcome: 'stopped', reason, receipts: [] }
      }
      clock.set(sheet.startsAt)
      try {
        return await act(sheet, sender)
      } catch (reason) {
        const text = reason instanceof Error ? reason.message : String(reason)
        return { outcome: 'stopped', reason: text, receipts: [] }
      }
    },
    books: () => books.rows(),
  }
}
