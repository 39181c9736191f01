/**
 * A province's list of issues (问题清单): each item is checked in each area, what is found is put
 * right, and an item is struck off (销号) only on evidence. Three classes: filing, settlement,
 * service.
 */
import type { Store } from '../store/store.ts'

export type IssueClass = 'filing' | 'settlement' | 'service'

export const ISSUE_CLASSES: readonly IssueClass[] = ['filing', 'settlement', 'service']

/** An item of a list, for one area. */
export interface Issue {
  readonly number: string
  readonly list: string
  readonly class: IssueClass
  readonly area: string
  readonly text: string
}

export interface IssueStep {
  /** `clear`: checked, nothing found; `returned`: what was put right was not right. */
  readonly step: 'clear' | 'found' | 'rectified' | 'returned' | 'closed'
  readonly at: string
  readonly operator: string
  readonly note: string
  /** Numbers of documents, tickets or settlements that show it. */
  readonly evidence: readonly string[]
}

export interface IssueState extends Issue {
  readonly state: 'listed' | IssueStep['step']
  readonly steps: readonly IssueStep[]
}

/** A step that the issue cannot take now. */
export class IssueRefused extends Error {
  override readonly name = 'IssueRefused'
}

const NEXT: Readonly<Record<IssueState['state'], readonly IssueStep['step'][]>> = {
  listed: ['clear', 'found'],
  clear: ['closed'],
  found: ['rectified'],
  rectified: ['returned', 'closed'],
  returned: ['rectified'],
  closed: [],
}

/** Puts items on a list, once each; inside a commit. */
export function listIssues(store: Store, issues: readonly Issue[]): void {
  for (const issue of issues) {
    store.run(
      'insert or ignore into issue (number, list, class, area, body) values (?, ?, ?, ?, ?)',
      issue.number,
      issue.list,
      issue.class,
      issue.area,
      JSON.stringify(issue),
    )
  }
}

/** Takes a step; inside a commit. @throws IssueRefused */
export function takeIssueStep(store: Store, number: string, step: IssueStep): void {
  const issue = issueOf(store, number)
  if (issue === undefined) throw new IssueRefused(`there is no issue ${number}`)
  if (!NEXT[issue.state].includes(step.step)) {
    throw new IssueRefused(`issue ${number} is ${issue.state}: it cannot be ${step.step}`)
  }
  if (step.at < (issue.steps.at(-1)?.at ?? '')) {
    throw new IssueRefused(`issue ${number} had a later step`)
  }
  const shown = step.evidence.some((one) => one.trim() !== '')
  if (step.step === 'closed' && !shown) throw new IssueRefused('an issue is closed on evidence')
  store.run(
    'insert into issue_step (number, step, at, body) values (?, ?, ?, ?)',
    number,
    step.step,
    step.at,
    JSON.stringify(step),
  )
}

/** An issue as it stands. */
export function issueOf(store: Store, number: string): IssueState | undefined {
  const row = store.get<{ body: string }>('select body from issue where number = ?', number)
  if (row === undefined) return undefined
  const steps = store
    .all<{ body: string }>('select body from issue_step where number = ? order by id', number)
    .map(({ body }) => JSON.parse(body) as IssueStep)
  return { ...(JSON.parse(row.body) as Issue), state: steps.at(-1)?.step ?? 'listed', steps }
}

/** How far a list has come, by class; `closed` of `items` is what the circular shows. */
export function issueFigures(store: Store, list: string) {
  const issues = store
    .all<{ number: string }>('select number from issue where list = ? order by number', list)
    .flatMap(({ number }) => issueOf(store, number) ?? [])
  return ISSUE_CLASSES.map((one) => {
    const own = issues.filter((issue) => issue.class === one)
    const closed = own.filter(({ state }) => state === 'closed').length
    const found = own.filter(({ steps }) => steps.some(({ step }) => step === 'found')).length
    return { class: one, items: own.length, found, closed, open: own.length - closed }
  })
}
