import { expect, test } from 'vitest'
import { journeysNeeded, k6Options, profileOf, UnknownProfile } from './profiles.ts'

test('every tagged threshold has a counter beside it that must have counted', () => {
  const { thresholds } = k6Options(profileOf('smoke'))
  const tagged = Object.keys(thresholds).filter((name) => name.startsWith('step_duration{'))
  expect(tagged).toHaveLength(7)
  for (const name of tagged) {
    expect(thresholds[name.replace('step_duration', 'steps')]).toEqual(['count>0'])
  }
})

test('what must not happen and what must happen are both thresholds', () => {
  const { thresholds } = k6Options(profileOf('smoke'))
  expect(thresholds).toMatchObject({
    biz_ok: ['rate==1'],
    dropped_iterations: ['count==0'],
    journey_failed: ['count==0'],
    journey_done: ['count>0'],
    journey_started: ['count>0'],
    settled_count: ['count>0'],
  })
})

test('every limit in the profile becomes a threshold, and nothing more', () => {
  const profile = { ...profileOf('smoke'), p95Milliseconds: { '2304': 700 } }
  const { thresholds } = k6Options(profile)
  expect(thresholds['step_duration{infno:2304}']).toEqual(['p(95)<700'])
  expect(Object.keys(thresholds).filter((name) => name.includes('{'))).toHaveLength(2)
})

test('there are cases for one journey more than the rate promises', () => {
  expect(journeysNeeded(profileOf('smoke'))).toBe(201)
})

test('an unknown profile is refused by name', () => {
  expect(() => profileOf('smok')).toThrow(UnknownProfile)
  expect(() => profileOf('smok')).toThrow('"smok"; known: smoke')
})
