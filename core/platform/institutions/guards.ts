/** What every new message passes before its use case: standing, opened kind, third party. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { nodeOf } from '../context.ts'
import { marksOf, requireNoThirdParty } from '../marks.ts'
import { requirePromise } from '../registrations.ts'
import { storedVisit } from '../visit-store.ts'
import { isOpen, requireOpen } from './openings.ts'
import type { CareAsked, OpenedKind } from './openings.ts'
import type { Register } from './register.ts'
import type { DeskRules } from './rules.ts'
import { requireStanding } from './states.ts'

/**
 * Refuses what the institution is not in a state for, care of a kind that it is not opened for,
 * and claims that a third party is liable for.
 * @param time the present, Beijing
 * @throws Refusal
 */
export function requireServed(
  register: Register,
  rules: DeskRules,
  request: RequestEnvelope,
  time: string,
): void {
  requireStanding(register, rules, request, time)
  const { infno, fixmedins_code: code } = request
  if (infno === '2401') {
    const { begntime } = nodeOf<Inputs['2401']['mdtrtinfo']>(request, 'mdtrtinfo')
    requireOpen(register, code, { ...UNNAMED, kind: 'inpatient', time: begntime })
  }
  if (infno === '2203' || infno === '2203A') {
    const info = nodeOf<Inputs['2203A']['mdtrtinfo']>(request, 'mdtrtinfo')
    const care = careOf(info.med_type, info.dise_codg ?? '', info.begntime)
    if (care !== undefined) {
      requireOpen(register, code, { ...care, diseaseName: info.dise_name ?? '' })
    }
  }
  if (CLAIMS.has(infno)) requireClaim(register, rules, request, time)
}

/** What is asked to be paid; 2102 carries no mark and no opened kind. */
const CLAIMS: ReadonlySet<string> = new Set(['2206', '2207', '2303', '2304'])

interface ClaimData {
  readonly mdtrt_id: string
  readonly med_type?: string | null
  readonly exp_content?: string | null
}

function requireClaim(
  register: Register,
  rules: DeskRules,
  request: RequestEnvelope,
  time: string,
): void {
  const data = nodeOf<ClaimData>(request, 'data')
  const visit = storedVisit(register.store, data.mdtrt_id)
  const marks = marksOf(data.exp_content)
  requireNoThirdParty(rules, visit?.marks, marks)
  requirePromise(register.store, rules, visit, marks)
  // A stay was asked for when it began; a consultation may be claimed as another kind of care.
  if (visit?.kind !== 'outpatient') return
  const care = careOf(data.med_type ?? visit.med_type, visit.dise_codg ?? '', visit.begntime)
  if (care === undefined) return
  // What was open when the visit began is settled, though it may be shut by now.
  const { fixmedins_code: code } = request
  if (isOpen(register, code, care.kind, care.disease, time)) return
  requireOpen(register, code, care)
}

const UNNAMED = { disease: '', diseaseName: '' }

/** Chronic care by its disease; a pharmacy's sale needs no flag. */
function careOf(medType: string, disease: string, time: string): CareAsked | undefined {
  if (medType === '41' || medType === '') return undefined
  const kind: OpenedKind = medType === '14' ? 'chronic' : 'outpatient'
  return { ...UNNAMED, kind, disease: kind === 'chronic' ? disease : '', time }
}
