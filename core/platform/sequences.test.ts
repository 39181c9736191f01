import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { InsuredPerson } from '../../contracts/case.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { NoAnswer } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { draws } from '../../contracts/testing-thorough.ts'
import { fenOf } from '../money.ts'
import type { Party } from '../party.ts'
import { openBench, PEOPLE } from '../../simulators/world/testing.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { disagreements, liveRows } from '../../simulators/world/testing-books.ts'
import {
  admission,
  claim,
  departure,
  description,
  registration,
  sale,
  upload,
} from '../../simulators/world/testing-visits.ts'
import type { TestVisit } from '../../simulators/world/testing-visits.ts'

type Loss = 'none' | 'before' | 'after'

/** One thing that happens; `pick` chooses among what there is. */
interface Happening {
  readonly what: (typeof WHATS)[number]
  readonly who: 0 | 1 | 2
  readonly pick: number
  /** What becomes of the hop to the insured place at the message that books. */
  readonly loss: Loss
}

const WHATS = [
  'visit', 'stay', 'sale', 'refund', 'reverse', 'repeat', 'reverse-first', 'trial', 'refund-twice',
] as const
const happenings = fc.array(
  fc.record<Happening>({
    what: fc.constantFrom(...WHATS),
    who: fc.constantFrom(0, 1, 2),
    pick: fc.nat(99),
    loss: fc.constantFrom<Loss>('none', 'none', 'none', 'before', 'after'),
  }),
  { minLength: 3, maxLength: 9 },
)

interface Settled {
  readonly message: RequestEnvelope
  readonly person: InsuredPerson
  readonly refundBy: '2208' | '2305' | '2103'
  readonly setl_id: string
  readonly mdtrt_id: string
}

/** A day at a desk: what it sent, and a way to lose the next word with the insured place. */
interface Day {
  readonly bench: Bench
  readonly settled: Settled[]
  loseNext(how: Loss): void
}

function openDay(dataDir: string | null): Day {
  let loss: Loss = 'none'
  const lossy = (party: Party): Party => async (request) => {
    const now = loss
    loss = 'none'
    if (now === 'before') throw new NoAnswer('lost on the way')
    const response = await party(request)
    if (now === 'after') throw new NoAnswer('lost on the way back')
    return response
  }
  const bench = openBench({ dataDir, onInsuredHop: lossy })
  return { bench, settled: [], loseNext: (how) => void (loss = how) }
}

async function happen(day: Day, happening: Happening, serial: number): Promise<void> {
  const { what, pick, loss } = happening
  const one = day.settled[pick % Math.max(1, day.settled.length)]
  if (what === 'refund' && one !== undefined) await refund(day, one, loss)
  else if (what === 'repeat' && one !== undefined) await money(day, one.message, loss)
  else if (what === 'reverse' && one !== undefined) {
    const { msgid: omsgid, infno: oinfno } = one.message
    const data = { psn_no: one.person.psn_no, omsgid, oinfno }
    await money(day, day.bench.message('2601', one.person, { data }), loss)
  } else if (what === 'sale') {
    const visit = visitOf(happening, serial)
    const message = day.bench.message('2102', visit.person, sale(visit))
    await keep(day, message, visit.person, '2103', happening)
  } else await settle(day, visitOf(happening, serial), happening)
}

function visitOf({ who, pick }: Happening, serial: number): TestVisit {
  const begntime = '2026-03-02 09:00:00'
  const lines = [
    { code: 'S2102000110001', pric: '333.33', cnt: String(1 + (pick % 40)) },
    { code: 'C0101010060001', pric: '3680.00', cnt: String(1 + (pick % 3)) },
  ]
  return { person: PEOPLE[who], number: `N${serial}`, begntime, lines, account: '1' }
}

async function money(day: Day, message: RequestEnvelope, how: Loss) {
  day.loseNext(how)
  const answer = await day.bench.send(message)
  // A message that was refused on the spot never met the loss that waited for it.
  day.loseNext('none')
  return answer
}

async function settle(day: Day, visit: TestVisit, happening: Happening): Promise<void> {
  const { bench } = day
  const { person } = visit
  const stay = happening.what === 'stay'
  const id = await fees(bench, visit, stay)
  // A person whose stay was refunded and not settled again cannot be admitted once more.
  if (id === undefined) return
  const [trial, final] = stay ? (['2303', '2304'] as const) : (['2206', '2207'] as const)
  const before = await used(bench, person)
  const asked = await bench.say(trial, person, claim(visit, id, stay))
  expect(await used(bench, person)).toEqual(before)
  if (happening.what === 'trial') return
  const message = bench.message(final, person, claim(visit, id, stay))
  if (happening.what === 'reverse-first') {
    const data = { psn_no: person.psn_no, omsgid: message.msgid, oinfno: final }
    const buried = await bench.say('2601', person, { data })
    expect(buried?.infcode).toBe(-1)
    expect((await bench.send(message))?.err_msg).toContain('已被冲正')
    return
  }
  const booked = await keep(day, message, person, stay ? '2305' : '2208', happening)
  if (booked !== undefined) expect(amounts(booked)).toEqual(amounts(asked?.output))
}

/** Everything up to the pre-settlement: the visit's id, or undefined when it is refused. */
async function fees(bench: Bench, visit: TestVisit, stay: boolean) {
  const { person } = visit
  const opened = stay
    ? await bench.say('2401', person, admission(visit))
    : await bench.say('2201', person, registration(visit))
  const output = (opened?.output ?? {}) as {
    readonly data?: { readonly mdtrt_id: string }
    readonly result?: { readonly mdtrt_id: string }
  }
  const id = output.result?.mdtrt_id ?? output.data?.mdtrt_id
  if (id === undefined) return undefined
  if (!stay) await bench.say('2203', person, description(visit, id))
  await bench.say(stay ? '2301' : '2204', person, upload(visit, id))
  if (stay) await bench.say('2402', person, departure(visit, id))
  return id
}

