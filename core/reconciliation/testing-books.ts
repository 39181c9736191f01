/** Databases of three parties with rows of our choosing, for tests. */
import { book } from '../books.ts'
import type { Settled } from '../settled.ts'
import { openStore } from '../store/store.ts'
import type { Store } from '../store/store.ts'
import type { PartyName } from './reconciliation.ts'
import { sourceOf } from './sources.ts'
import type { DaySources } from './sources.ts'
import { rowOf } from '../testing-rows.ts'

/** Three sets of books and the store of the runs. */
export interface TestBooks {
  readonly stores: Readonly<Record<PartyName, Store>>
  readonly sources: DaySources
  /** Books rows at some parties, at all unless they are named. */
  post(rows: readonly Settled[], parties?: readonly PartyName[]): Promise<void>
  close(): void
}

/** Opens empty books in memory; whoever opens them closes them. */
export function openBooks(): TestBooks {
  const stores = {
    placeOfCare: openStore(':memory:'),
    hub: openStore(':memory:'),
    insuredPlace: openStore(':memory:'),
  }
  const all = Object.keys(stores) as PartyName[]
  return {
    stores,
    sources: {
      placeOfCare: sourceOf([stores.placeOfCare]),
      hub: sourceOf([stores.hub]),
      insuredPlace: sourceOf([stores.insuredPlace]),
    },
    async post(rows, parties = all) {
      for (const party of parties) {
        const write = () => rows.forEach((row) => book(stores[party], rowOf(row), []))
        await stores[party].commit(write)
      }
    },
    close: () => all.forEach((party) => stores[party].close()),
  }
}
