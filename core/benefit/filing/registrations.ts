/**
 * Registrations beside the filing for a place: chronic disease 2503 2504 5301, one's own
 * institutions 2505 2506 5302, injury 2507.
 */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { beijingTime } from '../../clock.ts'
import { addDays } from '../../days.ts'
import type { Effect } from '../../desk.ts'
import { idFrom } from '../../ids.ts'
import { nodeOf } from '../../platform/context.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'
import { personOf } from '../context.ts'
import { fault } from './faults.ts'
import { NO_END } from './record.ts'
import { addVersion, filingOf, filingsOf } from './register.ts'
import type { FilingKind, Versioned } from './register.ts'

/** A registration of any kind; what its message said stands in `said`. */
interface Registration extends Versioned {
  readonly begndate: string
  readonly enddate: string
  /** What makes two of them the same while both hold. */
  readonly subject: string
}

interface ChronicDisease extends Registration {
  readonly code: string
  readonly name: string
  readonly said: Inputs['2503']['data']
}

interface OwnInstitution extends Registration {
  readonly said: Inputs['2505']['data']
  readonly insutype: string
}

interface Injury extends Registration {
  readonly said: Inputs['2507']['data']
}

/** 2503 */
export function registerChronic(context: BenefitContext, request: RequestEnvelope): Effect {
  const said = nodeOf<Inputs['2503']['data']>(request, 'data')
  const { opsp_dise_code: code, opsp_dise_name: name } = said
  if (personOf(context, said.psn_no).insutype !== said.insutype) {
    throw new Refusal('not-insured', { insutype: said.insutype })
  }
  return registered<ChronicDisease>(context, request, 'chronic', said, {
    subject: code, code, name, said,
  })
}

/** 2505: an institution of one's own for a kind of business (定点). */
export function registerInstitution(context: BenefitContext, request: RequestEnvelope): Effect {
  const said = nodeOf<Inputs['2505']['data']>(request, 'data')
  const { insutype } = personOf(context, said.psn_no)
  const subject = `${said.biz_appy_type}|${said.fixmedins_code}`
  return registered<OwnInstitution>(context, request, 'institution', said, {
    subject, insutype, said,
  })
}

/** 2507: an accident, whose third party may have to pay; the person must be who he says. */
export function registerInjury(context: BenefitContext, request: RequestEnvelope): Effect {
  const said = nodeOf<Inputs['2507']['data']>(request, 'data')
  const person = personOf(context, said.psn_no)
  for (const field of ['certno', 'psn_name'] as const) {
    if (said[field] !== person[field]) throw new Refusal('person-mismatch', { field })
  }
  const subject = said.trum_time ?? said.begndate
  return registered<Injury>(context, request, 'injury', said, { subject, said })
}

/** 2504 */
export function cancelChronic(context: BenefitContext, request: RequestEnvelope): Effect {
  return cancelled(context, request, 'chronic')
}

/** 2506 */
export function cancelInstitution(context: BenefitContext, request: RequestEnvelope): Effect {
  return cancelled(context, request, 'institution')
}

/** 5301: diseases of the register and those filed since, cancelled ones left out. */
export function queryChronic(context: BenefitContext, request: RequestEnvelope): Effect {
  const person = personOf(context, nodeOf<Inputs['5301']['data']>(request, 'data').psn_no)
  const filed = filingsOf<ChronicDisease>(context, person.psn_no, 'chronic').filter(holds)
  const given = person.chronic.map((disease) => ({ ...disease, enddate: NO_END }))
  return {
    output: {
      feedetail: [...given, ...filed].map((disease) => ({
        opsp_dise_code: disease.code,
        opsp_dise_name: disease.name,
        begndate: disease.begndate,
        enddate: disease.enddate === NO_END ? '' : disease.enddate,
      })),
    },
  }
}

/** 5302: the person's own institutions for one kind of business, in their order. */
export function queryInstitutions(context: BenefitContext, request: RequestEnvelope): Effect {
  const { psn_no, biz_appy_type } = nodeOf<Inputs['5302']['data']>(request, 'data')
  personOf(context, psn_no)
  const own = filingsOf<OwnInstitution>(context, psn_no, 'institution')
    .filter((one) => holds(one) && one.said.biz_appy_type === biz_appy_type)
    .toSorted((one, other) => Number(one.said.fix_srt_no) - Number(other.said.fix_srt_no))
  return {
    output: {
      psnfixmedin: own.map(({ said, insutype, begndate, enddate }) => ({
        psn_no,
        insutype,
        fix_srt_no: said.fix_srt_no,
        fixmedins_code: said.fixmedins_code,
        fixmedins_name: said.fixmedins_name,
        begndate,
        enddate: enddate === NO_END ? '' : enddate,
        memo: said.memo ?? '',
      })),
    },
  }
}

/** The same again, while it holds, is the same registration. */
function registered<Kind extends Registration>(
  context: BenefitContext,
  request: RequestEnvelope,
  kind: FilingKind,
  said: { psn_no: string; begndate: string; enddate?: string | null },
  content: Omit<Kind, keyof Versioned | 'begndate' | 'enddate'> & { subject: string },
): Effect {
  const { psn_no } = said
  const same = filingsOf<Registration>(context, psn_no, kind)
    .find((one) => holds(one) && one.subject === content.subject)
  const serial = same?.serial ?? idFrom(context.area, 'filing', request.msgid)
  const output = { result: { trt_dcla_detl_sn: serial, exp_content: '' } }
  if (same !== undefined) return { output }
  const at = beijingTime(context.clock.now())
  const begndate = said.begndate.slice(0, 10)
  const enddate = (said.enddate ?? '') === '' ? NO_END : String(said.enddate).slice(0, 10)
  const dates = { begndate, enddate }
  const made = { ...content, ...dates, serial, version: 1, psn_no, state: 'accepted', at }
  return { output, apply: () => addVersion(context, kind, made) }
}

function cancelled(context: BenefitContext, request: RequestEnvelope, kind: FilingKind): Effect {
  const data = nodeOf<Inputs['2504']['data']>(request, 'data')
  const { trt_dcla_detl_sn: serial, psn_no, memo } = data
  personOf(context, psn_no)
  const found = filingOf<Registration>(context, serial, psn_no, kind)
  if (found === undefined || !holds(found)) {
    const { zh, cure } = fault('unknown-filing', { serial })
    throw new Refusal('filing', { message: `${zh}，${cure}` })
  }
  const at = beijingTime(context.clock.now())
  const enddate = addDays(at.slice(0, 10), -1)
  const version = found.version + 1
  const made = { ...found, version, state: 'cancelled', at, enddate, note: memo }
  return { output: null, apply: () => addVersion(context, kind, made) }
}

function holds({ state }: Registration): boolean {
  return state === 'accepted'
}
