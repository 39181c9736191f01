/** What every pooling area can do by default, and from which day: the state at the end of 2021. */
import { readFileSync } from 'node:fs'
import type { FilingParameters } from '../../core/benefit/filing/rules.ts'
import type { CareClass, Switch } from '../../core/hub/switches.ts'

/** The fixture; what is sourced and what is assumed stands in the file. Days are yyyy-MM-dd. */
export interface NationalDefaults {
  readonly id: string
  /** Official title of the document. */
  readonly source: string
  readonly sourced: string
  readonly assumed: string
  readonly inpatientFrom: string
  readonly outpatientFrom: string
  readonly onlineFilingFrom: string
}

/** An area that came later than the others: closed for outpatient care until its own day. */
export interface LateArea {
  readonly area: string
  readonly from: string
}

/** The defaults as the fixture has them. */
export function nationalDefaults(): NationalDefaults {
  const url = new URL('./fixtures/national-2021.json', import.meta.url)
  return JSON.parse(readFileSync(url, 'utf8')) as NationalDefaults
}

/** Rows for a hub's switchboard: all pairs open by default, late areas from their own day. */
export function defaultSwitches(late: readonly LateArea[] = []): Switch[] {
  const { inpatientFrom, outpatientFrom } = nationalDefaults()
  const everywhere = (kind: CareClass, from: string): Switch =>
    ({ placeOfCare: '*', insuredPlace: '*', kind, insutype: '*', from, state: 'open' })
  const own = late.flatMap(({ area, from }) => [
    ...rowsOf(area, outpatientFrom, 'closed'),
    ...rowsOf(area, from, 'open'),
  ])
  return [
    everywhere('inpatient', inpatientFrom),
    everywhere('outpatient', outpatientFrom),
    ...own,
  ]
}

/** What filing at an area takes over from the defaults. */
export function defaultFiling(late?: LateArea): Pick<FilingParameters, 'onlineFrom'> {
  return { onlineFrom: late?.from ?? nationalDefaults().onlineFilingFrom }
}

function rowsOf(area: string, from: string, state: Switch['state']): Switch[] {
  const row = { kind: 'outpatient', insutype: '*', from, state } as const
  return [
    { ...row, placeOfCare: area, insuredPlace: '*' },
    { ...row, placeOfCare: '*', insuredPlace: area },
  ]
}
