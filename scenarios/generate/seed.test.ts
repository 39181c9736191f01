import { expect, test } from 'vitest'
import { sha256 } from '../../core/ids.ts'
import { exampleInstitutions } from '../example-party.ts'
import { hospitalSuite } from './hospital-suite.ts'
import { outpatientCases } from './outpatient-cases.ts'
import { placeOf } from './place.ts'

const place = placeOf(exampleInstitutions)

/** What decides a case; titles and requirement rows may be reworded without changing it. */
function digests(seed: number): string[] {
  return [...hospitalSuite(seed, place), ...outpatientCases(seed, place, 2)].map(
    ({ sheet, world, faults, expected }) =>
      `${sha256(JSON.stringify([sheet, world, faults, expected])).slice(0, 12)} ${sheet.name}`,
  )
}

test('seed 1 generates what it always did', async () => {
  // A change that is meant is written down with `vitest run scenarios/generate -u`.
  await expect(`${digests(1).join('\n')}\n`).toMatchFileSnapshot('./seed-1.digests.txt')
})

test('every case has a name, a person and numbers of its own', () => {
  const cases = [...hospitalSuite(1, place), ...outpatientCases(1, place, 200)]
  const people = cases.flatMap(({ world }) => world ?? [])
  for (const list of [
    cases.map(({ sheet }) => sheet.name),
    cases.flatMap(({ sheet }) => sheet.visit?.ipt_otp_no ?? []),
    people.map((person) => person.psn_no),
    people.map((person) => person.certno),
    people.map((person) => person.card_no),
  ]) {
    expect(new Set(list).size).toBe(list.length)
  }
})

test('another seed has other people, and the same cases', () => {
  const [first, second] = [hospitalSuite(1, place), hospitalSuite(2, place)]
  expect(second.map(({ sheet }) => sheet.name)).toEqual(first.map(({ sheet }) => sheet.name))
  const [one, two] = [first, second].map((cases) =>
    cases.flatMap(({ world }) => world?.psn_no ?? []),
  )
  expect(two?.filter((number) => one?.includes(number))).toEqual([])
})
