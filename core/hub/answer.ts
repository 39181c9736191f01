/** An answer that says no, handed on: who said it stays readable over every hop. */
import type { ResponseEnvelope } from '../../contracts/exchange.ts'
import { REFUSALS, Refusal } from '../refusal.ts'

const FROM_INSURED_PLACE = REFUSALS['insured-place'].replace('{message}', '')
const FROM_HUB = REFUSALS.hub.replace('{message}', '')

/**
 * The refusal that a party passes on when the next one refused.
 * @param answeredBy who was asked; the insured place's own words are marked as its own once
 */
export function refusalOf(
  { err_msg }: ResponseEnvelope,
  answeredBy: 'insured-place' | 'hub',
): Refusal {
  const text = err_msg ?? ''
  if (answeredBy === 'insured-place') return new Refusal('insured-place', { message: text })
  if (text.startsWith(FROM_INSURED_PLACE)) {
    return new Refusal('insured-place', { message: text.slice(FROM_INSURED_PLACE.length) })
  }
  const message = text.startsWith(FROM_HUB) ? text.slice(FROM_HUB.length) : text
  return new Refusal('hub', { message })
}
