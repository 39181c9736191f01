/** A whole stay of anybody at any institution of a bench, for tests that compare settlements. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import type { Institution } from '../../core/platform/context.ts'
import type { Bench } from './testing.ts'
import { must, VISIT } from './testing-states.ts'
import { admission, claim, departure, sale, upload } from './testing-visits.ts'
import type { TestVisit } from './testing-visits.ts'

/** What became of a stay: the settling message and the answer's two parts. */
export type Settlement = Outputs['2304'] & { readonly message: RequestEnvelope }

/** A message from another institution than the bench's own, under a number of its own. */
export function messageFrom(
  bench: Bench,
  institution: Pick<Institution, 'fixmedins_code' | 'fixmedins_name' | 'admdvs'>,
  infno: string,
  person: InsuredPerson,
  input: object,
): RequestEnvelope {
  const { fixmedins_code, fixmedins_name, admdvs } = institution
  const message = bench.message(infno, person, input)
  const msgid = fixmedins_code + message.msgid.slice(12)
  return { ...message, fixmedins_code, fixmedins_name, mdtrtarea_admvs: admdvs, msgid }
}

/** A stay with these lines from admission to settlement. @throws NotThere when one step fails */
export async function stayAt(
  bench: Bench,
  institution: Institution,
  person: InsuredPerson,
  own: Partial<TestVisit> = {},
): Promise<Settlement> {
  const number = `Z${person.psn_no.slice(-6)}${institution.fixmedins_code.slice(-4)}`
  const visit: TestVisit = { ...VISIT, account: '0', number, ...own, person }
  const { mdtrtinfo, diseinfo } = admission(visit)
  const here = { ...mdtrtinfo, mdtrtarea_admvs: institution.admdvs }
  const say = (infno: string, input: object) =>
    must(bench, messageFrom(bench, institution, infno, person, input))
  const { output } = await say('2401', { mdtrtinfo: here, diseinfo })
  const { mdtrt_id } = (output as Outputs['2401']).result
  await say('2301', upload(visit, mdtrt_id))
  await say('2402', departure(visit, mdtrt_id))
  await say('2303', claim(visit, mdtrt_id, true))
  const message = messageFrom(bench, institution, '2304', person, claim(visit, mdtrt_id, true))
  const settled = await must(bench, message)
  return { ...(settled.output as Outputs['2304']), message }
}

/** What one sells and another's insurance pays: a purchase at the pharmacy or hospital named. */
export function saleAt(
  bench: Bench,
  institution: Institution,
  person: InsuredPerson,
): RequestEnvelope {
  return messageFrom(bench, institution, '2102', person, sale({ ...VISIT, person }))
}
