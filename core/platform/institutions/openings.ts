/** What an institution is opened for: three independent flags, and single chronic diseases. */
import { Refusal } from '../../refusal.ts'
import { addFact, factAt } from './facts.ts'
import type { Decision, Topic } from './facts.ts'
import type { Register } from './register.ts'

export type OpenedKind = 'inpatient' | 'outpatient' | 'chronic'

/** `listed` is for chronic care only: open for the diseases that are open one by one. */
export type Opening = 'open' | 'shut' | 'listed'

/** Opens or shuts one kind of care from a date on; inside a commit. The others stay as they are. */
export function setOpening(
  register: Register,
  code: string,
  kind: OpenedKind,
  opening: Opening,
  decision: Decision,
): void {
  addFact(register.store, topicOf(code, kind), opening, decision)
}

/** Opens or shuts one chronic disease (dise_codg) from a date on; inside a commit. */
export function setDiseaseOpening(
  register: Register,
  code: string,
  disease: string,
  opening: 'open' | 'shut',
  decision: Decision,
): void {
  addFact(register.store, topicOf(code, `chronic/${disease}`), opening, decision)
}

/** Whether a kind of care is open at a time, for chronic care with its disease (RULE-062). */
export function isOpen(
  register: Register,
  code: string,
  kind: OpenedKind,
  disease: string,
  time: string,
): boolean {
  const flag = factAt(register.store, topicOf(code, kind), time)?.value
  const whole = flag ?? byDefault(register, code)
  if (whole === 'shut' || kind !== 'chronic') return whole === 'open'
  const single = factAt(register.store, topicOf(code, `chronic/${disease}`), time)?.value
  return single === undefined ? whole === 'open' : single === 'open'
}

/** Care as it is named to the institution. */
export interface CareAsked {
  readonly kind: OpenedKind
  /** Code and name of the chronic disease; '' otherwise. */
  readonly disease: string
  readonly diseaseName: string
  /** When the visit begins. */
  readonly time: string
}

const NAMES: Readonly<Record<OpenedKind, string>> = {
  inpatient: '住院费用',
  outpatient: '普通门诊费用',
  chronic: '门诊慢特病费用',
}

/** Refuses care that is not open, by its name (RULE-062, RULE-134). @throws Refusal */
export function requireOpen(register: Register, code: string, care: CareAsked): void {
  if (isOpen(register, code, care.kind, care.disease, care.time)) return
  // With the whole kind shut, naming one disease would let others seem open.
  const single = isOpen(register, code, care.kind, '', care.time) || isListed(register, code, care)
  const disease = single ? `（病种${care.disease}${care.diseaseName}）` : ''
  throw new Refusal('kind-not-opened', {
    code,
    kind: `${NAMES[care.kind]}${disease}`,
    day: care.time.slice(0, 10),
  })
}

function isListed(register: Register, code: string, { kind, time }: CareAsked): boolean {
  return factAt(register.store, topicOf(code, kind), time)?.value === 'listed'
}

function byDefault(register: Register, code: string): Opening {
  return register.seed(code) === undefined ? 'shut' : 'open'
}

function topicOf(code: string, aspect: string): Topic {
  return { scope: code, kind: 'institution', subject: '', aspect: `open/${aspect}` }
}
