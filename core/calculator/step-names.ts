/** Names of the steps of a settlement, in both languages, with their number and rule. */

interface Step {
  /** Number in the order of calculation. */
  readonly step: number
  readonly rule: string
  readonly unit: 'fen' | 'bp'
  readonly zh: string
  readonly en: string
}

function fen(step: number, rule: string, zh: string, en: string): Step {
  return { step, rule, unit: 'fen', zh, en }
}

export const STEPS = {
  part: fen(0, 'RULE-108', '按天数分段的医疗费', 'fee of the part, by its days'),
  'in-scope': fen(2, 'RULE-078', '符合政策范围金额', 'in-scope amount'),
  'reduction-pay-first': fen(
    3, 'RULE-099', '异地就医先行自付', 'pay-first share of the reduction',
  ),
  'drug-pay-first': fen(3, 'RULE-138', '双通道药品先行自付', 'pay-first share of the drug'),
  'nominal-deductible': fen(4, 'RULE-092', '本次起付标准', 'nominal deductible'),
  deductible: fen(4, 'RULE-092', '起付线', 'deductible'),
  base: fen(5, 'RULE-095', '统筹支付基数', 'base of the pooled fund'),
  ratio: { step: 5, rule: 'RULE-095', unit: 'bp', zh: '统筹支付比例', en: 'pool ratio' },
  'pool-raw': fen(6, 'RULE-096', '限额前统筹应付', 'pooled fund before its cap'),
  'cap-left': fen(6, 'RULE-096', '年度限额余额', 'left of the annual cap'),
  pool: fen(6, 'RULE-096', '统筹基金支付', 'pooled fund'),
  maternity: fen(6, 'RULE-141', '生育基金支付', 'maternity fund'),
  'used-base': fen(6, 'RULE-096', '限额内基数', 'base that used up the cap'),
  'over-cap': fen(6, 'RULE-096', '超限额基数', 'base above the cap'),
  'large-amount': fen(7, 'RULE-117', '大额医疗费用补助', 'large-amount fund'),
  'scope-left': fen(8, 'RULE-113', '政策范围内个人负担', 'in-scope amount left'),
  'illness-base': fen(9, 'RULE-113', '本次计入大病基数', 'critical-illness base of this care'),
  'illness-bonus': fen(9, 'RULE-111', '大病封顶线奖励', 'bonus on the critical-illness cap'),
  'illness-before': fen(9, 'RULE-107', '此前累计基数应付', 'due on the base before'),
  'illness-after': fen(9, 'RULE-116', '累计基数应付', 'due on the cumulative base'),
  illness: fen(9, 'RULE-116', '居民大病保险', 'critical-illness insurance'),
  enterprise: fen(10, 'RULE-090', '企业补充医疗保险', 'enterprise supplement'),
  'civil-servant': fen(10, 'RULE-118', '公务员医疗补助', 'civil-servant subsidy'),
  'aid-entered': fen(11, 'RULE-120', '进入救助金额', 'amount that enters medical aid'),
  'aid-raw': fen(11, 'RULE-119', '限额前救助', 'medical aid before its cap'),
  aid: fen(11, 'RULE-119', '医疗救助', 'medical aid'),
  'tilted-aid': fen(11, 'RULE-122', '倾斜救助', 'tilted aid'),
  'other-payer': fen(12, 'RULE-123', '其他补助', 'other payer'),
  hospital: fen(12, 'RULE-089', '医院负担', 'hospital-borne part'),
  funds: fen(13, 'RULE-090', '基金支付总额', 'all funds'),
  person: fen(13, 'RULE-089', '个人负担总额', 'all personal'),
  account: fen(13, 'RULE-144', '个人账户支付', 'personal account'),
  family: fen(13, 'RULE-145', '其中账户共济支付', 'family account, a part of it'),
  cash: fen(13, 'RULE-091', '个人现金支付', 'cash'),
  accumulator: fen(14, 'RULE-097', '年度累计', 'accumulator of the year'),
} as const satisfies Readonly<Record<string, Step>>

export type StepName = keyof typeof STEPS
