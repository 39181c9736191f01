/** The voucher (就诊凭证) that a person shows: whose it is, and whether it holds (RULE-055). */
import type { InsuredPerson } from '../../../contracts/case.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'
import { hadCard, holderOf, requireCard } from './cards.ts'
import { credentialRulesOf } from './rules.ts'
import { requireToken, tokenOf } from './tokens.ts'

/** What messages say of the voucher and of its holder; '' or missing where they do not. */
export interface Shown {
  readonly mdtrt_cert_type: string
  readonly mdtrt_cert_no?: string | null
  readonly card_sn?: string | null
  readonly certno?: string | null
  readonly psn_name?: string | null
}

/** Where a voucher is shown. */
export interface Counter {
  /** Place of care, an area code. */
  readonly mdtrtarea_admvs: string
  /** The visit that is gone on with, '' before there is one. */
  readonly mdtrt_id: string
}

/** The person whose voucher it is. @throws Refusal when it is nobody's, or does not hold */
export function holderOfVoucher(
  context: BenefitContext,
  shown: Shown,
  counter: Counter,
): InsuredPerson {
  const person = ownerOf(context, shown.mdtrt_cert_type, shown.mdtrt_cert_no ?? '')
  if (person === undefined) throw new Refusal('unknown-person')
  requireVoucher(context, person, shown, counter)
  return person
}

/**
 * Person and voucher match, and the voucher holds (RULE-056). A message without a number of the
 * voucher shows none; then only what it says of the person is compared.
 * @throws Refusal `person-mismatch` or why the voucher does not hold
 */
export function requireVoucher(
  context: BenefitContext,
  person: InsuredPerson,
  shown: Shown,
  counter: Counter,
): void {
  requireSame('证件号码certno', shown.certno, person.certno)
  requireSame('人员姓名psn_name', shown.psn_name, person.psn_name)
  const { mdtrt_cert_type: type } = shown
  const number = shown.mdtrt_cert_no ?? ''
  if (number === '') return
  if (!isHis(context, person, type, number)) {
    throw new Refusal('person-mismatch', { field: '就诊凭证编号mdtrt_cert_no' })
  }
  if (type === '03') {
    const card = { card_no: number, card_sn: shown.card_sn ?? '' }
    requireCard(context, person, card, counter.mdtrtarea_admvs)
  }
  if (type === '01') requireElectronic(context, number, counter.mdtrt_id)
}

/** Kind of the voucher that was shown and verified, '' when none was (RULE-254). */
export function verifiedKind({ mdtrt_cert_type, mdtrt_cert_no }: Shown): string {
  return (mdtrt_cert_no ?? '') === '' ? '' : mdtrt_cert_type
}

function isHis(
  context: BenefitContext,
  person: InsuredPerson,
  type: string,
  number: string,
): boolean {
  if (type === '02') return number === person.certno
  if (type === '03') return hadCard(context, person, number)
  const token = tokenOf(context, number)
  return token === undefined ? number === person.ecToken : token.psn_no === person.psn_no
}

function ownerOf(
  context: BenefitContext,
  type: string,
  number: string,
): InsuredPerson | undefined {
  if (type === '03') return holderOf(context, number)
  const token = type === '01' ? tokenOf(context, number) : undefined
  if (token !== undefined) return context.persons.byNumber(token.psn_no)
  return context.persons.byCredential(type, number)
}

function requireElectronic(context: BenefitContext, number: string, mdtrtId: string): void {
  const token = tokenOf(context, number)
  if (token !== undefined) requireToken(context, token, mdtrtId)
  else if (credentialRulesOf(context).standingNumber === 'refused') {
    throw new Refusal('token-unknown')
  }
}

function requireSame(field: string, sent: string | null | undefined, registered: string): void {
  if ((sent ?? '') !== '' && sent !== registered) throw new Refusal('person-mismatch', { field })
}
