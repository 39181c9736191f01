/** Departments (科室) as an institution keeps them: 3401 3401A 3402 3403, asked for by 5101. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { beijingTime } from '../../clock.ts'
import type { Effect } from '../../desk.ts'
import { Refusal } from '../../refusal.ts'
import { nodeOf } from '../context.ts'
import type { PlatformContext } from '../context.ts'
import type { PlatformUseCases } from '../use-case.ts'
import { addFact, factAt, factsAt } from './facts.ts'
import type { Topic } from './facts.ts'

/** Keeping and asking for departments. */
export const DEPARTMENT_USE_CASES: PlatformUseCases = {
  '3401': addDepartment,
  '3401A': addDepartments,
  '3402': changeDepartment,
  '3403': revokeDepartment,
  '5101': listDepartments,
}

/** What 3401, 3401A and 3402 send of a department. */
interface Department {
  readonly hosp_dept_codg: string
  readonly hosp_dept_name: string
  readonly [field: string]: unknown
}

function addDepartment(context: PlatformContext, request: RequestEnvelope): Effect {
  return keep(context, request, [nodeOf<Department>(request, 'deptinfo')], 'new')
}

/** 3401A: all or none; its table requires no field, but nothing is kept without its code. */
function addDepartments(context: PlatformContext, request: RequestEnvelope): Effect {
  const rows = nodeOf<readonly Department[] | undefined>(request, 'deptinfo') ?? []
  return keep(context, request, rows, 'new')
}

function changeDepartment(context: PlatformContext, request: RequestEnvelope): Effect {
  return keep(context, request, [nodeOf<Department>(request, 'deptinfo')], 'known')
}

/** 3403: the name has to be the department's, so that a mistyped code takes back nothing. */
function revokeDepartment(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['3403']['data']>(request, 'data')
  const found = current(context, request, data.hosp_dept_codg)
  if (found?.hosp_dept_name !== data.hosp_dept_name) throw unknown(data)
  const topic = topicOf(request, data.hosp_dept_codg)
  return {
    output: null,
    apply: () => addFact(context.store, topic, '', decisionOf(context, request)),
  }
}

function listDepartments(context: PlatformContext, request: RequestEnvelope): Effect {
  const time = beijingTime(context.clock.now())
  const facts = factsAt(context.store, request.fixmedins_code, 'department', time)
  const rows = facts.filter((fact) => fact.value !== '')
  return { output: { feedetail: rows.map((fact) => told(JSON.parse(fact.value) as Department)) } }
}

/** Beds and staff may be sent as text and are answered as numbers. */
function told(department: Department): Department {
  const fields = Object.entries(department).map(([field, value]) =>
    [field, field.endsWith('cnt') && typeof value === 'string' ? Number(value) : value] as const)
  return { ...department, ...Object.fromEntries(fields) }
}

function keep(
  context: PlatformContext,
  request: RequestEnvelope,
  rows: readonly Department[],
  expected: 'new' | 'known',
): Effect {
  const seen = new Set<string>()
  for (const row of rows) {
    const code = row.hosp_dept_codg as string | undefined ?? ''
    if (code === '') throw unknown(row)
    const isKnown = seen.has(code) || current(context, request, code) !== undefined
    if (isKnown && expected === 'new') throw new Refusal('department-exists', { code })
    if (!isKnown && expected === 'known') throw unknown(row)
    seen.add(code)
  }
  return {
    output: null,
    apply: () => {
      const decision = decisionOf(context, request)
      for (const row of rows) {
        addFact(context.store, topicOf(request, row.hosp_dept_codg), JSON.stringify(row), decision)
      }
    },
  }
}

function current(
  context: PlatformContext,
  request: RequestEnvelope,
  code: string,
): Department | undefined {
  const now = beijingTime(context.clock.now())
  const value = factAt(context.store, topicOf(request, code), now)?.value ?? ''
  return value === '' ? undefined : (JSON.parse(value) as Department)
}

function decisionOf(context: PlatformContext, request: RequestEnvelope) {
  const now = beijingTime(context.clock.now())
  return { by: request.fixmedins_code, reason: request.infno, since: now, recordedAt: now }
}

function topicOf({ fixmedins_code: scope }: RequestEnvelope, subject: string): Topic {
  return { scope, kind: 'department', subject, aspect: 'particulars' }
}

function unknown(row: Pick<Department, 'hosp_dept_codg' | 'hosp_dept_name'>): Refusal {
  const { hosp_dept_codg: code, hosp_dept_name: name } = row
  return new Refusal('department-unknown', { code, name })
}
