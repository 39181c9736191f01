/**
 * The partial order of a visit's transactions. A message that was sent without what must come
 * before it breaks the order; one whose forerunner was sent and refused is a consequence.
 */
import { mustPrecede } from '../../contracts/protocol/machine.ts'
import type { Guard } from '../../contracts/protocol/machine.ts'
import { inpatientMachine, outpatientMachine } from '../../contracts/protocol/visits.ts'
import type { Finding } from '../../contracts/run-record.ts'
import type { CaseView, Heard } from '../evidence.ts'
import { finding } from './check.ts'
import type { CaseCheck } from './check.ts'
import { baseOf } from './kinds.ts'
import { textOf } from './read.ts'
import { visitOf } from './run-index.ts'

const ID = 'order'

type Row = 'IF-ORDER-OTP' | 'IF-ORDER-IPT'

/** Transactions whose forerunners are looked at; the rest of the tables is the platform's. */
const ORDERED: Readonly<Record<string, Row>> = {
  '2203': 'IF-ORDER-OTP',
  '2204': 'IF-ORDER-OTP',
  '2206': 'IF-ORDER-OTP',
  '2207': 'IF-ORDER-OTP',
  '2301': 'IF-ORDER-IPT',
  '2402': 'IF-ORDER-IPT',
  '2303': 'IF-ORDER-IPT',
  '2304': 'IF-ORDER-IPT',
}

/** Pre-settlements are the trial check's to demand. */
const TRIALS = ['2206', '2303']

export const check: CaseCheck = {
  id: ID,
  requirements: ['IF-ORDER-OTP', 'IF-ORDER-IPT'],
  scope: 'case',
  judge(view) {
    const ordered = view.heard.filter((one) => ORDERED[baseOf(one.infno)] !== undefined)
    const findings = ordered.flatMap((one) => judgeOne(one, view))
    const proved = new Set(ordered.map((one) => ORDERED[baseOf(one.infno)] ?? ''))
    return { looked: ordered.length, findings, proved: [...proved] }
  },
}

function judgeOne(heard: Heard, { run }: CaseView): Finding[] {
  const row = ORDERED[baseOf(heard.infno)]
  const mdtrtId = visitOf(heard)
  if (row === undefined || mdtrtId === '') return []
  const before = (run.index.byVisit.get(mdtrtId) ?? []).filter((one) => one.n < heard.n)
  const opened = before.some((one) => ['2201', '2401'].includes(baseOf(one.infno)))
  // A visit from before the recording: what came first was not heard.
  if (!opened && heard.accepted) return []
  const sent = new Set(before.map((one) => baseOf(one.infno)))
  const missing = neededBefore(heard, row).find((needed) => !sent.has(needed))
  if (missing === undefined) return []
  return [finding(ID, { heard }, {
    requirement: row,
    expected: missing,
    actual: heard.infno,
    zh: `交易顺序不符: 就诊 ${mdtrtId} 在 ${heard.infno} 之前须先完成 ${missing}`,
    en: `Visit ${mdtrtId} needs ${missing} before ${heard.infno}`,
  })]
}

const needs = new Map<string, readonly string[]>()

/** By the protocol tables: whatever else was sent, these had to come first. */
function neededBefore(heard: Heard, row: Row): readonly string[] {
  const infno = baseOf(heard.infno)
  const midStay = textOf(heard.node('data')[0]?.['mid_setl_flag']) === '1'
  const key = `${infno} ${midStay}`
  const known = needs.get(key)
  if (known !== undefined) return known
  const holds = (guard: Guard) => guard === 'mid-stay' && midStay
  const needed =
    row === 'IF-ORDER-OTP'
      ? mustPrecede(outpatientMachine, infno, holds)
      : mustPrecede(inpatientMachine, infno, holds)
  const own = needed.filter((one) => !TRIALS.includes(one))
  needs.set(key, own)
  return own
}
