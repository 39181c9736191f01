/** A dear case may leave case payment: the hospital applies, a panel decides (RULE-237). */
import { beijingTime } from '../clock.ts'
import type { Clock } from '../clock.ts'
import { digitsOf } from '../ids.ts'
import type { Store } from '../store/store.ts'

export type ExitState = 'none' | 'applied' | 'withdrawn' | 'granted' | 'refused'

/** One step of an application; the newest one holds. */
export interface ExitStep {
  /** Number of the application (appy_chk_setl_list_id). */
  readonly application: string
  readonly setlId: string
  readonly institution: string
  readonly state: Exclude<ExitState, 'none'>
  /** yyyy-MM-dd HH:mm:ss */
  readonly at: string
  /** The institution's operator, or the members of the panel. */
  readonly by: string
  readonly reason: string
  /** What the institution said of the case, by field of the wire. */
  readonly details: Readonly<Record<string, unknown>>
}

/** An application or a decision that cannot be; `zh` is for the institution. */
export class ExitFault extends Error {
  override readonly name = 'ExitFault'
  readonly zh: string

  constructor(zh: string, message: string) {
    super(message)
    this.zh = zh
  }
}

/** Where the newest application of a settlement stands. */
export function exitOf(store: Store, setlId: string): ExitState {
  return newestExit(store, setlId)?.state ?? 'none'
}

/** What an institution applies for. */
export interface ExitApplication {
  readonly setlId: string
  readonly institution?: string
  readonly by: string
  readonly reason: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Applies for a case to be paid by item. @throws ExitFault while one is open or granted */
export async function applyForExit(
  store: Store,
  clock: Clock,
  application: ExitApplication,
): Promise<void> {
  await store.commit(() => fileExit(store, clock, application))
}

/** As {@link applyForExit}, inside a commit. @throws ExitFault */
export function fileExit(store: Store, clock: Clock, application: ExitApplication): void {
  const { setlId, by, reason, institution = '', details = {} } = application
  const before = newestExit(store, setlId)
  if (before?.state === 'applied' || before?.state === 'granted') {
    throw new ExitFault(`${setlId}已申请，不得重复`, `${setlId} is ${before.state}`)
  }
  requireReason(setlId, reason)
  const number = digitsOf(`exit:${setlId}:${before?.application ?? ''}`, 20)
  const step = { application: number, setlId, institution, by, reason, details }
  write(store, clock, { ...step, state: 'applied' })
}

/** Changes or takes back an open application; inside a commit. @throws ExitFault once decided */
export function changeExit(
  store: Store,
  clock: Clock,
  change: Pick<ExitStep, 'application' | 'by' | 'reason' | 'details'> & {
    readonly state: 'applied' | 'withdrawn'
  },
): void {
  const before = exitSteps(store, change.application).at(-1)
  if (before?.state !== 'applied') {
    throw new ExitFault(`${change.application}已审核或已撤销`, `${change.application} is not open`)
  }
  requireReason(before.setlId, change.reason)
  write(store, clock, { ...before, ...change })
}

/** The fewest members whose names make a decision one of a panel. */
const PANEL = 3

/** A panel decides; the clearing way follows. @throws ExitFault without application or panel */
export async function decideExit(
  store: Store,
  clock: Clock,
  decision: {
    readonly setlId: string
    readonly state: 'granted' | 'refused'
    readonly panel: readonly string[]
    readonly reason: string
  },
): Promise<void> {
  const { setlId, state, panel, reason } = decision
  await store.commit(() => {
    const before = newestExit(store, setlId)
    if (before?.state !== 'applied') {
      throw new ExitFault(`${setlId}没有待审申请`, `${setlId} has no application`)
    }
    if (new Set(panel).size < PANEL) {
      throw new ExitFault(`合议人员不足${PANEL}人`, `${PANEL} members decide`)
    }
    write(store, clock, { ...before, state, by: panel.join('、'), reason })
  })
}

/** Steps of an application, first one first. */
export function exitSteps(store: Store, application: string): ExitStep[] {
  return store
    .all<Row>('select * from case_exit where application = ? order by id', application)
    .map(shaped)
}

/** The newest step of each application of an institution, in the order of their numbers. */
export function exitsOfInstitution(store: Store, institution: string): ExitStep[] {
  return store
    .all<Row>(
      `select * from case_exit e where e.fixmedins_code = ? and not exists
         (select 1 from case_exit n where n.application = e.application and n.id > e.id)
       order by e.application`,
      institution,
    )
    .map(shaped)
}

/** The newest step about a settlement. */
function newestExit(store: Store, setlId: string): ExitStep | undefined {
  const row = store.get<Row>(
    'select * from case_exit where setl_id = ? order by id desc limit 1',
    setlId,
  )
  return row === undefined ? undefined : shaped(row)
}

interface Row {
  readonly application: string
  readonly setl_id: string
  readonly fixmedins_code: string
  readonly state: ExitStep['state']
  readonly at: string
  readonly signed_by: string
  readonly reason: string
  readonly details: string
}

function shaped(row: Row): ExitStep {
  const { application, setl_id: setlId, fixmedins_code: institution, state, at, reason } = row
  const details = JSON.parse(row.details) as ExitStep['details']
  return { application, setlId, institution, state, at, by: row.signed_by, reason, details }
}

function requireReason(setlId: string, reason: string): void {
  if (reason.trim() === '') throw new ExitFault('exit_rea不能为空', `${setlId} gives no reason`)
}

function write(store: Store, clock: Clock, step: Omit<ExitStep, 'at'>): void {
  store.run(
    `insert into case_exit
       (application, setl_id, fixmedins_code, state, at, signed_by, reason, details)
     values (?, ?, ?, ?, ?, ?, ?, ?)`,
    step.application, step.setlId, step.institution, step.state, beijingTime(clock.now()),
    step.by, step.reason, JSON.stringify(step.details),
  )
}
