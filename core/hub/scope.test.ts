import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allAreas, poolingAreaOf } from '../../contracts/areas.ts'
import { Refusal } from '../refusal.ts'
import { outTypeOf, payLocOf, scopeOf } from './scope.ts'

test('inside one pooling area care is local, whatever the county codes (RULE-008)', () => {
  expect(scopeOf('520115', '520102')).toBe('local')
  expect(scopeOf('520100', '520199')).toBe('local')
})

test('a municipality is one pooling area, and a province for everybody else (RULE-009)', () => {
  expect(scopeOf('110105', '110119')).toBe('local')
  expect(scopeOf('500103', '500233')).toBe('local')
  expect(scopeOf('110105', '120101')).toBe('cross-province')
})

test('cities of one province are strangers inside it, a county under the province too', () => {
  expect(scopeOf('210100', '210200')).toBe('intra-province')
  expect(scopeOf('419001', '410100')).toBe('intra-province')
  expect(scopeOf('429004', '429005')).toBe('intra-province')
  expect(scopeOf('429004', '429004')).toBe('local')
  expect(scopeOf('429004', '419001')).toBe('cross-province')
})

test('who names no insured place is treated at home (RULE-006)', () => {
  expect(scopeOf('520100', '')).toBe('local')
})

test('an area that nobody knows has no scope', () => {
  for (const [care, insured] of [['520100', '990000'], ['52', '520100'], ['', '520100']] as const) {
    expect(() => scopeOf(care, insured)).toThrow(Refusal)
  }
})

test('a record is marked by who keeps it: inbound here is outbound there (RULE-007)', () => {
  expect(outTypeOf('local', 'place-of-care')).toBe('0')
  expect(outTypeOf('intra-province', 'insured-place')).toBe('1')
  expect(outTypeOf('cross-province', 'place-of-care')).toBe('2')
  expect(outTypeOf('cross-province', 'insured-place')).toBe('3')
  const places = (['local', 'intra-province', 'cross-province'] as const).map(payLocOf)
  expect(places).toEqual(['2', '3', '4'])
})

test('the scope is the same both ways, and that of the pooling areas (RULE-008)', () => {
  const cities = allAreas().filter(({ level, group }) => level === 'city' && !group)
  const county = fc
    .tuple(fc.constantFrom(...cities), fc.integer({ min: 0, max: 99 }))
    .map(([{ code }, number]) => code.slice(0, 4) + String(number).padStart(2, '0'))
  fc.assert(fc.property(county, county, (one, other) => {
    const scope = scopeOf(one, other)
    expect(scopeOf(other, one)).toBe(scope)
    expect(scopeOf(poolingAreaOf(one) ?? '', poolingAreaOf(other) ?? '')).toBe(scope)
    expect(scope === 'cross-province').toBe(one.slice(0, 2) !== other.slice(0, 2))
  }))
})
