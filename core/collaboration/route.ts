/** Which channel a ticket takes, and who stands above whom (RULE-212). */
import { areaOf, poolingAreaOf } from '../../contracts/areas.ts'
import { NATIONAL } from '../hub/route.ts'
import { provinceOf, scopeOf } from '../hub/scope.ts'
import type { Channel } from './ticket.ts'
import { TicketRefused } from './ticket.ts'

export type Level = 'county' | 'city' | 'province' | 'national'

/**
 * National between provinces, provincial within one.
 * @throws TicketRefused `local` within one pooling area, `unknown-agency` for a code of nowhere
 */
export function channelOf(asker: string, asked: string): Channel {
  for (const code of [asker, asked]) {
    if (provinceOf(code) === '' || poolingAreaOf(code) === undefined) {
      throw new TicketRefused('unknown-agency', `no agency has the code ${code}`)
    }
  }
  const scope = scopeOf(asked, asker)
  if (scope === 'local') {
    throw new TicketRefused('local', `${asker} and ${asked} are one pooling area`)
  }
  return scope === 'cross-province' ? 'national' : 'provincial'
}

/**
 * The agency itself and who stands above it: county, city, province, and the national platform
 * for tickets that go through it. A municipality has two levels.
 */
export function levelsOf(agency: string, channel: Channel): string[] {
  const levels = [agency, poolingAreaOf(agency) ?? agency, provinceOf(agency)]
  if (channel === 'national') levels.push(NATIONAL)
  return [...new Set(levels)]
}

/** Level of an agency by its code. */
export function levelOf(agency: string): Level {
  if (agency === NATIONAL) return 'national'
  if (agency.endsWith('0000')) return 'province'
  return areaOf(agency) === undefined ? 'county' : 'city'
}
