/** Codes that a pack names stand in the dictionaries, and diseases in the list of its regime. */
import { codesOf } from '../../../contracts/dictionaries.ts'
import type { Part } from '../check-pack.ts'
import { faultAt, pointerPart } from '../fault.ts'
import type { PackFault } from '../fault.ts'

/** Unknown codes, codes given twice, and names that lead nowhere. */
export function codeFaults(part: Part): PackFault[] {
  return [
    ...insutypeFaults(part),
    ...diseaseFaults(part),
    ...identityFaults(part),
    ...keyFaults(part),
    ...payerFaults(part),
    ...drugFaults(part),
  ]
}

function insutypeFaults({ at, insutype, regime }: Part): PackFault[] {
  if (regime.insurance.includes(insutype)) return []
  const known = regime.insurance.join('、')
  return [faultAt(at, 'RULE-010',
    [`${regime.title.zh}不含险种${insutype}`, `${regime.id} does not cover insutype ${insutype}`],
    [`可用：${known}`, `there are: ${regime.insurance.join(', ')}`])]
}

function diseaseFaults({ at, policy, regime }: Part): PackFault[] {
  const codes = policy.chronic.diseases.map(({ code }) => code)
  return codes.flatMap((code, index) => {
    const pointer = `${at}/chronic/diseases/${index}/code`
    if (!regime.chronicDiseases.includes(code)) {
      return [faultAt(pointer, regime.id === 'R-2025' ? 'RULE-131' : 'RULE-130',
        [`病种${code}不在${regime.title.zh}的异地结算病种内`,
          `${regime.id} does not settle ${code} elsewhere`],
        [`可用：${regime.chronicDiseases.join('、') || '无'}`,
          `there are: ${regime.chronicDiseases.join(', ') || 'none'}`])]
    }
    return codes.indexOf(code) === index ? [] : [twice(pointer, 'RULE-130', code)]
  })
}

function identityFaults({ at, policy }: Part): PackFault[] {
  const lists: [string, readonly string[]][] = [
    [`${at}/criticalIllness/hardshipIdentities`, policy.criticalIllness?.hardshipIdentities ?? []],
    ...identityLists(`${at}/medicalAid/classes`, policy.medicalAid?.classes ?? []),
    ...identityLists(`${at}/otherPayers`, policy.otherPayers ?? []),
  ]
  return lists.flatMap(([pointer, codes]) =>
    codes.flatMap((code, index) => unknown(`${pointer}/${index}`, 'psn_idet_type', code)))
}

function identityLists(
  at: string,
  holders: readonly { readonly identities: readonly string[] }[],
): [string, readonly string[]][] {
  return holders.map(({ identities }, index) => [`${at}/${index}/identities`, identities])
}

function keyFaults({ at, policy }: Part): PackFault[] {
  const grades = Object.keys(policy.civilServant?.byGrade ?? {})
  const births = Object.keys(policy.maternity?.fixedSumFen ?? {})
  return [
    ...grades.flatMap((code) =>
      unknown(`${at}/civilServant/byGrade/${pointerPart(code)}`, 'cvlserv_lv', code)),
    ...births.flatMap((code) =>
      unknown(`${at}/maternity/fixedSumFen/${pointerPart(code)}`, 'matn_type', code)),
  ]
}

function payerFaults({ at, policy }: Part): PackFault[] {
  const payers = policy.otherPayers ?? []
  return payers.flatMap(({ id, fundPayType }, index) => {
    const here = `${at}/otherPayers/${index}`
    const first = payers.findIndex((one) => one.id === id)
    return [
      ...unknown(`${here}/fundPayType`, 'fund_pay_type', fundPayType),
      ...(first === index ? [] : [twice(`${here}/id`, 'RULE-123', id)]),
    ]
  })
}

function drugFaults({ at, policy }: Part): PackFault[] {
  const { classes = {}, drugs = {} } = policy.dualChannel ?? {}
  const known = Object.keys(classes)
  return Object.entries(drugs).filter(([, name]) => !known.includes(name)).map(([drug, name]) =>
    faultAt(`${at}/dualChannel/drugs/${pointerPart(drug)}`, 'RULE-138',
      [`没有药品类别${name}`, `there is no class ${name}`],
      [`可用：${known.join('、')}`, `there are: ${known.join(', ')}`]))
}

function unknown(pointer: string, dictionary: string, code: string): PackFault[] {
  if (codesOf(dictionary).has(code)) return []
  return [faultAt(pointer, 'FORM',
    [`${code}不在字典${dictionary}内`, `${code} is not in the dictionary ${dictionary}`],
    ['改为字典中的编码', 'give a code of the dictionary'])]
}

function twice(pointer: string, rule: string, code: string): PackFault {
  return faultAt(pointer, rule,
    [`${code}重复`, `${code} is given twice`], ['只写一次', 'give it once'])
}
