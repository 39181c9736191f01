/** For tests: the insured place behind a bench as its own counters see it, and what desks hear. */
import type { InsuredPerson } from '../../contracts/case.ts'
import type { ResponseEnvelope } from '../../contracts/exchange.ts'
import type { Outputs } from '../../contracts/generated/types.ts'
import type { BenefitContext } from '../../core/benefit/context.ts'
import { bundledPack } from '../../core/policy/bundled.ts'
import { openStore } from '../../core/store/store.ts'
import type { Bench } from './testing.ts'
import { identityOf } from './testing-visits.ts'

/** The insured place of these persons, over the very store that the bench's party writes. */
export function placeOf(bench: Bench, persons: readonly InsuredPerson[]): BenefitContext {
  const [{ insuplc_admdvs: area } = { insuplc_admdvs: '' }] = persons
  return {
    store: bench.country.stores.get(`insured-${area}`) ?? openStore(':memory:'),
    clock: bench.clock,
    area,
    pack: bundledPack('points'),
    registerYear: '2026',
    persons: {
      byNumber: (number) => persons.find((one) => one.psn_no === number),
      byCredential: (type, number) =>
        persons.find((one) => number === { '01': one.ecToken, '03': one.card_no }[type]),
    },
    tierOf: () => '3',
  }
}

/** The visit fields with another voucher than the card. */
export function showing(person: InsuredPerson, type: '01' | '02', number: string) {
  const card = { mdtrt_cert_type: type, mdtrt_cert_no: number, card_sn: '' }
  return { ...identityOf(person), ...card }
}

/** 1101 with what is shown; what the desk hears, '' when the person is found. */
export async function identified(
  bench: Bench,
  person: InsuredPerson,
  shown: object,
): Promise<string> {
  const data = { ...identityOf(person), ...shown, begntime: '' }
  return heard(await bench.say('1101', person, { data }))
}

/** What a desk hears: '' when the message was accepted. */
export function heard(answer: ResponseEnvelope | undefined): string {
  return answer === undefined ? 'no answer' : (answer.err_msg ?? '')
}

/** Balance of the personal account as 1101 tells it, yuan. */
export async function balanceOf(bench: Bench, person: InsuredPerson): Promise<number | undefined> {
  const answer = await bench.say('1101', person, {
    data: { ...identityOf(person), begntime: '' },
  })
  const output = answer?.output as Outputs['1101'] | null | undefined
  return output?.insuinfo[0]?.balc
}