/** Sends what books, sends it again, and remembers it; undefined when it is refused. */
async function keep(
  day: Day,
  message: RequestEnvelope,
  person: InsuredPerson,
  refundBy: Settled['refundBy'],
  { loss, what }: Happening,
): Promise<unknown> {
  const { bench, settled } = day
  const before = await used(bench, person)
  const answer = await money(day, message, loss)
  const known = await bench.send(message)
  if (answer !== undefined) expect(known).toEqual(answer)
  if (known?.infcode !== 0) return undefined
  const { setl_id, mdtrt_id } = (known.output as Outputs['2207']).setlinfo
  const one: Settled = { message, person, refundBy, setl_id, mdtrt_id }
  if (what === 'refund-twice') {
    expect((await refund(day, one, 'none'))?.infcode).toBe(0)
    expect(await used(bench, person)).toEqual(before)
    expect((await refund(day, one, 'none'))?.infcode).toBe(-1)
  }
  settled.push(one)
  return known.output
}

function refund(day: Day, { person, refundBy, setl_id, mdtrt_id }: Settled, how: Loss) {
  const data = { psn_no: person.psn_no, setl_id, mdtrt_id, exp_content: '' }
  return money(day, day.bench.message(refundBy, person, { data }), how)
}

test('whatever happens at a desk, and whatever is lost, all books agree and add up', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (list) => {
      const day = openDay(null)
      for (const [serial, one] of list.entries()) await happen(day, one, serial)
      expect(await unsound(day.bench)).toEqual([])
      day.bench.country.close()
    }),
    { numRuns: draws(15, 60) },
  )
})

test('the same is true of databases on disk, and of what is read from them again', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (list) => {
      const dir = mkdtempSync(join(tmpdir(), 'liantiao-day-'))
      try {
        const day = openDay(dir)
        for (const [serial, one] of list.entries()) await happen(day, one, serial)
        const rows = day.bench.country.settlements()
        day.bench.country.close()
        const again = openBench({ dataDir: dir, startsAt: '2026-03-02 19:00:00' })
        expect(await unsound(again)).toEqual([])
        expect(again.country.settlements()).toEqual(expect.arrayContaining([...rows]))
        again.country.close()
      } finally {
        rmSync(dir, { recursive: true, force: true })
      }
    }),
    { numRuns: draws(3, 12) },
  )
})

/** Where accumulators are not what the live settlements imply, and where books disagree. */
async function unsound(bench: Bench): Promise<string[]> {
  const found: string[] = []
  for (const person of PEOPLE) {
    const said = JSON.stringify(await used(bench, person))
    const rows = liveRows(bench.country.settlements()).filter((r) => r.psn_no === person.psn_no)
    const live = rows.map((row) => JSON.parse(row.body) as Outputs['2207'])
    const meant = JSON.stringify(implied(person, live))
    if (said !== meant) found.push(`${said} is not ${meant}`)
  }
  return [...found, ...disagreements(bench.country)]
}

/** What a person has used and what is left, as 5206 and 1101 say it, in fen. */
async function used(bench: Bench, person: InsuredPerson) {
  const data = { psn_no: person.psn_no, cum_ym: '202603' }
  const answer = await bench.say('5206', person, { data })
  const cuminfo = (answer?.output as Outputs['5206'] | undefined)?.cuminfo ?? []
  const credential = { mdtrt_cert_type: '02', mdtrt_cert_no: person.certno }
  const found = await bench.say('1101', null, { data: credential })
  const [insured] = (found?.output as Outputs['1101'] | undefined)?.insuinfo ?? []
  return {
    ...Object.fromEntries(cuminfo.map((row) => [row.cum_type_code, row.cum])),
    balc: insured?.balc,
  }
}

/** The same from the opening and the answers of the live settlements alone. */
function implied(person: InsuredPerson, live: readonly Outputs['2207'][]) {
  const sum = (of: (info: Outputs['2207']['setlinfo']) => number) =>
    live.reduce((total, { setlinfo }) => total + of(setlinfo), 0)
  const ordinary = (medType: string | null | undefined) => medType === '11'
  const opening = person.yearToDate
  const fen = (yuan: number | null | undefined) => fenOf(yuan ?? 0)
  const base = sum((info) =>
    person.insutype === '390' && info.med_type !== '41'
      ? fen(info.inscp_scp_amt) - fen(info.hifp_pay) - fen(info.hifob_pay)
      : 0,
  )
  return {
    hifp_pay: (opening.poolFen + sum((i) => (ordinary(i.med_type) ? 0 : fen(i.hifp_pay)))) / 100,
    otp_hifp: sum((i) => (ordinary(i.med_type) ? fen(i.hifp_pay) : 0)) / 100,
    otp_dedc: sum((i) => (ordinary(i.med_type) ? fen(i.act_pay_dedc) : 0)) / 100,
    hifmi_base: (opening.criticalIllnessBaseFen + base) / 100,
    maf_pay: (opening.medicalAidFen + sum((i) => fen(i.maf_pay))) / 100,
    ipt_cnt: opening.inpatientStays + sum((i) => (i.med_type === '21' ? 1 : 0)),
    balc: (person.accountBalanceFen - sum((i) => fen(i.acct_pay))) / 100,
  }
}

/** Amounts of a settlement's answer; its id, time and message are its own. */
function amounts(output: unknown) {
  const { setlinfo } = output as Outputs['2207']
  const { setl_id: _id, setl_time: _time, medins_setl_id: _message, ...rest } = setlinfo
  return rest
}
