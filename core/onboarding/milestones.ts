/**
 * The four milestones of a province that joins, each with the evidence in the books: access to all
 * others, the first settlement by card, the first clearing payment, the first of its own insured
 * settled elsewhere. What was undone is no evidence.
 */
import { documentsUnder, stateOf, stepsOf } from '../clearing/lookup.ts'
import { STATE } from '../clearing/books.ts'
import { beijingTime } from '../clock.ts'
import { provinceOf } from '../hub/scope.ts'
import type { Bilingual } from '../policy/policy-pack.ts'
import { latestRun } from '../reconciliation/runs.ts'
import type { Settled } from '../settled.ts'
import type { Store } from '../store/store.ts'
import { allSettled } from './pair-matrix.ts'
import type { PairResult } from './pair-matrix.ts'
import { compareTexts } from '../compare.ts'

export interface Milestone {
  readonly id: 'access' | 'first-card' | 'first-clearing' | 'first-elsewhere'
  readonly title: Bilingual
  /** When it was reached, yyyy-MM-dd HH:mm:ss; '' when it was not. */
  readonly at: string
  /** Message ids, settlement ids and document numbers, in the order of the events. */
  readonly evidence: readonly string[]
}

export interface MilestoneSources {
  /** Province code of the one that joins. */
  readonly province: string
  /** Both directions against every counterpart. */
  readonly matrix: readonly PairResult[]
  /** Rows of the books that it keeps or shares in, any order. */
  readonly settled: readonly Settled[]
  /** Books that hold the reconciliations and the clearing. */
  readonly store: Store
}

/** The social-security card (mdtrt_cert_type). */
const CARD = '03'

/** All four in their order, reached or not. */
export function milestonesOf(sources: MilestoneSources): Milestone[] {
  const { province, matrix, settled, store } = sources
  const live = liveAcross(settled)
  const inbound = live.filter(({ placeOfCare }) => provinceOf(placeOfCare) === province)
  const outbound = live.filter(({ insuredPlace }) => provinceOf(insuredPlace) === province)
  return [
    accessOf(matrix),
    firstOf('first-card', inbound.filter(({ voucher }) => voucher === CARD)),
    clearingOf([...inbound, ...outbound], store),
    firstOf('first-elsewhere', outbound),
  ]
}

const TITLES: Readonly<Record<Milestone['id'], Bilingual>> = {
  access: { zh: '与各省双向接入完成', en: 'Connected with every province, in both directions' },
  'first-card': { zh: '首笔跨省持卡直接结算', en: 'First cross-province settlement by card' },
  'first-clearing': { zh: '首笔跨省清算付款到账', en: 'First clearing payment received' },
  'first-elsewhere': { zh: '本省参保人首笔省外直接结算', en: 'First own insured settled elsewhere' },
}

/** Reached with the last pair's first settlement. */
function accessOf(matrix: readonly PairResult[]): Milestone {
  if (!allSettled(matrix)) return notReached('access')
  const firsts = matrix.flatMap(({ evidence }) => evidence ?? [])
    .toSorted((one, other) =>
      one.answeredMs - other.answeredMs || compareTexts(one.msgid, other.msgid))
  const at = beijingTime(Math.max(...firsts.map(({ answeredMs }) => answeredMs)))
  return { id: 'access', title: TITLES.access, at, evidence: firsts.map(({ msgid }) => msgid) }
}

function firstOf(id: Milestone['id'], rows: readonly Settled[]): Milestone {
  const [first] = inOrder(rows)
  if (first === undefined) return notReached(id)
  return { id, title: TITLES[id], at: first.settledAt, evidence: [first.msgid, first.setlId] }
}

/** Settled, reconciled, on a sheet, paid and received: the first order that went all the way. */
function clearingOf(rows: readonly Settled[], store: Store): Milestone {
  const found = inOrder(rows)
    .flatMap((row) => paidOrdersOf(row, store))
    .toSorted((one, other) => compareTexts(one.at, other.at))
  return found[0] ?? notReached('first-clearing')
}

function paidOrdersOf({ setlId, settledAt }: Settled, store: Store): Milestone[] {
  const day = settledAt.slice(0, 10)
  const reconciled = latestRun(store, day, 'cross-province')
  const sheet = store.get<{ sheet: string }>(
    'select sheet from clearing_item where setl_id = ?',
    setlId,
  )?.sheet
  if (reconciled === undefined || sheet === undefined) return []
  return documentsUnder(store, sheet)
    .filter(({ kind, number }) => kind === 'order' && stateOf(store, number) === STATE.paid)
    .flatMap(({ number }) => {
      const papers = documentsUnder(store, number)
      const payment = papers.find(({ kind }) => kind === 'payment')
      const receipt = papers.find(({ kind }) => kind === 'receipt')
      const received = stepsOf(store, number).find(({ state }) => state === STATE.paid)
      if (payment === undefined || receipt === undefined || received === undefined) return []
      const reconciliation = `${day}/cross-province/${reconciled.version}`
      return [{
        id: 'first-clearing' as const,
        title: TITLES['first-clearing'],
        at: received.at,
        evidence: [setlId, reconciliation, sheet, number, payment.number, receipt.number],
      }]
    })
}

/** Settlements between two provinces that nothing has undone. */
function liveAcross(settled: readonly Settled[]): Settled[] {
  const undone = new Set(settled.map(({ reverses }) => reverses))
  return settled.filter(({ kind, setlId, placeOfCare, insuredPlace }) =>
    kind === 'forward' && !undone.has(setlId)
    && provinceOf(placeOfCare) !== provinceOf(insuredPlace))
}

function inOrder(rows: readonly Settled[]): Settled[] {
  return rows.toSorted((one, other) =>
    compareTexts(one.settledAt, other.settledAt) || compareTexts(one.setlId, other.setlId))
}

function notReached(id: Milestone['id']): Milestone {
  return { id, title: TITLES[id], at: '', evidence: [] }
}
