/** The page docs/protocol.md, drawn from the tables: one diagram and one table a machine. */
import { BATCH_RULES } from './batches.ts'
import type { Machine } from './machine.ts'
import { REVERSAL_RULES, REVERSIBLE } from './reversal.ts'
import { inpatientMachine, outpatientMachine } from './visits.ts'

/** The whole page, Chinese with the English beside it. */
export function protocolPage(): string {
  return [
    '# Protocol rules',
    'Made by `npm run build:protocol` from `contracts/protocol/`; not edited. The reference core ' +
      'refuses by these tables and the checks judge by them.',
    ...machinePart(outpatientMachine),
    ...machinePart(inpatientMachine),
    '## 2601 冲正',
    ...Object.entries(REVERSIBLE).map(([edition, infnos]) => `- ${edition}: ${infnos.join(', ')}`),
    '',
    table(['rule', 'row', '规则', 'in English'], REVERSAL_RULES.map((rule) => [
      rule.id,
      rule.requirement,
      rule.zh,
      rule.en,
    ])),
    '## Batches 批次',
    table(['rule', 'transactions', 'row', '规则', 'in English'], BATCH_RULES.map((rule) => [
      rule.id,
      rule.infnos.join(', '),
      rule.requirement,
      rule.zh,
      rule.en,
    ])),
  ].join('\n\n').replaceAll('\n\n- ', '\n- ').replaceAll('\n\n\n', '\n\n') + '\n'
}

function machinePart<State extends string>(machine: Machine<State>): string[] {
  return [
    `## ${machine.title.zh} ${machine.title.en}`,
    diagram(machine),
    table(['transaction', 'from', 'to', 'only when', 'takes back', 'row'], machine.transitions.map(
      (row) => [
        row.infno,
        row.from.map((state) => machine.states[state].zh).join('、'),
        machine.states[row.to].zh,
        row.guard ?? '',
        row.undoes ?? '',
        row.requirement,
      ],
    )),
  ]
}

/** A Mermaid state diagram; identifiers may not contain a hyphen. */
function diagram<State extends string>(machine: Machine<State>): string {
  const name = (state: State) => state.replaceAll('-', '_')
  const states = Object.keys(machine.states) as State[]
  const arrows = machine.transitions.flatMap((row) =>
    row.from
      .filter((from) => from !== row.to || row.guard === undefined)
      .map((from) => `  ${name(from)} --> ${name(row.to)}: ${row.infno}`),
  )
  return [
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${name(machine.initial)}`,
    ...states.map((state) => `  ${name(state)}: ${machine.states[state].zh}`),
    ...new Set(arrows),
    '```',
  ].join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
