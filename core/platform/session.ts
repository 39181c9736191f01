/** Sign-in and sign-out of a desk: 9001 9002. The number is the operator's, for one day. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import { beijingTime } from '../clock.ts'
import type { Effect } from '../desk.ts'
import { idFrom } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { nodeOf } from './context.ts'
import type { PlatformContext } from './context.ts'

/** 9001 */
export function signIn(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['9001']['signIn']>(request, 'signIn')
  const signNo = idFrom(request.mdtrtarea_admvs, 'sign-in', request.msgid)
  return {
    output: {
      signinoutb: { sign_time: beijingTime(context.clock.now()), sign_no: signNo },
    },
    apply: () =>
      context.store.run(
        `insert into sign_in (sign_no, fixmedins_code, opter_no, signed_in_on)
         values (?, ?, ?, ?)`,
        signNo,
        request.fixmedins_code,
        data.opter_no,
        today(context),
      ),
  }
}

/** 9002 */
export function signOut(context: PlatformContext, request: RequestEnvelope): Effect {
  const { sign_no: signNo } = nodeOf<Inputs['9002']['signOut']>(request, 'signOut')
  requireSignIn(context, request.fixmedins_code, signNo)
  const time = beijingTime(context.clock.now())
  return {
    output: { sign_time: { sign_time: time } },
    apply: () =>
      context.store.run('update sign_in set signed_out_at = ? where sign_no = ?', time, signNo),
  }
}

/** A sign-in number may be left empty; one that is sent must be this institution's, of today. */
export function requireSignIn(
  context: PlatformContext,
  institution: string,
  signNo: string,
): void {
  const known = context.store.get(
    `select 1 from sign_in
      where sign_no = ? and fixmedins_code = ? and signed_in_on = ? and signed_out_at is null`,
    signNo,
    institution,
    today(context),
  )
  if (known === undefined) throw new Refusal('unknown-sign-no', { signNo })
}

function today(context: PlatformContext): string {
  return beijingTime(context.clock.now()).slice(0, 10)
}
