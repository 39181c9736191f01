/**
 * Protocol rules as data: which transaction may follow which. The reference core refuses by these
 * tables, the checks judge by them, and the page in docs/ is drawn from them.
 */

/** Conditions on the content of a message or on the visit that decide between two rows. */
export type Guard = 'lines-left' | 'other-batch-settled' | 'mid-stay'

export interface Transition<State extends string> {
  readonly infno: string
  readonly from: readonly State[]
  readonly to: State
  /** The row holds only when the message or the visit fulfils this. */
  readonly guard?: Guard
  /** The transaction whose effect this one takes back. */
  readonly undoes?: string
  /** Requirement row that says so. */
  readonly requirement: string
}

export interface Machine<State extends string> {
  readonly id: 'outpatient' | 'inpatient'
  readonly title: { readonly zh: string; readonly en: string }
  /** Before anything was sent. */
  readonly initial: State
  readonly states: Readonly<Record<State, { readonly zh: string; readonly en: string }>>
  readonly transitions: readonly Transition<State>[]
}

/** Where a message leads, or what had to come first. */
export type Verdict<State extends string> =
  | { readonly allowed: true; readonly to: State; readonly requirement: string }
  | { readonly allowed: false; readonly needed: readonly string[]; readonly requirement: string }

/**
 * May `infno` come in `state`? The first row that fits decides; `holds` answers for the guards. A
 * transaction that the machine does not know is not its business: it is allowed, nothing changes.
 */
export function judgeStep<State extends string>(
  machine: Machine<State>,
  state: State,
  infno: string,
  holds: (guard: Guard) => boolean,
): Verdict<State> {
  const rows = machine.transitions.filter((row) => row.infno === infno)
  const first = rows[0]
  if (first === undefined) return { allowed: true, to: state, requirement: '' }
  const row = rows.find(
    (one) => one.from.includes(state) && (one.guard === undefined || holds(one.guard)),
  )
  if (row !== undefined) return { allowed: true, to: row.to, requirement: row.requirement }
  return { allowed: false, needed: neededFor(machine, rows, state), requirement: first.requirement }
}

/** The nearest transactions that lead from `state` to where one of the rows begins. */
function neededFor<State extends string>(
  machine: Machine<State>,
  rows: readonly Transition<State>[],
  state: State,
): string[] {
  const goals = new Set(rows.flatMap((row) => row.from))
  const seen = new Set<State>([state])
  let frontier: { readonly state: State; readonly path: readonly string[] }[] = [
    { state, path: [] },
  ]
  while (frontier.length > 0) {
    const found = frontier.find((one) => one.path.length > 0 && goals.has(one.state))
    if (found !== undefined) return [...found.path]
    frontier = frontier.flatMap(({ state: at, path }) =>
      machine.transitions
        .filter((row) => row.from.includes(at) && !seen.has(row.to))
        .map((row) => {
          seen.add(row.to)
          return { state: row.to, path: [...path, row.infno] }
        }),
    )
  }
  return []
}
