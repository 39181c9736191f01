import { expect, test } from 'vitest'
import { settledRow, undoingRow } from '../../core/clearing/testing.ts'
import { netCount } from '../../core/figures/totals.ts'
import { figureReport } from '../../core/figures/report.ts'
import { enterRows } from '../../core/figures/testing.ts'
import { settledBetween } from '../../core/settled.ts'
import type { Settled } from '../../core/settled.ts'
import { openStore } from '../../core/store/store.ts'
import { institutionsOf, rollout } from './rollout.ts'

/** Stays between the nine cities until `settledStays` of them count; every 53rd is undone. */
function volumeOf(stage: ReturnType<typeof rollout>): Settled[] {
  const { networked, settledStays = 0, from } = stage
  const institutions = institutionsOf(stage).served
  const planned = settledStays + settledStays / 52
  return Array.from({ length: planned }, (_, at) => at).flatMap((at) => {
    const hospital = institutions[(at * 29) % institutions.length]
    if (hospital === undefined) throw new RangeError('no institution')
    const elsewhere = networked.filter((area) => area !== hospital.admdvs)
    const row = settledRow(`S${at}`, {
      // One person may have several stays: person-times are counted, not persons.
      psnNo: `p${at % 300}`,
      institution: hospital.fixmedins_code,
      placeOfCare: hospital.admdvs,
      insuredPlace: elsewhere[at % elsewhere.length] ?? '',
      settledAt: `${from} 09:00:00`,
    })
    return at % 53 === 52 ? [row, undoingRow(row, `${from} 17:00:00`)] : [row]
  })
}

test('416 stays of the nine cities are counted by person-times, net of those undone (A0-22)',
  async () => {
    const stage = rollout('LN-2016')
    const store = openStore(':memory:')
    await enterRows(store, volumeOf(stage))
    const period = { from: stage.from, to: '2016-05-01' }
    const settled = settledBetween(store, period.from, period.to)
    const { totals } = figureReport(period, {
      settled, manual: [], relayed: [], directory: { open: 0, listed: 0 },
      diseaseOf: () => ({ code: 'I10.x00', name: '高血压' }),
    })
    expect([totals.settlements, totals.undone]).toEqual([424, 8])
    expect(totals.settlements - totals.undone).toBe(stage.settledStays)
    expect(netCount(settled)).toBe(416)
    expect(new Set(settled.map(({ psnNo }) => psnNo)).size).toBe(300)
    expect(new Set(settled.map(({ placeOfCare }) => placeOfCare)).size).toBe(9)
    store.close()
  })
