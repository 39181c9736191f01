/** One line of JSON a message, correlated by msgid; nothing personal in clear. Quiet by default. */
import { pino } from 'pino'
import type { DestinationStream, Logger } from 'pino'
import type { Party } from './party.ts'
import { REFUSALS } from './refusal.ts'

export type { Logger } from 'pino'

/** A logger at this level (`silent`, `info`, `debug`), to standard error unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    { name: 'liantiao', level, base: null },
    destination ?? pino.destination({ dest: 2, sync: true }),
  )
}

/**
 * Logs every message of a party after it was answered. Input and output are never logged, and of
 * a refusal only what the catalogue and the field tables say: the rest may be somebody's number.
 */
export function logged(party: Party, log: Logger, name: string): Party {
  return async (request) => {
    const facts = { party: name, ...idsOf(request) }
    try {
      const response = await party(request)
      const refused = response.err_msg === '' ? {} : { reason: impersonal(response.err_msg ?? '') }
      log.info({ ...facts, infcode: Number(response.infcode), ...refused }, 'answered')
      return response
    } catch (reason) {
      log.warn({ ...facts, reason: nameOf(reason) }, 'not answered')
      throw reason
    }
  }
}

/** Transaction and message id for a log line; '' where the sender put something else there. */
export function idsOf(request: { readonly infno: unknown; readonly msgid: unknown }) {
  const id = (value: unknown, form: RegExp) =>
    typeof value === 'string' && form.test(value) ? value : ''
  return { infno: id(request.infno, /^\w{1,6}$/), msgid: id(request.msgid, /^[HP]\d{29}$/) }
}

/** What kind of fault it was; its text may quote a message. */
export function nameOf(reason: unknown): string {
  if (!(reason instanceof Error)) return typeof reason
  const frame = /at (?:async )?(\w+) .*\/(\w[\w.-]*:\d+)/.exec(reason.stack ?? '')
  return frame === null ? reason.name : `${reason.name} in ${frame[1]} (${frame[2]})`
}

const TEMPLATES = Object.values(REFUSALS).filter((template) => template !== REFUSALS.contract)
const FORMS = TEMPLATES.map((template) => ({
  template,
  form: new RegExp(`^${template.replace(/[.*+?^$()[\]\\|]/g, '\\$&').replace(/\{\w+\}/g, '.*')}$`),
}))
const FROM_INSURED_PLACE = REFUSALS['insured-place'].replace('{message}', '')

/** A refusal's text without anything the sender wrote: the template, or field and broken rule. */
export function impersonal(text: string): string {
  if (text.startsWith(FROM_INSURED_PLACE)) {
    return FROM_INSURED_PLACE + impersonal(text.slice(FROM_INSURED_PLACE.length))
  }
  const known = FORMS.find(({ form }) => form.test(text))
  if (known !== undefined) return known.template
  return /^(?:「[^」]{1,30}」)?\w{1,40}: [^;；"]{1,30}(?=; 应为)/.exec(text)?.[0] ?? '***'
}
