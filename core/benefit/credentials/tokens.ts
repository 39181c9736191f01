/** E-voucher tokens: each lives for a while and opens one visit (RULE-058). */
import { beijingTime } from '../../clock.ts'
import { digitsOf } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'
import { personOf } from '../context.ts'
import { credentialRulesOf } from './rules.ts'

/** A token as it was handed out. Times yyyy-MM-dd HH:mm:ss, Beijing. */
export interface VoucherToken {
  readonly token: string
  readonly psn_no: string
  readonly issued_at: string
  /** First moment at which it no longer holds. */
  readonly expires_at: string
}

/** What a person's telephone shows from now on, until it expires. @throws Refusal */
export async function issueToken(context: BenefitContext, psnNo: string): Promise<VoucherToken> {
  const { store, clock } = context
  const { psn_no } = personOf(context, psnNo)
  const minutes = credentialRulesOf(context).tokenMinutes
  const now = clock.now()
  return store.commit(() => {
    const issued = store.get<{ count: number }>(
      'select count(*) as count from voucher_token where psn_no = ?', psn_no)
    const serial = `${psn_no}:${issued?.count ?? 0}`
    const token: VoucherToken = {
      token: `EC${digitsOf(`voucher:${serial}`, 38)}`,
      psn_no,
      issued_at: beijingTime(now),
      expires_at: beijingTime(now + minutes * 60_000),
    }
    store.run(
      `insert into voucher_token (token, psn_no, issued_at, expires_at) values (?, ?, ?, ?)`,
      token.token, psn_no, token.issued_at, token.expires_at,
    )
    return token
  })
}

/** The token, if it was ever handed out. */
export function tokenOf({ store }: BenefitContext, token: string): VoucherToken | undefined {
  return store.get<VoucherToken>('select * from voucher_token where token = ?', token)
}

/**
 * A token holds until it expires and until it opened a visit; for that visit it goes on to hold,
 * because the person was identified with it.
 * @param mdtrtId the visit that the message is about, '' before there is one
 * @throws Refusal `token-expired`, `token-used`
 */
export function requireToken(context: BenefitContext, token: VoucherToken, mdtrtId: string): void {
  const use = context.store.get<{ mdtrt_id: string }>(
    'select mdtrt_id from voucher_token_use where token = ?', token.token)
  if (use !== undefined && use.mdtrt_id === mdtrtId) return
  if (use !== undefined && credentialRulesOf(context).tokenOpens === 'one-visit') {
    throw new Refusal('token-used')
  }
  const until = token.expires_at
  if (beijingTime(context.clock.now()) >= until) throw new Refusal('token-expired', { until })
}

/** Notes the visit that a token opened; inside a commit. */
export function useToken(
  { store, clock }: BenefitContext,
  token: string,
  by: { readonly mdtrt_id: string; readonly msgid: string },
): void {
  // Where a token may open several visits, the first one is kept.
  store.run(
    `insert or ignore into voucher_token_use (token, mdtrt_id, msgid, at) values (?, ?, ?, ?)`,
    token, by.mdtrt_id, by.msgid, beijingTime(clock.now()),
  )
}
