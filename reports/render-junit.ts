/** JUnit XML of a run, for build servers. One suite per case-name prefix, one testcase per case. */
import type { CaseResult, Finding, RunRecord, Verdict } from '../contracts/run-record.ts'
import { escapeAttribute, escapeText } from './escape.ts'

/**
 * Renders a run as JUnit XML. The verdict decides the element (fail: failure, error: error, skip:
 * skipped, inconclusive: error of type "inconclusive"); findings of a passed case stand in
 * system-out. There are no `time` attributes, because a run record holds no durations.
 */
export function renderJUnit(run: RunRecord): string {
  const suites = Map.groupBy(run.cases, (result) => prefixOf(result.name))
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${attributes({ name: run.target.name, ...countsOf(run.cases) })}>`,
    ...[...suites].flatMap(([prefix, cases]) => suiteLines(run, prefix, cases)),
    '</testsuites>',
  ]
  return lines.join('\n') + '\n'
}

/** The part of a case name before the first slash; the whole name where there is none. */
function prefixOf(name: string): string {
  return name.split('/', 1)[0] ?? name
}

function suiteLines(run: RunRecord, prefix: string, cases: readonly CaseResult[]): string[] {
  const facts = { seed: String(run.seed), decision: run.decision, version: run.version }
  const properties = Object.entries(facts).map(
    ([name, value]) => `      <property ${attributes({ name, value })}/>`,
  )
  return [
    `  <testsuite ${attributes({ name: prefix, ...countsOf(cases) })}>`,
    '    <properties>',
    ...properties,
    '    </properties>',
    ...cases.flatMap((result) => caseLines(`${run.suite}.${prefix}`, result)),
    '  </testsuite>',
  ]
}

function caseLines(classname: string, result: CaseResult): string[] {
  const head = attributes({ name: result.name, classname })
  const children = [...verdictElement(result)]
  if (children.length === 0) return [`    <testcase ${head}/>`]
  return [`    <testcase ${head}>`, ...children, '    </testcase>']
}

const ELEMENTS: Readonly<Record<Exclude<Verdict, 'pass'>, { name: string; type?: string }>> = {
  fail: { name: 'failure', type: 'fail' },
  error: { name: 'error', type: 'error' },
  inconclusive: { name: 'error', type: 'inconclusive' },
  skip: { name: 'skipped' },
}

function verdictElement(result: CaseResult): string[] {
  const body = escapeText(result.findings.map(describe).join('\n\n'))
  if (result.verdict === 'pass') {
    return body === '' ? [] : [`      <system-out>${body}</system-out>`]
  }
  const { name, type } = ELEMENTS[result.verdict]
  const message = headline(result)
  const head = attributes(type === undefined ? { message } : { message, type })
  return [`      <${name} ${head}>${body}</${name}>`]
}

/** The first violation in Chinese; without one the first finding, else the title of the case. */
function headline(result: CaseResult): string {
  const violation = result.findings.find((finding) => finding.severity === 'violation')
  return (violation ?? result.findings[0])?.message.zh ?? result.title.zh
}

function describe(finding: Finding): string {
  const place = finding.exchange === null ? '整个用例' : `第 ${finding.exchange} 条报文`
  return [
    `[${finding.severity}/${finding.attribution}] ${finding.message.zh}`,
    `检查: ${finding.check}`,
    `要求: ${finding.requirement}`,
    `报文: ${place} ${finding.infno}`.trimEnd(),
    `位置: ${finding.pointer}`,
    `期望: ${finding.expected}`,
    `实际: ${finding.actual}`,
  ].join('\n')
}

function countsOf(cases: readonly CaseResult[]): Record<string, string> {
  const count = (...verdicts: Verdict[]): string =>
    String(cases.filter((result) => verdicts.includes(result.verdict)).length)
  return {
    tests: String(cases.length),
    failures: count('fail'),
    errors: count('error', 'inconclusive'),
    skipped: count('skip'),
  }
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${escapeAttribute(value)}"`)
    .join(' ')
}
