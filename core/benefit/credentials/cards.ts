/** Social-security cards: issued, replaced, lost. A new card holds at once and ends the old one. */
import type { InsuredPerson } from '../../../contracts/case.ts'
import { beijingTime } from '../../clock.ts'
import { scopeOf } from '../../hub/scope.ts'
import { pooled } from '../../platform/context.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'
import { personOf } from '../context.ts'
import { credentialRulesOf } from './rules.ts'

/** A card and its specification: the ministry's (部颁标准) or a place's own. */
export interface Card {
  readonly card_no: string
  readonly card_sn: string
  readonly standard: 'ministry' | 'local'
  /** Version of the card specification (规范版本), e.g. `2.00`. */
  readonly version: string
}

/** What became of a card. */
export interface CardEvent extends Card {
  readonly psn_no: string
  readonly kind: 'issued' | 'lost'
  /** yyyy-MM-dd HH:mm:ss, Beijing. */
  readonly at: string
  /** Hall or bank branch. */
  readonly by: string
}

/** A card that cannot be issued or reported. */
export class BadCard extends Error {
  override readonly name = 'BadCard'
}

/**
 * Gives a person a card: valid from the moment this resolves, the earlier one no longer (A1-23).
 * @throws BadCard when the number was ever anybody's card · Refusal for an unknown person
 */
export async function issueCard(
  context: BenefitContext,
  order: Card & { readonly psn_no: string; readonly by: string },
): Promise<void> {
  await write(context, order, 'issued', () => {
    if (holderOf(context, order.card_no) === undefined) return
    throw new BadCard(`card ${order.card_no} exists already`)
  })
}

/** 挂失: the person has no valid card until a new one is issued. @throws BadCard without one */
export async function reportLost(context: BenefitContext, psnNo: string, by: string) {
  const card = currentCard(context, personOf(context, psnNo))
  if (card === undefined) throw new BadCard(`${psnNo} has no valid card`)
  await write(context, { ...card, psn_no: psnNo, by }, 'lost', () => {})
}

/** The card that holds now: the newest issued, else the register's; undefined when it is lost. */
export function currentCard(context: BenefitContext, person: InsuredPerson): Card | undefined {
  const newest = context.store.get<CardEvent>(
    'select * from card_event where psn_no = ? order by id desc limit 1',
    person.psn_no,
  )
  if (newest === undefined) return registered(person)
  return newest.kind === 'lost' ? undefined : newest
}

/** Everything that became of a person's cards since the register was made, oldest first. */
export function cardHistory({ store }: BenefitContext, psnNo: string): CardEvent[] {
  return store.all<CardEvent>('select * from card_event where psn_no = ? order by id', psnNo)
}

/** True when the card with this number is or was the person's. */
export function hadCard(context: BenefitContext, person: InsuredPerson, cardNo: string): boolean {
  return person.card_no === cardNo ||
    cardHistory(context, person.psn_no).some((event) => event.card_no === cardNo)
}

/** Who has or had the card with this number, whether it still holds or not. */
export function holderOf(context: BenefitContext, cardNo: string): InsuredPerson | undefined {
  const event = context.store.get<{ psn_no: string }>(
    'select psn_no from card_event where card_no = ? order by id limit 1',
    cardNo,
  )
  const { persons } = context
  return event === undefined ? persons.byCredential('03', cardNo) : persons.byNumber(event.psn_no)
}

/**
 * The card shown holds, is read right, and is of a standard that is taken at that place of care.
 * @throws Refusal `card-invalid`, `person-mismatch`, `card-standard`
 */
export function requireCard(
  context: BenefitContext,
  person: InsuredPerson,
  shown: { readonly card_no: string; readonly card_sn: string },
  placeOfCare: string,
): void {
  const card = currentCard(context, person)
  if (card?.card_no !== shown.card_no) {
    const why = card === undefined ? '已挂失' : '已换发新卡'
    throw new Refusal('card-invalid', { card: shown.card_no, why })
  }
  if (shown.card_sn !== card.card_sn) {
    throw new Refusal('person-mismatch', { field: '卡识别码card_sn' })
  }
  const { localCardsIn, leastCardVersion } = credentialRulesOf(context)
  const national = card.standard === 'ministry' &&
    Number(card.version) >= Number(leastCardVersion)
  const scope = scopeOf(pooled('mdtrtarea_admvs', placeOfCare), context.area)
  const near = scope === 'local' || (scope === 'intra-province' && localCardsIn === 'province')
  if (!national && !near) throw new Refusal('card-standard', { version: card.version })
}

function registered({ card_no, card_sn, card }: InsuredPerson): Card {
  const { standard = 'ministry', version = '2.00' } = card ?? {}
  return { card_no, card_sn, standard, version }
}

async function write(
  context: BenefitContext,
  card: Card & { readonly psn_no: string; readonly by: string },
  kind: CardEvent['kind'],
  check: () => void,
): Promise<void> {
  const { psn_no } = personOf(context, card.psn_no)
  const at = beijingTime(context.clock.now())
  await context.store.commit(() => {
    check()
    context.store.run(
      `insert into card_event (psn_no, card_no, card_sn, standard, version, kind, at, by)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
      psn_no, card.card_no, card.card_sn, card.standard, card.version, kind, at, card.by,
    )
  })
}
