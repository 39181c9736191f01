/** The place of care and its institutions agree on last month, and the month is declared. */
import { addWorkingDays } from '../calendar.ts'
import type { Settled } from '../settled.ts'
import { BY_SYSTEM, STATE, fileDocument, takeStep } from './books.ts'
import type { Signers, StepTaken } from './books.ts'
import { documentOf, documentsOf, findDocument, stateOf, stepsOf } from './lookup.ts'
import { ClearingFault, nowOf } from './office.ts'
import type { Office } from './office.ts'
import { scheduleOf } from './schedule.ts'
import { compareTexts } from '../compare.ts'

/** What an institution is told of its month; undoing rows count negative. */
export interface Statement {
  readonly institution: string
  readonly placeOfCare: string
  readonly settlements: number
  readonly undoings: number
  readonly feeFen: number
  readonly fundFen: number
  readonly accountFen: number
  readonly cashFen: number
  /** Moment until which the institution may object. */
  readonly objectUntil: string
}

/** Tells every institution its totals of a month; told before, nothing is said again. */
export async function sendStatements(
  office: Office,
  month: string,
  settled: readonly Settled[],
): Promise<Statement[]> {
  const objectUntil = addWorkingDays(
    nowOf(office),
    office.parameters.objectionDays,
    office.calendar,
  )
  const statements = statementsOf(month, settled, objectUntil)
  return office.store.commit(() => {
    for (const body of statements) {
      const number = statementNumber(month, body.institution)
      if (findDocument(office.store, number) !== undefined) continue
      const amountFen = body.fundFen + body.accountFen
      const head = { number, month, party: body.institution, parent: '', amountFen }
      fileDocument(office, { ...head, kind: 'statement', body })
      takeStep(office, number, { state: STATE.declared, signers: BY_SYSTEM })
    }
    return statements
  })
}

/** Number of an institution's statement. */
export function statementNumber(month: string, institution: string): string {
  return `QR${month}-${institution}`
}

/** The institution agrees; after the 20th it is marked late (RULE-175). */
export async function confirmStatement(
  office: Office,
  number: string,
  signers: Signers,
): Promise<StepTaken> {
  const { month } = documentOf(office.store, 'statement', number)
  const { confirmation: due } = scheduleOf(month, office.parameters, office.calendar)
  return office.store.commit(() =>
    takeStep(office, number, { state: STATE.reviewed, signers, due }),
  )
}

/** The institution objects, which only counts within the limit (RULE-178). */
export async function objectTo(
  office: Office,
  number: string,
  signers: Signers,
  reason: string,
): Promise<StepTaken> {
  const { body } = documentOf<Statement>(office.store, 'statement', number)
  if (nowOf(office) > body.objectUntil) {
    throw new ClearingFault('too-late', `${number} could be objected to until ${body.objectUntil}`)
  }
  const step = { state: STATE.reviewing, signers, due: body.objectUntil, note: reason }
  return office.store.commit(() => takeStep(office, number, step))
}

/** Who said nothing within the limit has agreed (RULE-178); gives the numbers closed so. */
export async function acceptSilently(office: Office, month: string): Promise<string[]> {
  const { store } = office
  return store.commit(() => {
    const silent = documentsOf<Statement>(store, 'statement', month).filter(
      ({ number, body }) =>
        stateOf(store, number) === STATE.declared && nowOf(office) > body.objectUntil,
    )
    const { confirmation: due } = scheduleOf(month, office.parameters, office.calendar)
    for (const { number } of silent) {
      const note = 'no objection within the limit'
      takeStep(office, number, { state: STATE.reviewed, signers: BY_SYSTEM, due, note })
    }
    return silent.map(({ number }) => number)
  })
}

/** The place of care declares its month for clearing; late after the declaration day. */
export async function declareMonth(
  office: Office,
  month: string,
  placeOfCare: string,
  signers: Signers,
): Promise<StepTaken> {
  const number = `QD${month}-${placeOfCare}`
  const { declaration: due } = scheduleOf(month, office.parameters, office.calendar)
  return office.store.commit(() => {
    const [done] = stepsOf(office.store, number)
    if (done !== undefined) return done
    const head = { number, month, party: placeOfCare, parent: '', amountFen: 0 }
    fileDocument(office, { ...head, kind: 'declaration', body: { placeOfCare } })
    return takeStep(office, number, { state: STATE.declared, signers, due })
  })
}

function statementsOf(
  month: string,
  settled: readonly Settled[],
  objectUntil: string,
): Statement[] {
  const found = new Map<string, Statement>()
  for (const row of settled) {
    if (row.settledAt.slice(0, 4) + row.settledAt.slice(5, 7) !== month) continue
    const known = found.get(row.institution)
    const undoing = row.reverses !== null
    found.set(row.institution, {
      institution: row.institution,
      placeOfCare: row.placeOfCare,
      settlements: (known?.settlements ?? 0) + (undoing ? 0 : 1),
      undoings: (known?.undoings ?? 0) + (undoing ? 1 : 0),
      feeFen: (known?.feeFen ?? 0) + row.feeFen,
      fundFen: (known?.fundFen ?? 0) + row.fundFen,
      accountFen: (known?.accountFen ?? 0) + row.accountFen,
      cashFen: (known?.cashFen ?? 0) + row.cashFen,
      objectUntil,
    })
  }
  return [...found.values()]
    .toSorted((left, right) => compareTexts(left.institution, right.institution))
}
