/** Every check there is, in the order in which they are asked: causes before consequences. */
import { check as answers } from './answers.ts'
import { check as books } from './books.ts'
import type { CaseCheck, RunCheck } from './check.ts'
import { check as content } from './content.ts'
import { check as contract } from './contract.ts'
import { check as identity } from './identity.ts'
import { check as lines } from './lines.ts'
import { check as mainDiagnosis } from './main-diagnosis.ts'
import { chronic, emergency } from './marks.ts'
import { check as msgid } from './msgid.ts'
import { check as order } from './order.ts'
import { check as outcome } from './outcome.ts'
import { check as refund } from './refund.ts'
import { check as refused } from './refused.ts'
import { check as routing } from './routing.ts'
import { check as signIn } from './sign-in.ts'
import { check as statement } from './statement.ts'
import { check as trial } from './trial.ts'
import { reversals, check as unknownOutcome } from './unknown-outcome.ts'
import { check as visitNumber } from './visit-number.ts'

export const CASE_CHECKS: readonly CaseCheck[] = [
  contract, answers, routing, msgid, signIn, identity, visitNumber, content, order, lines, trial,
  mainDiagnosis, emergency, chronic, unknownOutcome, reversals, refund, refused, outcome,
]

export const RUN_CHECKS: readonly RunCheck[] = [statement, books]
