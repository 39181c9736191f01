/**
 * Book-keeping errors, planted in a party's database behind its back: what an auditor must find.
 * Each is a statement or two on the tables themselves; the triggers that forbid it go first.
 */
import type { Store } from '../../core/store/store.ts'
import type { PartyKind } from './compare-books.ts'

export interface PlantedError {
  readonly id: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly party: PartyKind
  readonly statements: readonly string[]
  /** Check that has to find it. */
  readonly foundBy: string
}

const ONE_FORWARD = `(select setl_id from settlement s where kind = 'forward'
  and not exists (select 1 from settlement u where u.reverses = s.setl_id)
  and account_fen > 0 and fund_fen > 0 order by setl_id limit 1)`
const ONE_UNDOING = `(select setl_id from settlement
  where kind <> 'forward' order by setl_id limit 1)`
const COLUMNS = `kind, reverses, msgid, infno, mdtrt_id, psn_no, fixmedins_code, mdtrtarea_admvs,
  insuplc_admdvs, insutype, clr_type, setl_time, medfee_fen, fund_fen, account_fen, cash_fen, body`

function change(id: string, zh: string, en: string, party: PartyKind, set: string): PlantedError {
  const statements = [`update settlement set ${set} where setl_id = ${ONE_FORWARD}`]
  return { id, title: { zh, en }, party, statements, foundBy: 'month/rows' }
}

function dropped(id: string, zh: string, en: string, party: PartyKind, row: string): PlantedError {
  const statements = [
    `create temp table gone as select ${row} as setl_id`,
    'delete from posting where setl_id in (select setl_id from gone)',
    'delete from settlement where setl_id in (select setl_id from gone)',
    'drop table gone',
  ]
  return { id, title: { zh, en }, party, statements, foundBy: 'month/rows' }
}

function posted(
  id: string, zh: string, en: string, party: PartyKind, statement: string,
): PlantedError {
  return { id, title: { zh, en }, party, statements: [statement], foundBy: 'month/postings' }
}

/** Every kind of error in the books; documents made from the books have errors of their own. */
export const PLANTED_ERRORS: readonly PlantedError[] = [
  change('fen-off', '基金多记一分，现金少记一分', 'One fen more from the funds, one less in cash',
    'insured-place', 'fund_fen = fund_fen + 1, cash_fen = cash_fen - 1'),
  change('fee-off', '就医地总费用差一分', 'The fee is one fen off at the place of care',
    'place-of-care', 'medfee_fen = medfee_fen + 1'),
  change('hub-fee-off', '平台总费用差一分', 'The fee is one fen off at the hub',
    'hub', 'medfee_fen = medfee_fen - 1'),
  change('account-off', '个人账户与现金互串', 'Account and cash are confused',
    'place-of-care', 'account_fen = cash_fen, cash_fen = account_fen'),
  change('wrong-day', '结算日期推迟一天', 'The settlement stands on the next day', 'insured-place',
    "setl_time = datetime(setl_time, '+1 day')"),
  change('wrong-institution', '记到另一家机构', 'Booked for another institution', 'place-of-care',
    "fixmedins_code = 'H52010000002'"),
  change('wrong-insurance', '险种记错', 'The wrong insurance type', 'hub',
    "insutype = case insutype when '310' then '390' else '310' end"),
  change('wrong-class', '清算类别记错', 'The wrong clearing type', 'insured-place',
    "clr_type = '99'"),
  change('wrong-place', '参保地记错', 'The wrong insured place', 'place-of-care',
    "insuplc_admdvs = '650100'"),
  change('wrong-person', '记到另一人名下', 'Booked for another person', 'hub',
    "psn_no = substr(psn_no, 1, 6) || '00000000000000'"),
  dropped('missing-insured', '参保地漏记一笔', 'A settlement is missing at the insured place',
    'insured-place', ONE_FORWARD),
  dropped('missing-care', '就医地漏记一笔', 'A settlement is missing at the place of care',
    'place-of-care', ONE_FORWARD),
  dropped('missing-hub', '平台漏记一笔', 'A settlement is missing at the hub', 'hub', ONE_FORWARD),
  dropped('refund-one-sided', '退费只记在一方', 'A refund is booked on one side only',
    'insured-place', ONE_UNDOING),
  {
    id: 'doubled',
    title: { zh: '同一笔记两次', en: 'A settlement is booked twice' },
    party: 'insured-place',
    statements: [
      `insert into settlement (setl_id, ${COLUMNS})
         select 'twice-' || setl_id, ${COLUMNS} from settlement where setl_id = ${ONE_FORWARD}`,
    ],
    foundBy: 'month/rows',
  },
  posted('wrong-fund', '记到另一基金', 'Posted to another fund', 'insured-place',
    `update posting set account = 'fund:390200' where id = (select id from posting
       where account like 'fund:310%' order by id limit 1)`),
  posted('wrong-account', '扣了另一人的账户', "Another person's account is charged", 'insured-place',
    `update posting set account = account || '0' where id = (select id from posting
       where account like 'personal-account:%' order by id limit 1)`),
  posted('unbalanced', '分录不平', 'The postings do not balance', 'place-of-care',
    `update posting set amount_fen = amount_fen + 1 where id = (select min(id) from posting)`),
  posted('posting-missing', '漏一条分录', 'A posting is missing', 'insured-place',
    'delete from posting where id = (select min(id) from posting)'),
  {
    id: 'accumulator-missing',
    title: { zh: '累计漏记', en: 'An accumulator was not moved' },
    party: 'insured-place',
    statements: [
      `delete from accumulation where id = (select min(id) from accumulation
         where kind like '%oolFen')`,
    ],
    foundBy: 'month/accumulators',
  },
  {
    id: 'accumulator-twice',
    title: { zh: '累计重复', en: 'An accumulator was moved twice' },
    party: 'insured-place',
    statements: [
      `insert into accumulation (psn_no, insutype, year, kind, change, source)
         select psn_no, insutype, year, kind, change, source from accumulation
          where id = (select min(id) from accumulation where kind like '%oolFen')`,
    ],
    foundBy: 'month/accumulators',
  },
  {
    id: 'accumulator-kept',
    title: { zh: '退费后累计未恢复', en: 'A refund left an accumulator as it was' },
    party: 'insured-place',
    statements: [
      `delete from accumulation where id = (select min(id) from accumulation
         where kind like '%oolFen' and change < 0)`,
    ],
    foundBy: 'month/accumulators',
  },
]

/** Triggers that keep a party from doing any of this. */
const KEEPERS = [
  'settlement_keeps', 'settlement_stays', 'posting_keeps', 'posting_stays',
  'accumulation_keeps', 'accumulation_stays',
]

/** Plants an error; the database is spoilt for good. */
export function plant(store: Store, { statements }: PlantedError): Promise<void> {
  store.all('pragma foreign_keys = off')
  return store.commit(() => {
    for (const name of KEEPERS) store.run(`drop trigger if exists ${name}`)
    for (const statement of statements) store.run(statement)
  })
}
