/** Institutions, staff and departments as an institution asks for them: 1201, 5102, 5101. */
import type { RequestEnvelope } from '../../../contracts/exchange.ts'
import type { Inputs } from '../../../contracts/generated/types.ts'
import { beijingTime } from '../../clock.ts'
import type { Effect } from '../../desk.ts'
import { digitsOf } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { nodeOf } from '../context.ts'
import type { Institution, PlatformContext } from '../context.ts'
import type { PlatformUseCases } from '../use-case.ts'
import { codeOfName } from './directory.ts'
import { practitionersAt } from './practitioners.ts'

/** Questions about institutions and those who work there. */
export const INFORMATION_USE_CASES: PlatformUseCases = {
  '1201': institutionInformation,
  '5102': practitionerInformation,
}

/** fixmedins_type */
const TYPES: Readonly<Record<string, Institution['type']>> = { '1': 'hospital', '2': 'pharmacy' }

/** hosp_lv: the register knows tiers only, so the first grade (甲等) stands for each. */
const LEVELS: Readonly<Record<string, string>> = { '0': '11', '1': '8', '2': '5', '3': '2' }

/** 1201: by code, else by name; the type has to be that of the institution. */
function institutionInformation(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['1201']['medinsinfo']>(request, 'medinsinfo')
  const name = data.fixmedins_name ?? ''
  const asked = data.fixmedins_code ?? ''
  const code = asked === '' && name !== '' ? codeOfName(context.store, name) : asked
  const found = code === undefined || code === '' ? undefined : context.institution(code)
  if (found === undefined || found.type !== TYPES[data.fixmedins_type]) {
    throw new Refusal('unknown-institution', { code: asked === '' ? name : asked })
  }
  return {
    output: {
      medinsinfo: {
        fixmedins_code: found.fixmedins_code,
        fixmedins_name: found.fixmedins_name,
        // Synthetic like the institution itself: the register has no credit code.
        uscc: `12${found.admdvs}${digitsOf(`uscc:${found.fixmedins_code}`, 10)}`,
        fixmedins_type: data.fixmedins_type,
        hosp_lv: found.type === 'hospital' ? (LEVELS[found.tier] ?? '11') : '11',
        exp_content: '',
      },
    },
  }
}

/**
 * 5102: staff of the asking institution. Why somebody may not bill is not told: the flag and its
 * first day are the minimum that a desk needs (RULE-246, RULE-247).
 */
function practitionerInformation(context: PlatformContext, request: RequestEnvelope): Effect {
  const data = nodeOf<Inputs['5102']['data']>(request, 'data')
  const time = beijingTime(context.clock.now())
  const asks = (wanted: string | null | undefined, value: string) =>
    (wanted ?? '') === '' || wanted === value
  const rows = practitionersAt(context.store, request.fixmedins_code, time).filter((one) =>
    one.type === data.prac_psn_type &&
    asks(data.prac_psn_code, one.code) &&
    asks(data.prac_psn_name, one.name) &&
    asks(data.psn_cert_type, one.certType) &&
    asks(data.certno, one.certno))
  return {
    output: {
      feedetail: rows.map((one) => ({
        psn_cert_type: one.certType,
        certno: one.certno,
        prac_psn_code: one.code,
        prac_psn_name: one.name,
        prac_psn_type: one.type,
        hi_dr_flag: one.status === 'active' ? '1' : '0',
        begntime: one.since.length === 10 ? `${one.since} 00:00:00` : one.since,
        endtime: '',
        chg_rea: '',
      })),
    },
  }
}
