/** Every word the report says by itself, Chinese first. Data brings its own two languages. */

export interface Text {
  readonly zh: string
  readonly en: string
}

export const texts = {
  pageTitle: { zh: '异地就医直接结算联调测试报告', en: 'Joint-testing report' },
  noScript: {
    zh: '浏览器未启用脚本：结论、要求和发现均可阅读，报文正文无法展开。',
    en: 'Scripts are off: decision, requirements and findings are readable, bodies are not.',
  },
  planted: {
    zh: '被测方植入了已知缺陷，本报告仅用于自检，不得作为准入依据：',
    en: 'A known defect was planted in the party; this report is a self-test, no evidence: ',
  },

  granted: { zh: '准予接入', en: 'Admitted' },
  refused: { zh: '不予接入', en: 'Not admitted' },
  undecided: { zh: '结论待定', en: 'Undecided' },

  error: { zh: '测试故障', en: 'Error' },
  fail: { zh: '不通过', en: 'Fail' },
  inconclusive: { zh: '未能判定', en: 'Inconclusive' },
  skip: { zh: '不适用', en: 'Skipped' },
  pass: { zh: '通过', en: 'Pass' },
  all: { zh: '全部', en: 'All' },

  violation: { zh: '违规', en: 'Violation' },
  warning: { zh: '警告', en: 'Warning' },
  note: { zh: '提示', en: 'Note' },

  causeConfig: { zh: '责任：配置', en: 'Cause: configuration' },
  causeTarget: { zh: '责任：被测方', en: 'Cause: tested party' },
  causeHarness: { zh: '责任：测试工具', en: 'Cause: test tool' },
  causeEnvironment: { zh: '责任：环境', en: 'Cause: environment' },
  causeContract: { zh: '规范条款有争议', en: 'Clause is contested' },

  hospital: { zh: '医疗机构', en: 'Hospital' },
  jurisdiction: { zh: '统筹区', en: 'Jurisdiction' },
  terminal: { zh: '终端', en: 'Terminal' },

  targetName: { zh: '被测方', en: 'Tested party' },
  targetKind: { zh: '类别', en: 'Kind' },
  institutions: { zh: '机构编码', en: 'Institutions' },
  edition: { zh: '接口版本', en: 'Edition' },
  driver: { zh: '驱动方式', en: 'Driver' },
  suite: { zh: '测试套件', en: 'Suite' },
  seed: { zh: '随机种子', en: 'Seed' },
  version: { zh: '工具版本', en: 'Tool version' },
  period: { zh: '测试时间', en: 'Tested' },
  to: { zh: '至', en: 'to' },
  exchangeCount: { zh: '报文往来', en: 'Exchanges' },
  settled: { zh: '结算金额', en: 'Settled' },

  verdictCounts: { zh: '用例结论', en: 'Case verdicts' },
  openRequirements: { zh: '未通过或未能判定的要求', en: 'Requirements not met or not decided' },
  allMet: { zh: '没有未通过的要求。', en: 'No requirement failed.' },
  moreBelow: { zh: '条要求，见下表', en: 'more, see the table below' },

  requirements: { zh: '要求', en: 'Requirements' },
  requirementId: { zh: '编号', en: 'Id' },
  requirementTitle: { zh: '内容', en: 'Text' },
  verdict: { zh: '结论', en: 'Verdict' },
  cases: { zh: '用例', en: 'Cases' },
  filter: { zh: '只看', en: 'Show' },

  findings: { zh: '发现', en: 'Findings' },
  noFindings: { zh: '没有发现。', en: 'No findings.' },
  severity: { zh: '级别', en: 'Severity' },
  requirement: { zh: '要求', en: 'Requirement' },
  message: { zh: '说明', en: 'Message' },
  place: { zh: '报文与位置', en: 'Exchange and place' },
  wholeCase: { zh: '整个用例', en: 'Whole case' },
  expected: { zh: '期望', en: 'Expected' },
  actual: { zh: '实际', en: 'Actual' },
  empty: { zh: '（空）', en: '(empty)' },
  characters: { zh: '字符', en: 'characters' },
  replay: { zh: '重放命令', en: 'Replay' },
  looked: { zh: '已检查', en: 'Looked at' },
  lookedNothing: { zh: '没有任何检查执行', en: 'No check looked at anything' },

  messages: { zh: '报文', en: 'Messages' },
  otherMessages: { zh: '不属于任何用例的报文', en: 'Messages of no case' },
  noMessages: { zh: '没有报文。', en: 'No messages.' },
  notRecorded: { zh: '记录中缺少的报文：', en: 'Not in the transcript: ' },
  shownElsewhere: { zh: '与其他用例共有的报文：', en: 'Shared with another case: ' },
  institutionPlatform: { zh: '机构 → 平台', en: 'Institution → platform' },
  platformInsured: { zh: '平台 → 参保地', en: 'Platform → insured place' },
  accepted: { zh: '受理', en: 'Accepted' },
  rejected: { zh: '拒绝', en: 'Refused' },
  unreadable: { zh: '应答异常', en: 'Bad answer' },
  lostRequest: { zh: '请求丢失', en: 'Request lost' },
  lostAnswer: { zh: '应答丢失', en: 'Answer lost' },
  request: { zh: '请求', en: 'Request' },
  response: { zh: '应答', en: 'Response' },
  noResponse: { zh: '没有应答：请求未到达。', en: 'No answer: the request never arrived.' },
  pointedAt: { zh: '发现所指', en: 'Pointed at' },
  absent: { zh: '报文中没有此项', en: 'not in the message' },
  base64: { zh: '不是文本，以下为 Base64', en: 'Not text; Base64 follows' },

  digests: { zh: '证据文件摘要（SHA-256）', en: 'Evidence digests (SHA-256)' },
  signatures: { zh: '签署', en: 'Signatures' },
  signTested: { zh: '被测单位（盖章）', en: 'Tested party (seal)' },
  signTester: { zh: '测试单位（盖章）', en: 'Testing party (seal)' },
  signAgency: { zh: '医保经办机构（盖章）', en: 'Insurance agency (seal)' },
  signName: { zh: '负责人签字', en: 'Signed by' },
  signDate: { zh: '日期：　　　年　　月　　日', en: 'Date:' },
} as const satisfies Readonly<Record<string, Text>>

export type TextKey = keyof typeof texts
