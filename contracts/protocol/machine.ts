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
  const open = rows.filter((one) => one.guard === undefined || holds(one.guard))
  const row = open.find((one) => one.from.includes(state))
  if (row !== undefined) return { allowed: true, to: row.to, requirement: row.requirement }
  return { allowed: false, needed: neededFor(machine, open, state), requirement: first.requirement }
}

/**
 * Transactions without which `infno` can never come, in the order of the shortest way to it: what
 * must have been sent before, whatever else was sent between.
 */
export function mustPrecede<State extends string>(
  machine: Machine<State>,
  infno: string,
  holds: (guard: Guard) => boolean,
): readonly string[] {
  const open = machine.transitions.filter((row) => row.guard === undefined || holds(row.guard))
  const goals = new Set(open.filter((row) => row.infno === infno).flatMap((row) => row.from))
  const path = pathTo(open, machine.initial, goals) ?? []
  return path.filter((one) => {
    const without = open.filter((row) => row.infno !== one)
    return pathTo(without, machine.initial, goals) === undefined
  })
}

/** The nearest transactions that lead from `state` to where one of the rows begins. */
function neededFor<State extends string>(
  machine: Machine<State>,
  rows: readonly Transition<State>[],
  state: State,
): readonly string[] {
  const goals = new Set(rows.flatMap((row) => row.from))
  const unconditional = machine.transitions.filter((row) => row.guard === undefined)
  return pathTo(unconditional, state, goals) ?? []
}

/** The shortest sequence of transactions from a state to one of the goals. */
function pathTo<State extends string>(
  transitions: readonly Transition<State>[],
  start: State,
  goals: ReadonlySet<State>,
): readonly string[] | undefined {
  const seen = new Set<State>([start])
  let frontier: { readonly at: State; readonly path: readonly string[] }[] = [
    { at: start, path: [] },
  ]
  while (frontier.length > 0) {
    const found = frontier.find(({ at }) => goals.has(at))
    if (found !== undefined) return found.path
    frontier = frontier.flatMap(({ at, path }) =>
      transitions
        .filter((row) => row.from.includes(at) && !seen.has(row.to))
        .map((row) => {
          seen.add(row.to)
          return { at: row.to, path: [...path, row.infno] }
        }),
    )
  }
  return undefined
}
