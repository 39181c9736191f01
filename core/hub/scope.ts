/** How far a visit is from home: decides who asks whom, and is marked on the wire. */
import { areaOf, poolingAreaOf } from '../../contracts/areas.ts'
import { Refusal } from '../refusal.ts'

/** 本地 · 省内异地 · 跨省异地 */
export type Scope = 'local' | 'intra-province' | 'cross-province'

/** Whose record is marked: who treats a stranger, or who insures somebody treated elsewhere. */
export type Viewer = 'place-of-care' | 'insured-place'

/**
 * The scope of care between two area codes, any county, city or province code each. One pooling
 * area is local whatever the county (RULE-008); a municipality is one pooling area (RULE-009); a
 * county that stands directly under its province is an area of its own. Nobody named as insured
 * place means local (RULE-006).
 * @throws Refusal `unknown-area`
 */
export function scopeOf(placeOfCare: string, insuredPlace: string): Scope {
  const care = known('mdtrtarea_admvs', placeOfCare)
  if (insuredPlace === '') return 'local'
  const insured = known('insuplc_admdvs', insuredPlace)
  if (care === insured) return 'local'
  return provinceOf(care) === provinceOf(insured) ? 'intra-province' : 'cross-province'
}

/** The wire's mark (异地标志, out_type): 0 local, 1 intra-province, 2 inbound, 3 outbound. */
export function outTypeOf(scope: Scope, viewer: Viewer): '0' | '1' | '2' | '3' {
  if (scope === 'local') return '0'
  if (scope === 'intra-province') return '1'
  return viewer === 'place-of-care' ? '2' : '3'
}

/** Where the wire says that the funds paid (支付地点, pay_loc): at the institution when at home. */
export function payLocOf(scope: Scope): '2' | '3' | '4' {
  if (scope === 'local') return '2'
  return scope === 'intra-province' ? '3' : '4'
}

/** Code of the province that an area belongs to, e.g. 520000 of 520115. */
export function provinceOf(code: string): string {
  return areaOf(`${code.slice(0, 2)}0000`)?.code ?? ''
}

function known(field: 'mdtrtarea_admvs' | 'insuplc_admdvs', code: string): string {
  const area = poolingAreaOf(code)
  if (area === undefined) throw new Refusal('unknown-area', { field, code })
  return area
}
