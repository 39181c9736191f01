/**
 * The platform and the protocol tables never disagree: whatever is sent in whatever order about one
 * visit, the platform accepts exactly what the table allows.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draws } from '../../contracts/testing-thorough.ts'
import { judgeStep } from '../../contracts/protocol/machine.ts'
import type { Guard, Machine } from '../../contracts/protocol/machine.ts'
import { inpatientMachine, outpatientMachine } from '../../contracts/protocol/visits.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import {
  admission,
  claim,
  departure,
  description,
  registration,
  upload,
} from '../../simulators/world/testing-visits.ts'
import type { TestVisit } from '../../simulators/world/testing-visits.ts'

const person = PEOPLE[0]
const begntime = '2026-03-02 09:00:00'
const LINE = { code: 'S2102000110001', pric: '333.33', cnt: '1' }

/** What a desk knows of one visit while it sends whatever comes into its head. */
interface Desk {
  readonly bench: Bench
  mdtrtId: string
  number: string
  serial: number
  /** How many lines no settlement has taken. */
  open: number
  /** Newest settlement last, with the lines it took. */
  readonly live: { readonly setl_id: string; readonly lines: number }[]
}

const visitWith = (desk: Desk, lines: number): TestVisit => ({
  person,
  number: desk.number,
  begntime,
  lines: Array.from({ length: lines }, () => LINE),
  account: '0',
})

const subject = (desk: Desk) => ({
  mdtrt_id: desk.mdtrtId === '' ? 'none' : desk.mdtrtId,
  psn_no: person.psn_no,
})

const correction = JSON.parse(
  readFileSync(new URL('../../contracts/examples/2403.json', import.meta.url), 'utf8'),
) as { valid: { message: { input: { adminfo: object } } }[] }

/** The input of a transaction as right as the visit allows. */
function inputOf(desk: Desk, infno: string, midStay: boolean): object {
  const visit = visitWith(desk, Math.max(1, desk.open))
  const id = subject(desk).mdtrt_id
  const stay = infno.startsWith('23')
  switch (infno) {
    case '2201':
      return registration(visit)
    case '2203':
      return description(visit, id)
    case '2204':
    case '2301':
      return upload(visitWith(desk, 1), id, desk.serial)
    case '2206':
    case '2207':
    case '2303':
      return claim(visit, id, stay)
    case '2304': {
      const { data } = claim(visit, id, stay) as { data: object }
      return { data: { ...data, mid_setl_flag: midStay ? '1' : '0' } }
    }
    case '2208':
    case '2305':
      return { data: { ...subject(desk), setl_id: desk.live.at(-1)?.setl_id ?? 'none' } }
    case '2205':
      return { data: { ...subject(desk), chrg_bchno: '0000' } }
    case '2302':
      return { data: [{ ...subject(desk), feedetl_sn: '0000' }] }
    case '2202':
      return { data: { ...subject(desk), ipt_otp_no: desk.number } }
    case '2401':
      return admission(visit)
    case '2402':
      return departure(visit, id)
    case '2403': {
      const { adminfo } = correction.valid[0]?.message.input ?? { adminfo: {} }
      const { diseinfo } = departure(visit, id)
      return { adminfo: { ...adminfo, ...subject(desk), begntime, med_type: '21' }, diseinfo }
    }
    default:
      return { data: subject(desk) }
  }
}

/** What an accepted message changed, as far as the desk must know to go on. */
function learn(desk: Desk, infno: string, output: unknown): void {
  const answer = (output ?? {}) as {
    readonly data?: { readonly mdtrt_id: string }
    readonly result?: { readonly mdtrt_id: string }
    readonly setlinfo?: { readonly setl_id: string }
  }
  if (infno === '2201') desk.mdtrtId = answer.data?.mdtrt_id ?? ''
  if (infno === '2401') desk.mdtrtId = answer.result?.mdtrt_id ?? ''
  if (infno === '2202' || infno === '2404') desk.mdtrtId = ''
  if (infno === '2204' || infno === '2301') {
    desk.open += 1
    desk.serial += 1
  }
  if (infno === '2205' || infno === '2302') desk.open = 0
  if (infno === '2207' || infno === '2304') {
    desk.live.push({ setl_id: answer.setlinfo?.setl_id ?? '', lines: desk.open })
    desk.open = 0
  }
  if (infno === '2208' || infno === '2305') desk.open += desk.live.pop()?.lines ?? 0
}

async function walk<State extends string>(
  machine: Machine<State>,
  steps: readonly { readonly infno: string; readonly midStay: boolean }[],
): Promise<void> {
  const bench = openBench()
  const desk: Desk = { bench, mdtrtId: '', number: '', serial: 1, open: 0, live: [] }
  let state = machine.initial
  for (const [at, { infno, midStay }] of steps.entries()) {
    // A second visit beside the first one is another visit's business.
    if (['2201', '2401'].includes(infno) && state !== machine.initial) continue
    if (state === machine.initial) Object.assign(desk, { number: `N${at}`, open: 0, live: [] })
    const holds = (guard: Guard): boolean => {
      if (guard === 'mid-stay') return midStay
      return guard === 'other-batch-settled' && desk.live.length > 0
    }
    const verdict = judgeStep(machine, state, infno, holds)
    const answer = await bench.say(infno, person, inputOf(desk, infno, midStay))
    const told = `${infno} in ${state}: ${answer?.err_msg ?? ''}`
    expect(`${told} ${answer?.infcode}`).toBe(`${told} ${verdict.allowed ? 0 : -1}`)
    if (!verdict.allowed) continue
    state = verdict.to
    learn(desk, infno, answer?.output)
  }
  bench.country.close()
}

const stepsOf = (machine: Machine<string>) =>
  fc.array(
    fc.record({
      infno: fc.constantFrom(...new Set(machine.transitions.map((row) => row.infno))),
      midStay: fc.boolean(),
    }),
    { minLength: 5, maxLength: 25 },
  )

/** Random steps alone seldom get far, so some walks follow the road and then leave it. */
const roadThen = (machine: Machine<string>, road: readonly string[]) =>
  fc
    .tuple(fc.integer({ min: 0, max: road.length }), stepsOf(machine))
    .map(([length, rest]) => [
      ...road.slice(0, length).map((infno) => ({ infno, midStay: false })),
      ...rest,
    ])

test('over random sequences of an outpatient visit', async () => {
  const road = ['2201', '2203', '2204', '2206', '2207', '2208', '2205']
  const property = fc.asyncProperty(roadThen(outpatientMachine, road), (steps) =>
    walk(outpatientMachine, steps),
  )
  await expect(fc.assert(property, { numRuns: draws(30, 120) })).resolves.toBeUndefined()
})

test('over random sequences of a stay', async () => {
  const road = ['2401', '2301', '2402', '2303', '2304', '2305', '2405', '2302', '2404']
  const property = fc.asyncProperty(roadThen(inpatientMachine, road), (steps) =>
    walk(inpatientMachine, steps),
  )
  await expect(fc.assert(property, { numRuns: draws(30, 120) })).resolves.toBeUndefined()
})
