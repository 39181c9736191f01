/** Holds every message of a month to its contract, requests and answers. */
import { checkRequest, checkResponse } from '../../contracts/validate.ts'
import type { Said } from './second-books.ts'

export interface Validated {
  said(message: Said): void
  /** Messages, requests and answers, that break their contract. */
  violations(): number
}

/** Nothing said yet. */
export function validated(): Validated {
  let count = 0
  const breaks = (found: readonly { readonly severity: string }[]) =>
    found.some(({ severity }) => severity === 'violation')
  return {
    said({ request, response }) {
      const sent = JSON.parse(request) as { infno?: unknown }
      const infno = String(sent.infno)
      if (breaks(checkRequest(infno, sent))) count += 1
      if (response === null) return
      if (breaks(checkResponse(infno, JSON.parse(response)))) count += 1
    },
    violations: () => count,
  }
}
