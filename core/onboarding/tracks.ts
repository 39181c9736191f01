/**
 * How far a province is in joining, scored on three tracks that know nothing of one another:
 * network, funds, policy (网络、资金、政策对接). A track is complete when nothing of it is open;
 * one that is complete never makes up for another.
 */
import type { ClearingDocument } from '../clearing/books.ts'
import { STATE } from '../clearing/books.ts'
import { documentsOf, stateOf } from '../clearing/lookup.ts'
import type { PaymentOrder } from '../clearing/orders.ts'
import { checkPack } from '../policy/check-pack.ts'
import type { Bilingual } from '../policy/policy-pack.ts'
import { closedMonth } from '../reconciliation/months.ts'
import type { Store } from '../store/store.ts'
import type { PairResult } from './pair-matrix.ts'

export interface Track {
  readonly id: 'connectivity' | 'funds' | 'policy'
  readonly title: Bilingual
  readonly done: number
  readonly total: number
  /** Basis points of what there is to do, down; 0 where nothing was looked at. */
  readonly scoreBp: number
  /** What is not done, each by its name. */
  readonly open: readonly string[]
}

export interface TrackSources {
  /** Province code of the one that joins. */
  readonly province: string
  readonly matrix: readonly PairResult[]
  /** Books that hold the reconciliations and the clearing, and their months, yyyyMM. */
  readonly store: Store
  readonly months: readonly string[]
  /** Its policy packs as they were handed in: any data. */
  readonly packs: readonly { readonly name: string; readonly data: unknown }[]
}

/** The three tracks, always all of them. */
export function tracksOf(sources: TrackSources): readonly [Track, Track, Track] {
  const { matrix, packs } = sources
  return [
    track('connectivity', matrix.map(({ counterpart, direction, state }) =>
      [`${direction} ${counterpart}: ${state}`, state === 'settled'])),
    track('funds', sources.months.flatMap((month) => fundsOf(sources, month))),
    track('policy', packs.map(({ name, data }) => {
      const [fault] = checkPack(data)
      return [fault === undefined ? name : `${name}${fault.pointer}: ${fault.rule}`, !fault]
    })),
  ]
}

/** True when each track was looked at and nothing is open on any. */
export function isReady(tracks: readonly Track[]): boolean {
  return tracks.every(({ total, open }) => total > 0 && open.length === 0)
}

type Item = readonly [name: string, done: boolean]

const TITLES: Readonly<Record<Track['id'], Bilingual>> = {
  connectivity: { zh: '网络对接', en: 'Connectivity' },
  funds: { zh: '资金对接', en: 'Funds' },
  policy: { zh: '政策对接', en: 'Policy' },
}

/** A month is reconciled without a remainder, and each order of the province is paid. */
function fundsOf({ province, store }: TrackSources, month: string): Item[] {
  const closed = closedMonth(store, month)
  const reconciled = closed !== undefined && closed.leftOut.length === 0
  const orders = documentsOf<PaymentOrder>(store, 'order', month)
    .filter(({ body }) => isPaidBetween(body, province))
  return [
    [`${month}: reconciliation`, reconciled],
    ...orders.map(({ number }: ClearingDocument): Item =>
      [number, stateOf(store, number) === STATE.paid]),
  ]
}

function isPaidBetween({ payer, receiver, direction }: PaymentOrder, province: string): boolean {
  const moves = direction === 'pay' || direction === 'collect'
  return moves && (payer === province || receiver === province)
}

function track(id: Track['id'], items: readonly Item[]): Track {
  const total = items.length
  const open = items.filter(([, done]) => !done).map(([name]) => name)
  const done = total - open.length
  const scoreBp = total === 0 ? 0 : Math.floor((done * 10_000) / total)
  return { id, title: TITLES[id], done, total, scoreBp, open }
}
