/** Whom to call at which agency (RULE-216). A change is one more row; the newest that has begun. */
import { areaOf, placeName, poolingAreaOf } from '../../contracts/areas.ts'
import { provinceOf } from '../hub/scope.ts'
import type { Store } from '../store/store.ts'
import type { TicketKind } from './ticket.ts'
import { TicketRefused } from './ticket.ts'

/** Somebody to talk to, for one kind of ticket or, with `any`, for all of them. */
export interface Contact {
  /** Area code of the agency, any level. */
  readonly area: string
  readonly matter: TicketKind | 'any'
  readonly agency: string
  readonly person: string
  /** Empty ends the contact. */
  readonly telephone: string
  readonly address: string
  /** yyyy-MM-dd from which this holds. */
  readonly since: string
}

/** A contact as it is shown: with the name of its place. */
export interface FoundContact extends Contact {
  readonly areaName: string
}

/** Enters or changes a contact; inside a commit. @throws TicketRefused `unknown-agency` */
export function enterContact(store: Store, contact: Contact): void {
  const { area, matter, since } = contact
  if (areaOf(area) === undefined && poolingAreaOf(area) === undefined) {
    throw new TicketRefused('unknown-agency', `no agency has the code ${area}`)
  }
  store.run(
    'insert into agency_contact (area, matter, since, body) values (?, ?, ?, ?)',
    area,
    matter,
    since,
    JSON.stringify(contact),
  )
}

/**
 * Whom to call on a day about a kind of ticket: the agency itself, else the one above it.
 * Undefined when not even the province has anybody.
 */
export function contactFor(
  store: Store,
  area: string,
  matter: TicketKind,
  day: string,
): FoundContact | undefined {
  const levels = [...new Set([area, poolingAreaOf(area) ?? area, provinceOf(area)])]
  for (const level of levels) {
    const found = contactOn(store, level, matter, day) ?? contactOn(store, level, 'any', day)
    if (found !== undefined) return found
  }
  return undefined
}

/** All contacts of an area, or of a province with everything below it, on a day; sorted. */
export function contactsIn(store: Store, area: string, day: string): FoundContact[] {
  const last = area.endsWith('0000') ? `${area.slice(0, 2)}9999` : area
  return store
    .all<{ area: string; matter: Contact['matter'] }>(
      `select distinct area, matter from agency_contact where area between ? and ?
        order by area, matter`,
      area,
      last,
    )
    .flatMap((row) => contactOn(store, row.area, row.matter, day) ?? [])
}

function contactOn(
  store: Store,
  area: string,
  matter: Contact['matter'],
  day: string,
): FoundContact | undefined {
  const row = store.get<{ body: string }>(
    `select body from agency_contact where area = ? and matter = ? and since <= ?
      order by since desc, id desc limit 1`,
    area,
    matter,
    day,
  )
  if (row === undefined) return undefined
  const contact = JSON.parse(row.body) as Contact
  return contact.telephone === '' ? undefined : { ...contact, areaName: placeName(area) }
}
