/**
 * What every receiving party does before and after its own work: contract, order of one person's
 * messages, same msgid same answer, everything on disk before the answer.
 */
import { createHash } from 'node:crypto'
import { NoAnswer } from '../contracts/exchange.ts'
import type { RequestEnvelope, ResponseEnvelope } from '../contracts/exchange.ts'
import { accept, refuse } from './party.ts'
import type { Party, Receiver } from './party.ts'
import { Refusal } from './refusal.ts'
import type { Store } from './store/store.ts'

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

/**
 * Makes a party of use cases. `select` finds the use case and may throw a Refusal, which is where
 * contracts, institutions and areas are checked.
 */
export function receivingParty(
  receiver: Receiver,
  store: Store,
  select: (request: RequestEnvelope) => UseCase,
  onFault: OnFault,
): Party {
  const inTurn = serialiser()

  async function perform(request: RequestEnvelope): Promise<ResponseEnvelope> {
    const useCase = select(request)
    const digest = digestOf(request)
    return inTurn(turnOf(request), async () => {
      const known = store.get<{ digest: string; reply: string }>(
        'select digest, reply from message where msgid = ?',
        request.msgid,
      )
      if (known !== undefined) {
        if (known.digest !== digest) throw new Refusal('msgid-reused', { msgid: request.msgid })
        return JSON.parse(known.reply) as ResponseEnvelope
      }
      if (store.get('select 1 from tombstone where msgid = ?', request.msgid) !== undefined) {
        throw new Refusal('msgid-reversed', { msgid: request.msgid })
      }
      const effect = await useCase(request)
      const reply = accept(receiver, request, effect.output)
      await store.commit(() => {
        effect.apply?.()
        store.run(
          'insert into message (msgid, infno, digest, reply) values (?, ?, ?, ?)',
          request.msgid,
          request.infno,
          digest,
          JSON.stringify(reply),
        )
      })
      return reply
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

/**
 * What makes two messages the same: everything but the sending time and the sign-in, which a
 * sender may renew when it sends a lost message again.
 */
function digestOf(request: RequestEnvelope): string {
  const { infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input } = request
  const text = JSON.stringify([infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input])
  return createHash('sha256').update(text).digest('base64')
}

/** Messages about one person wait for one another; all others only for their own repetition. */
function turnOf(request: RequestEnvelope): string {
  for (const node of Object.values(request.input)) {
    const row: unknown = Array.isArray(node) ? node[0] : node
    if (typeof row === 'object' && row !== null && 'psn_no' in row) {
      return `psn:${String(row.psn_no)}`
    }
  }
  return `msg:${request.msgid}`
}

/** Runs works with the same key one after another, others side by side. */
function serialiser() {
  const tails = new Map<string, Promise<unknown>>()
  return async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const before = tails.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    tails.set(key, mine)
    try {
      return await mine
    } finally {
      if (tails.get(key) === mine) tails.delete(key)
    }
  }
}
