/** Who a person is: only his insured place knows, so it is asked with what he showed (1101). */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import { digitsOf } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import { relay } from './context.ts'
import type { PlatformContext } from './context.ts'
import type { Credential, Visit } from './visit-store.ts'

/** Answers who the person of a visit is, each person asked for once. */
export function personAsker(
  context: PlatformContext,
  request: RequestEnvelope,
): (visit: Visit) => Promise<object> {
  const known = new Map<string, Promise<object>>()
  return (visit) => {
    const answer = known.get(visit.psn_no) ?? askInsuredPlace(context, request, visit)
    known.set(visit.psn_no, answer)
    return answer
  }
}

async function askInsuredPlace(
  context: PlatformContext,
  request: RequestEnvelope,
  { psn_no, insutype, insuplc_admdvs, credential }: Visit,
): Promise<object> {
  if (credential === undefined) throw new Refusal('unknown-person')
  const data = { ...shown(credential), begntime: '' }
  const { baseinfo, insuinfo } = await relay<Outputs['1101']>(context, insuplc_admdvs, {
    ...request,
    infno: '1101',
    insuplc_admdvs,
    // A number of the platform's own: the institution's stands for its own question.
    msgid: digitsOf(`1101:${request.msgid}:${psn_no}`, 30),
    input: { data },
  })
  const insured = insuinfo.find((row) => row.insutype === insutype)
  return {
    ...baseinfo,
    psn_type: insured?.psn_type,
    cvlserv_flag: insured?.cvlserv_flag ?? '0',
    emp_name: insured?.emp_name ?? '',
  }
}

/** The ID number where it is known: unlike a voucher's token it is the same tomorrow. */
function shown({ certno, mdtrt_cert_type, mdtrt_cert_no, card_sn }: Credential) {
  if (certno === '') return { mdtrt_cert_type, mdtrt_cert_no, card_sn, certno }
  return { mdtrt_cert_type: '02', mdtrt_cert_no: certno, card_sn: '', certno }
}
