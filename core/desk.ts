/**
 * What every receiving party does before and after its own work: contract, order of one person's
 * messages, same msgid same answer, everything on disk before the answer.
 */
import { createHash } from 'node:crypto'
import { NoAnswer } from '../contracts/exchange.ts'
import type { RequestEnvelope, ResponseEnvelope } from '../contracts/exchange.ts'
import { tabledOnly } from '../contracts/tabled.ts'
import { accept, refuse } from './party.ts'
import type { Party, Receiver } from './party.ts'
import { notePending, pendingRequests, strikePending } from './pending.ts'
import { Refusal } from './refusal.ts'
import type { Store } from './store/store.ts'
import { createTurns } from './turns.ts'

/** What a use case leads to: the answer, and the writes that make it true. */
export interface Effect {
  readonly output: Readonly<Record<string, unknown>> | null
  /** Runs inside the commit, together with the record of the message. */
  readonly apply?: () => void
}

/** One transaction. Throws a Refusal to say no; what it reads and writes is one person's. */
export type UseCase = (request: RequestEnvelope) => Promise<Effect> | Effect

/** Told about every message that did not end as it should, for the log. */
export type OnFault = (reason: unknown, request: RequestEnvelope) => void

export interface Desk {
  readonly receiver: Receiver
  readonly store: Store
  /** Contracts, institutions and areas; throws a Refusal. After it the message can be trusted. */
  readonly check: (request: RequestEnvelope) => void
  /** Whether a new message may come in now; a repeated one has its answer already. */
  readonly admit?: (request: RequestEnvelope) => void
  readonly useCaseOf: (infno: string) => UseCase
  /** Transactions that another party books before this one does; none when left out. */
  readonly bookedElsewhere?: ReadonlySet<string>
  readonly onFault: OnFault
}

/** Makes a party of use cases. What an earlier process left unfinished is finished first. */
export function receivingParty(desk: Desk): Party {
  const { receiver, store, check, onFault } = desk
  const inTurn = createTurns()
  let resuming: Promise<void> | undefined = resume().finally(() => {
    resuming = undefined
  })

  async function resume(): Promise<void> {
    for (const request of pendingRequests(store)) {
      try {
        await inTurn(turnsOf(request), () => finish(desk, [request]))
      } catch (reason) {
        onFault(reason, request)
      }
    }
  }

  async function perform(request: RequestEnvelope): Promise<ResponseEnvelope> {
    check(request)
    if (resuming !== undefined) await resuming
    return inTurn(turnsOf(request), async () => {
      const { psn_no } = subjectOf(request)
      if (desk.bookedElsewhere !== undefined && psn_no !== '') {
        await finish(desk, pendingRequests(store, psn_no))
      }
      return once(desk, request, desk.admit)
    })
  }

  return async (request) => {
    const msgid = typeof request.msgid === 'string' ? request.msgid : ''
    try {
      return await perform(request)
    } catch (reason) {
      if (reason instanceof Refusal) return refuse(receiver, msgid, reason)
      // Nobody knows what the insured place did, so the sender must not be told that it failed.
      if (reason instanceof NoAnswer) throw reason
      onFault(reason, request)
      return refuse(receiver, msgid, new Refusal('internal', { msgid }))
    }
  }
}

/** Performs a message, or answers as before when it was performed already; in its turn. */
async function once(
  { receiver, store, useCaseOf, bookedElsewhere }: Desk,
  request: RequestEnvelope,
  admit?: (request: RequestEnvelope) => void,
): Promise<ResponseEnvelope> {
  const { msgid, infno } = request
  const digest = digestOf(request)
  const known = knownReply(store, request, digest)
  if (known !== undefined) return known
  admit?.(request)
  const pends = bookedElsewhere?.has(infno) === true
  if (pends) await store.commit(() => notePending(store, request, subjectOf(request).psn_no))
  let effect: Effect
  try {
    effect = await useCaseOf(infno)(request)
  } catch (reason) {
    if (pends && reason instanceof Refusal) await store.commit(() => strikePending(store, msgid))
    throw reason
  }
  const output = effect.output === null ? null : tabledOnly(infno, effect.output)
  const reply = accept(receiver, request, output)
  await store.commit(() => {
    effect.apply?.()
    store.run(
      'insert into message (msgid, infno, digest, reply) values (?, ?, ?, ?)',
      msgid,
      infno,
      digest,
      JSON.stringify(reply),
    )
    if (pends) strikePending(store, msgid)
  })
  return reply
}

/** Finishes messages whose outcome is open. @throws NoAnswer when one still cannot be. */
async function finish(desk: Desk, requests: readonly RequestEnvelope[]): Promise<void> {
  for (const request of requests) {
    try {
      await once(desk, request)
    } catch (reason) {
      if (!(reason instanceof Refusal)) throw reason
      await desk.store.commit(() => strikePending(desk.store, request.msgid))
    }
  }
}

/** The answer given before to the same message. @throws Refusal when it cannot count any more. */
function knownReply(
  store: Store,
  { msgid, fixmedins_code }: RequestEnvelope,
  digest: string,
): ResponseEnvelope | undefined {
  const buried = 'select 1 from tombstone where msgid = ? and fixmedins_code = ?'
  if (store.get(buried, msgid, fixmedins_code) !== undefined) {
    throw new Refusal('msgid-reversed', { msgid })
  }
  const known = store.get<{ digest: string; reply: string }>(
    'select digest, reply from message where msgid = ?',
    msgid,
  )
  if (known === undefined) return undefined
  if (known.digest !== digest) throw new Refusal('msgid-reused', { msgid })
  return JSON.parse(known.reply) as ResponseEnvelope
}

/**
 * What makes two messages the same: everything but the sending time and the sign-in, which a
 * sender may renew when it sends a lost message again.
 */
function digestOf(request: RequestEnvelope): string {
  const { infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input } = request
  const text = JSON.stringify([infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input])
  return createHash('sha256').update(text).digest('base64')
}

const SUBJECT = ['psn_no', 'omsgid', 'ipt_otp_no', 'ipt_no'] as const
type Subject = Readonly<Record<(typeof SUBJECT)[number], string>>

/** Whom and what a message is about; '' where it does not say. */
function subjectOf(request: RequestEnvelope): Subject {
  const subject = { psn_no: '', omsgid: '', ipt_otp_no: '', ipt_no: '' }
  for (const node of Object.values(request.input)) {
    const row: unknown = Array.isArray(node) ? node[0] : node
    if (typeof row !== 'object' || row === null) continue
    for (const field of SUBJECT) {
      const value = (row as Partial<Record<string, unknown>>)[field]
      if (subject[field] === '' && typeof value === 'string') subject[field] = value
    }
  }
  return subject
}

/**
 * Messages about one person wait for one another, and so do a message, its repetition and its
 * reversal, and two that would open a visit under one number of one institution.
 */
function turnsOf(request: RequestEnvelope): string[] {
  const { psn_no, omsgid, ipt_otp_no, ipt_no } = subjectOf(request)
  const keys = [`msg:${request.msgid}`]
  if (omsgid !== '' && omsgid !== request.msgid) keys.push(`msg:${omsgid}`)
  if (psn_no !== '') keys.push(`psn:${psn_no}`)
  const number = ipt_otp_no === '' ? ipt_no : ipt_otp_no
  if (number !== '') keys.push(`visit:${request.fixmedins_code}:${number}`)
  return keys
}
