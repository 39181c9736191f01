import { expect, test } from 'vitest'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import { NoAnswer } from '../../contracts/exchange.ts'
import type { Bench } from '../../simulators/world/testing.ts'
import { disagreements } from '../../simulators/world/testing-books.ts'
import { FAR_ONLY, INSURED, openScopes } from '../../simulators/world/testing-scopes.ts'
import { must, prepare, VISIT } from '../../simulators/world/testing-states.ts'
import { sale } from '../../simulators/world/testing-visits.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'

/** A process whose stores outlive it, and that dies before one of its commits. */
function mortal() {
  const stores = new Map<string, Store>()
  let left = Infinity
  let made = 0

  /** The stores of a new process, as the one before it left them. */
  function process(): (name: string) => Store {
    left = Infinity
    const mine = { alive: true }
    return (name) => {
      const kept = stores.get(name) ?? openStore(':memory:')
      stores.set(name, kept)
      return { ...kept, commit: (work) => commit(kept, mine, work) }
    }
  }

  async function commit<Result>(
    store: Store,
    mine: { alive: boolean },
    work: () => Result,
  ): Promise<Result> {
    if (!mine.alive || left === 0) {
      mine.alive = false
      throw new NoAnswer('killed')
    }
    left -= 1
    made += 1
    return store.commit(work)
  }
  return {
    process,
    /** Dies before the commit after so many more. */
    dieAfter(commits: number) {
      left = commits
      made = 0
    },
    commits: () => made,
  }
}

const LATER = '2026-03-02 12:00:00'

async function resumed(bench: Bench): Promise<void> {
  // Any message to a party waits until its start is over; these move nothing.
  await bench.say('9001', null, { signIn: { opter_no: 'OP001', mac: '02', ip: '127.0.0.1' } })
}

/** Kills a process before each commit that a message leads to, and says what it had in between. */
async function killEverywhere(
  infno: string,
  between: (bench: Bench, message: RequestEnvelope) => Promise<void>,
): Promise<{ readonly kills: number; readonly made: number; readonly apart: number }> {
  let apart = 0
  for (let commits = 0; ; commits += 1) {
    const machine = mortal()
    const before = openScopes({ country: { ...FAR_ONLY, storeOf: machine.process() } })
    const message = await prepare(before, infno)
    machine.dieAfter(commits)
    const answer = await before.send(message)
    if (answer?.infcode === 0) {
      before.country.close()
      return { kills: commits, made: machine.commits(), apart }
    }
    expect(answer).toBeUndefined()
    if (disagreements(before.country).length > 0) apart += 1
    const country = { ...FAR_ONLY, storeOf: machine.process() }
    const after = openScopes({ startsAt: LATER, country })
    await between(after, message)
    after.country.close()
  }
}

test.for([
  ['2207', 5],
  ['2208', 5],
  ['2401', 4],
  ['2601', 5],
] as const)(
  'killed before any commit of a %s, all three parties agree after the start (RULE-153)',
  async ([infno, commits]) => {
    const { kills, made, apart } = await killEverywhere(infno, async (bench, message) => {
      await resumed(bench)
      expect(disagreements(bench.country)).toEqual([])
      await must(bench, message)
      expect(disagreements(bench.country)).toEqual([])
    })
    // Two notes before it goes on, then the insured place, the hub and the platform.
    expect([kills, made]).toEqual([commits, commits])
    expect(apart).toBeGreaterThan(0)
  },
)

test.for(['2207', '2401'])(
  'a hub that starts again inside a planned stop finishes a %s it had sent on (RULE-248)',
  async (infno) => {
    const stop = { from: '2026-03-02 11:00:00', to: '2026-03-02 13:00:00', reason: '升级' }
    const machine = mortal()
    const before = openScopes({ country: { ...FAR_ONLY, storeOf: machine.process() } })
    const message = await prepare(before, infno)
    await before.country.hubs.get('100000')?.board.announce(stop)
    machine.dieAfter(3)
    expect(await before.send(message)).toBeUndefined()

    const country = { ...FAR_ONLY, storeOf: machine.process() }
    const after = openScopes({ startsAt: LATER, country })
    await resumed(after)
    expect(disagreements(after.country)).toEqual([])
    await must(after, message)
    const { person } = VISIT
    const sold = after.message('2102', person, sale(VISIT))
    expect((await after.send(sold))?.err_msg).toContain('计划停机')
    after.country.close()
  },
)

test('while a hub is silent nothing is decided, and what it was sent is found', async () => {
  let silent: 'before' | 'after' | '' = ''
  const bench = openScopes({
    country: {
      onHubHop: (party) => async (request) => {
        if (silent === 'before') throw new NoAnswer('the hub is down')
        const response = await party(request)
        if (silent === 'after') throw new NoAnswer('the hub is down')
        return response
      },
    },
  })
  for (const person of [INSURED['cross-province'], INSURED['intra-province']]) {
    for (const when of ['before', 'after'] as const) {
      const visit = { ...VISIT, person }
      const message = bench.message('2102', person, sale(visit))
      silent = when
      expect(await bench.send(message)).toBeUndefined()
      const data = { psn_no: person.psn_no, omsgid: message.msgid, oinfno: '2102' }
      const reversal = bench.message('2601', person, { data })
      expect(await bench.send(reversal)).toBeUndefined()
      silent = ''
      await must(bench, reversal)
      expect((await bench.send(message))?.err_msg).toContain('已被冲正')
      expect(disagreements(bench.country)).toEqual([])
    }
  }
  const kinds = bench.country.settlements().map((row) => row.kind)
  expect(kinds.toSorted()).toEqual(['forward', 'forward', 'forward', 'forward', 'reversal',
    'reversal', 'reversal', 'reversal'])
  bench.country.close()
})
