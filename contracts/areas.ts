/** Areas of the insurance (医保区划): provinces and cities, and where a code belongs. */
import { readTable } from './tsv.ts'

export interface Area {
  /** Six digits. */
  readonly code: string
  readonly name: string
  readonly level: 'province' | 'city'
  /** Code of the province; a province has its own code here. */
  readonly province: string
  /** True for a row that is no real city, e.g. 省直辖县级行政区划. */
  readonly group: boolean
}

/** Beijing, Tianjin, Shanghai and Chongqing pool the whole municipality. */
const MUNICIPALITIES = new Set(['11', '12', '31', '50'])

let loaded: ReadonlyMap<string, Area> | undefined

function load(): ReadonlyMap<string, Area> {
  return new Map(readTable('tables/areas.tsv').map((row) => {
    const { code = '', name = '', level = '', province = '', group = '' } = row
    const area: Area = {
      code,
      name,
      level: level === 'province' ? 'province' : 'city',
      province: province === '' ? code : province,
      group: group === 'yes',
    }
    return [code, area]
  }))
}

/** Every province and city, in the order of the codes. */
export function allAreas(): readonly Area[] {
  loaded ??= load()
  return [...loaded.values()]
}

/** The province or city with exactly this code. */
export function areaOf(code: string): Area | undefined {
  loaded ??= load()
  return loaded.get(code)
}

/**
 * Code of the pooling area (统筹区) that any code belongs to: the city, or the whole municipality.
 * So 520115 gives 520100, 430299 (市本级) gives 430200, 110105 gives 110000; a county that stands
 * directly under its province is an area of its own. Undefined when nobody knows the city.
 */
export function poolingAreaOf(code: string): string | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  if (code.endsWith('0000')) return areaOf(code)?.code
  const city = areaOf(`${code.slice(0, 4)}00`)
  if (city === undefined) return undefined
  if (MUNICIPALITIES.has(code.slice(0, 2))) return city.province
  return city.group ? code : city.code
}

/** Name for a reader: of the code itself, else of the city it belongs to, else the code. */
export function placeName(code: string): string {
  const exact = areaOf(code)
  if (exact !== undefined) return exact.name
  const city = areaOf(poolingAreaOf(code) ?? '')
  if (city === undefined) return code
  return code.endsWith('99') ? `${city.name}本级` : `${city.name}(${code})`
}
