import { expect, test } from 'vitest'
import { bundledPack } from './bundled.ts'
import { checkPackSequence, NoPack, packOn } from './sequence.ts'
import { packWith } from './testing.ts'

const before = bundledPack('jia-2024')
const after = bundledPack('jia-2026')

test('packs that follow each other hold each on its days (RULE-010)', () => {
  expect(checkPackSequence([after, before])).toEqual([])
  const on = (day: string) => packOn([after, before], day).version
  expect(['2024-01-01', '2025-12-31', '2026-01-01'].map(on)).toEqual(['2024.1', '2024.1', '2026.1'])
  expect(() => packOn([after, before], '2023-12-31')).toThrow(NoPack)
})

test('an overlap, a gap and another place are refused (RULE-010)', () => {
  const until = (day: string | null) => packWith({ '/effectiveTo': day }, 'jia-2024')
  const said = (day: string | null) =>
    checkPackSequence([until(day), after]).map((one) => [one.pointer, one.why.en])
  expect(said('2026-01-01')).toEqual([
    ['/effectiveFrom', 'jia 2026.1 begins 2026-01-01, but jia 2024.1 holds until 2026-01-01'],
  ])
  expect(said(null)[0]?.[1]).toContain('holds until further notice')
  expect(said('2025-12-30')).toEqual([
    ['/effectiveFrom',
      'jia 2024.1 ends 2025-12-30, jia 2026.1 begins 2026-01-01, and nothing holds between'],
  ])
  expect(checkPackSequence([before, bundledPack('points')]).map((one) => one.pointer))
    .toEqual(['/id'])
})
