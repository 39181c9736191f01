/** Which messages begin something, and what: those alone need an open switch. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Beginning, CareClass } from './switches.ts'

/** Kinds of care by transaction, before the medical type is told. */
const KINDS: Readonly<Record<string, readonly CareClass[]>> = {
  '2001': ['inpatient', 'outpatient', 'chronic', 'pharmacy'],
  '2102': ['pharmacy'],
  '2201': ['outpatient', 'chronic'],
  '2203': ['outpatient', 'chronic'],
  '2203A': ['outpatient', 'chronic'],
  '2401': ['inpatient'],
}

/** What a message begins; undefined for every other one. */
export function beginningOf(
  request: RequestEnvelope,
  placeOfCare: string,
  insuredPlace: string,
  day: string,
): Beginning | undefined {
  const possible = KINDS[request.infno]
  if (possible === undefined) return undefined
  const kind = kindOfMedType(textIn(request, 'med_type'))
  const kinds = kind !== undefined && possible.includes(kind) ? [kind] : possible
  return { placeOfCare, insuredPlace, kinds, insutype: textIn(request, 'insutype'), day }
}

/** Kind of care by medical type (医疗类别), whose longer values begin with these two digits. */
function kindOfMedType(medType: string): CareClass | undefined {
  const type = medType.slice(0, 2)
  if (type === '') return undefined
  if (type === '14') return 'chronic'
  if (type === '41') return 'pharmacy'
  return type.startsWith('2') ? 'inpatient' : 'outpatient'
}

/** The first text with this name in any node of the input; '' without one. */
function textIn({ input }: RequestEnvelope, field: string): string {
  for (const node of Object.values(input)) {
    const row: unknown = Array.isArray(node) ? node[0] : node
    if (typeof row !== 'object' || row === null) continue
    const value = (row as Partial<Record<string, unknown>>)[field]
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}
