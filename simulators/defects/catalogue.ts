/** All defects that can be planted: the bugs that real hospital integrations have. */
import { BOOK_DEFECTS } from './books.ts'
import { CONTENT_DEFECTS } from './content.ts'
import { ENVELOPE_DEFECTS } from './envelope.ts'
import { JOURNEY_DEFECTS } from './journeys.ts'
import type { Defect } from './plant.ts'

/** In the order in which the kill table prints them. */
export const DEFECTS: readonly Defect[] = [
  ...ENVELOPE_DEFECTS,
  ...CONTENT_DEFECTS,
  ...JOURNEY_DEFECTS,
  ...BOOK_DEFECTS,
]

/** Nobody planned a defect of this name; the message lists those that there are, in one line. */
export class UnknownDefect extends Error {
  override readonly name = 'UnknownDefect'
  readonly id: string

  constructor(id: string) {
    super(`no defect "${id}"; there are: ${DEFECTS.map((defect) => defect.id).join(', ')}`)
    this.id = id
  }
}

/** The defect with this id. @throws UnknownDefect */
export function defectOf(id: string): Defect {
  const defect = DEFECTS.find((candidate) => candidate.id === id)
  if (defect === undefined) throw new UnknownDefect(id)
  return defect
}
