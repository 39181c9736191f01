/**
 * Messages that may have taken effect at another party and are not booked here yet. The row is on
 * disk before the message goes on, and leaves in the commit that books it; so after a crash, or
 * when the other party did not answer, what is left in the table is what has to be finished. It is
 * finished by doing it again: the other party gives the same answer to the same message.
 */
import type { RequestEnvelope } from '../contracts/exchange.ts'
import type { Store } from './store/store.ts'

/** Notes a message before it goes on; inside a commit. */
export function notePending(store: Store, request: RequestEnvelope, psnNo: string): void {
  store.run(
    'insert or ignore into pending (msgid, psn_no, body) values (?, ?, ?)',
    request.msgid,
    psnNo,
    JSON.stringify(request),
  )
}

/** Strikes a message off; inside a commit. */
export function strikePending(store: Store, msgid: string): void {
  store.run('delete from pending where msgid = ?', msgid)
}

/** What is to be finished: of one person, or of everybody. */
export function pendingRequests(store: Store, psnNo?: string): RequestEnvelope[] {
  const rows =
    psnNo === undefined
      ? store.all<{ body: string }>('select body from pending')
      : store.all<{ body: string }>('select body from pending where psn_no = ?', psnNo)
  return rows.map((row) => JSON.parse(row.body) as RequestEnvelope)
}

/** True while nobody knows what became of this message. */
export function isPending(store: Store, msgid: string): boolean {
  return store.get('select 1 from pending where msgid = ?', msgid) !== undefined
}
