/**
 * Buying for somebody else (代办购药): who did it and how they are related (RULE-057). The sale's
 * table has no field for it, so it travels in `exp_content` under the names that 2505 has, in the
 * upper case of the cross-region keys.
 */
import { meaningOf } from '../../../contracts/dictionaries.ts'
import type { InsuredPerson } from '../../../contracts/case.ts'
import { beijingTime } from '../../clock.ts'
import { extensionKeys } from '../../platform/extension.ts'
import { Refusal } from '../../refusal.ts'
import type { BenefitContext } from '../context.ts'
import { rightIdentityNumber } from '../filing/certno.ts'

/** Who bought for the insured person. */
export interface Agent {
  readonly name: string
  readonly cert_type: string
  readonly certno: string
  /** agnter_rlts */
  readonly relation: string
}

const KEYS = {
  name: 'AGNTER_NAME',
  cert_type: 'AGNTER_CERT_TYPE',
  certno: 'AGNTER_CERTNO',
  relation: 'AGNTER_RLTS',
} as const

/**
 * The agent that a sale names; undefined when the person bought for himself.
 * @throws Refusal `agent` when a part is missing or cannot be
 */
export function agentOf(
  person: InsuredPerson,
  extension: string | null | undefined,
): Agent | undefined {
  const keys = extensionKeys(extension)
  if (!Object.keys(keys).some((key) => key.startsWith('AGNTER_'))) return undefined
  const said = (field: keyof typeof KEYS): string => {
    const value = keys[KEYS[field]]
    if (typeof value === 'string' && value !== '') return value
    throw new Refusal('agent', { fault: `缺少${KEYS[field]}` })
  }
  const agent: Agent = {
    name: said('name'),
    cert_type: said('cert_type'),
    certno: said('certno'),
    relation: said('relation'),
  }
  if (meaningOf('psn_cert_type', agent.cert_type) === undefined) wrong('cert_type')
  if (agent.cert_type === '01' && !rightIdentityNumber(agent.certno)) wrong('certno')
  if (meaningOf('agnter_rlts', agent.relation) === undefined) wrong('relation')
  if (agent.certno === person.certno) {
    throw new Refusal('agent', { fault: '代办人与参保人为同一人' })
  }
  return agent
}

/** Keeps who bought; inside a commit, after the sale was booked. */
export function keepAgent(
  { store, clock }: BenefitContext,
  sale: { readonly setl_id: string; readonly psn_no: string },
  { name, cert_type, certno, relation }: Agent,
): void {
  store.run(
    `insert into purchase_agent (setl_id, psn_no, name, cert_type, certno, relation, at)
     values (?, ?, ?, ?, ?, ?, ?)`,
    sale.setl_id, sale.psn_no, name, cert_type, certno, relation, beijingTime(clock.now()),
  )
}

/** Purchases that others made for a person, in the order of the settlements. */
export function agentsOf({ store }: BenefitContext, psnNo: string) {
  return store.all<Agent & { readonly setl_id: string; readonly at: string }>(
    `select setl_id, name, cert_type, certno, relation, at from purchase_agent
      where psn_no = ? order by at, setl_id`,
    psnNo,
  )
}

function wrong(field: keyof typeof KEYS): never {
  throw new Refusal('agent', { fault: `${KEYS[field]}不正确` })
}
