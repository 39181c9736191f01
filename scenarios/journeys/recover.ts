/**
 * What a desk does when no answer comes: the outcome is unknown, never a failure. It looks first,
 * reverses what it cannot see (2601 with the original msgid, never a new one), and only then
 * settles again (interface section on 冲正; RULE-153, RULE-154).
 */
import type { Journey, Outcome, Step } from '../../contracts/exchange.ts'
import { accepted } from '../../contracts/exchange.ts'
import { reversibleIn } from '../../contracts/protocol/reversal.ts'
import { JourneyStopped } from './ask.ts'

/** Transactions whose effect 2601 undoes; everything else is sent again as it was. */
const REVERSIBLE = reversibleIn('national')

/** Wraps a journey: steps whose answer is lost are resolved before the journey goes on. */
export function* recover<Result>(journey: Journey<Result>): Journey<Result> {
  let turn = journey.next()
  while (turn.done !== true) {
    const step = turn.value
    let outcome = yield step
    if (outcome.kind === 'unknown') outcome = yield* resolve(step, outcome.msgid)
    turn = journey.next(outcome)
  }
  return turn.value
}

function* resolve(step: Step, lostMsgid: string): Journey<Outcome> {
  if (!REVERSIBLE.includes(step.infno)) return yield { ...step, resendMsgid: lostMsgid }
  const before = yield* look(step)
  const reversed = yield reversal(step, lostMsgid)
  if (reversed.kind === 'unknown') {
    // A second reversal could undo twice: nothing is changed here, the books are compared first.
    throw new JourneyStopped('2601', 'the reversal itself was not answered; reconcile by hand')
  }
  if (!accepted(reversed.response) && before === 'live') {
    throw new JourneyStopped('2601', reversed.response.err_msg ?? 'refused without a reason')
  }
  const again = yield step
  if (again.kind === 'unknown') {
    throw new JourneyStopped(step.infno, 'no answer twice; reconcile by hand')
  }
  return again
}

/** 5203 without a setl_id: the sender has none, because the answer that carries it was lost. */
function* look(step: Step): Journey<'live' | 'none' | 'cannot say'> {
  const { psn_no, mdtrt_id } = subjectOf(step)
  if (mdtrt_id === '') return 'cannot say'
  const seen = yield {
    infno: '5203',
    insuplc_admdvs: step.insuplc_admdvs,
    input: { data: { psn_no, setl_id: '', mdtrt_id } },
  }
  if (seen.kind === 'unknown') return 'cannot say'
  return accepted(seen.response) ? 'live' : 'none'
}

function reversal(step: Step, lostMsgid: string): Step {
  return {
    infno: '2601',
    insuplc_admdvs: step.insuplc_admdvs,
    input: {
      data: { psn_no: subjectOf(step).psn_no, omsgid: lostMsgid, oinfno: step.infno },
    },
  }
}

/** The person and visit a step is about; admission and pharmacy sale have no visit id yet. */
function subjectOf(step: Step): { psn_no: string; mdtrt_id: string } {
  for (const node of Object.values(step.input)) {
    const row: unknown = Array.isArray(node) ? node[0] : node
    if (typeof row !== 'object' || row === null || !('psn_no' in row)) continue
    return {
      psn_no: String(row.psn_no),
      mdtrt_id: 'mdtrt_id' in row ? String(row.mdtrt_id) : '',
    }
  }
  return { psn_no: '', mdtrt_id: '' }
}
