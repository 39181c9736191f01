/**
 * The rules of the audit, as data: what each is called, how bad a hit is, and what it does before,
 * during and after (RULE-217, RULE-218). One set for locals and outsiders.
 */
import type { Bill } from './bill.ts'
import { CHARGE_FINDERS } from './charge-rules.ts'
import { byWeight, hitOf } from './hit.ts'
import type { Hit, RuleHead, Severity, Stage } from './hit.ts'
import { ITEM_FINDERS } from './item-rules.ts'
import type { AuditFacts, Finder } from './item-rules.ts'
import type { ItemLimits, Knowledge } from './knowledge.ts'

const FINDERS = { ...ITEM_FINDERS, ...CHARGE_FINDERS }
type RuleId = keyof typeof FINDERS

/** Money rules take back; rules about judgement go to people first. */
const CLEAR = { before: 'remind', during: 'warn', after: 'recover' } as const
const DOUBTFUL = { before: 'remind', during: 'warn', after: 'review' } as const
const FORBIDDEN = { before: 'remind', during: 'stop', after: 'recover' } as const

type Row = readonly [zh: string, en: string, severity: Severity, effects: RuleHead['effects']]

const ROWS: Readonly<Record<RuleId, Row>> = {
  sex: ['限性别项目', 'item for the other sex', '1', CLEAR],
  age: ['限年龄项目', 'item for another age', '1', CLEAR],
  duplicate: ['重复收费', 'charged twice', '1', CLEAR],
  'split-charge': ['分解收费', 'charged in pieces', '1', CLEAR],
  package: ['组套内项目另行收费', 'part of a package charged beside it', '1', CLEAR],
  'over-price': ['超标准收费', 'above the price standard', '1', CLEAR],
  'insurance-type': ['限险种项目', 'item of another insurance type', '1', CLEAR],
  'second-line': ['二线用药', 'second-line drug without the first line', '2', DOUBTFUL],
  level: ['限医院等级', 'item above the tier of the institution', '1', CLEAR],
  frequency: ['限频次', 'too often', '2', CLEAR],
  course: ['限疗程', 'too long', '2', DOUBTFUL],
  'payment-scope': ['超支付范围', 'outside the payment scope', '1', CLEAR],
  indication: ['限适应症', 'no indication', '2', DOUBTFUL],
  encounter: ['限就诊类型', 'item of another kind of visit', '1', CLEAR],
  practitioner: ['医保支付资格', 'practitioner barred from ordering', '1', FORBIDDEN],
  traceability: ['药品追溯码', 'drug traceability', '1', FORBIDDEN],
}

/** All rules that judge one bill, in the order of their ids. */
export const BILL_RULES: readonly (RuleHead & { readonly find: Finder })[] = Object.entries(ROWS)
  .toSorted(([left], [right]) => (left < right ? -1 : 1))
  .map(([id, [zh, en, severity, effects]]) => ({
    id,
    title: { zh, en },
    severity,
    effects,
    find: FINDERS[id as RuleId],
  }))

/**
 * Every hit on one bill, worst first; the same bill and facts give the same hits.
 * @param only ids of the rules to ask; all when left out
 */
export function auditBill(
  bill: Bill,
  facts: AuditFacts,
  stage: Stage,
  only?: ReadonlySet<string>,
): Hit[] {
  const hits = BILL_RULES.filter(({ id }) => only === undefined || only.has(id))
    .flatMap((rule) => rule.find(bill, facts).map((found) => hitOf(rule, stage, bill.id, found)))
    .filter((hit) => hit !== undefined)
  // Two wrong packs on one line are one breach of one rule on that line.
  const once = new Map(hits.toReversed().map((hit) => [hit.id, hit]))
  return [...once.values()].toSorted(byWeight)
}

/** Facts of a knowledge base alone; what else is known of the world is given over it. */
export function factsOf(knowledge: Knowledge, known: Partial<AuditFacts> = {}): AuditFacts {
  const items = new Map<string, ItemLimits>(knowledge.items.map((row) => [row.item, row]))
  return {
    limits: (item) => items.get(item),
    wholes: knowledge.items.filter(({ parts }) => parts !== undefined),
    history: [],
    barredSince: () => undefined,
    tracedItem: null,
    soldBefore: () => undefined,
    diedOn: () => undefined,
    ...known,
  }
}
