import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('works that share a key never overlap and keep their order; all of them end', async () => {
  const works = fc.array(
    fc.record({
      keys: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
      ticks: fc.nat(5),
      fails: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  await fc.assert(
    fc.asyncProperty(works, async (list) => {
      const inTurn = createTurns()
      const busy = new Set<string>()
      const order = new Map<string, number[]>()
      const outcomes = await Promise.allSettled(
        list.map(({ keys, ticks, fails }, at) =>
          inTurn(keys, async () => {
            expect(keys.filter((key) => busy.has(key))).toEqual([])
            for (const key of keys) busy.add(key)
            for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
            for (const key of keys) {
              busy.delete(key)
              order.set(key, [...(order.get(key) ?? []), at])
            }
            if (fails) throw new RangeError('as planned')
          }),
        ),
      )
      const failed = outcomes.map((one) => one.status === 'rejected')
      expect(failed).toEqual(list.map((one) => one.fails))
      for (const ats of order.values()) expect(ats).toEqual(ats.toSorted((a, b) => a - b))
    }),
  )
})

test('works that share nothing run side by side', async () => {
  const inTurn = createTurns()
  const log: string[] = []
  const work = (name: string) => async () => {
    log.push(`${name} begins`)
    await Promise.resolve()
    log.push(`${name} ends`)
  }
  await Promise.all([inTurn(['a'], work('a')), inTurn(['b'], work('b'))])
  expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends'])
})
