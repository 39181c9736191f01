/** One line of JSON a message, correlated by msgid; nothing personal in clear. Quiet by default. */
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'
import type { Party } from './party.ts'

export type { Logger } from 'pino'

/** A logger at this level (`silent`, `info`, `debug` …), to standard error unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    { name: 'liantiao', level, base: null },
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
}

/**
 * Logs every message of a party after it was answered. Input and output are never logged; numbers
 * and ids inside a refusal's text are cut short, because they may be somebody's.
 */
export function logged(party: Party, log: Logger, name: string): Party {
  return async (request) => {
    const facts = { party: name, infno: request.infno, msgid: request.msgid }
    try {
      const response = await party(request)
      const refused = response.err_msg === '' ? {} : { reason: masked(response.err_msg ?? '') }
      log.info({ ...facts, infcode: Number(response.infcode), ...refused }, 'answered')
      return response
    } catch (reason) {
      log.warn({ ...facts, reason: String(reason) }, 'not answered')
      throw reason
    }
  }
}

/** Long runs of digits and letters keep their first two characters only. */
export function masked(text: string): string {
  return text.replace(/[0-9A-Za-z]{7,}/g, (run) => `${run.slice(0, 2)}***`)
}
