/** The bundled hospital's procedures: which journey a case sheet asks for. */
import type { CaseSheet } from '../../contracts/case.ts'
import type { Journey } from '../../contracts/exchange.ts'
import { JourneyStopped } from './ask.ts'
import { inpatient } from './inpatient.ts'
import { outpatient } from './outpatient.ts'
import { pharmacy } from './pharmacy.ts'
import type { Receipt } from './receipt.ts'
import { recover } from './recover.ts'
import { dayEnd, signIn, signOut } from './session.ts'

/** The journey of a visit; sign-in and day end are the hospital's own business. */
export function visit(sheet: CaseSheet): Journey<Receipt[]> {
  switch (sheet.journey) {
    case 'outpatient':
      return outpatient(sheet)
    case 'inpatient':
      return inpatient(sheet)
    case 'pharmacy':
      return pharmacy(sheet)
    case 'sign-in':
    case 'day-end':
      throw new JourneyStopped('', `${sheet.journey} is no visit`)
  }
}

/** Sound procedures, lost answers included. */
export const soundPlaybook = { visit, signIn, signOut, dayEnd, careful: recover }
