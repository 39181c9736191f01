/** What is wrong with a claim on its own, before a policy pack is looked at. */
import { codesOf } from '../../contracts/dictionaries.ts'
import { checkDocument } from '../../contracts/documents.ts'
import type { ClaimFile } from './claim-file.ts'
import { faultAt, faultsOfForm } from './fault.ts'
import type { PackFault } from './fault.ts'
import type { PolicyPack } from './policy-pack.ts'

/** Kinds of care that are stays. */
const STAYS = ['inpatient', 'day-surgery']

/** Every fault of a claim; empty when it can be computed. Takes any data. */
export function checkClaim(data: unknown): PackFault[] {
  const form = checkDocument('claim', data)
  if (form.length > 0) return faultsOfForm(form)
  const claim = data as ClaimFile
  return [...feeFaults(claim), ...stayFaults(claim), ...kindFaults(claim), ...codeFaults(claim)]
}

/** What a pack says against a claim: the day, the insurance type, the class of the drug. */
export function claimAgainstPack(claim: ClaimFile, pack: PolicyPack): PackFault[] {
  if (!Object.hasOwn(pack.insurance, claim.insutype)) {
    const known = Object.keys(pack.insurance).join(', ')
    return [faultAt('/insutype', 'FORM',
      [`政策包${pack.id}没有险种${claim.insutype}`, `${pack.id} has no insutype ${claim.insutype}`],
      [`可用：${known}`, `there are: ${known}`])]
  }
  const day = benefitDay(claim, pack)
  const over = pack.effectiveTo !== null && day > pack.effectiveTo
  if (day < pack.effectiveFrom || over) {
    return [faultAt('/settledOn', 'RULE-010',
      [`${day}不在政策包${pack.id} ${pack.version}的有效期内`,
        `${pack.id} ${pack.version} does not hold on ${day}`],
      [`有效期${pack.effectiveFrom}至${pack.effectiveTo ?? '长期'}；请改日期或政策包`,
        `it holds from ${pack.effectiveFrom} to ${pack.effectiveTo ?? 'further notice'}`])]
  }
  return [
    ...daysNeeded(claim, pack), ...maternityFaults(claim, pack), ...drugFaults(claim, pack),
  ]
}

/** A stay may go without its days only where the pack never looks at them. */
function daysNeeded({ kind, stay }: ClaimFile, { switches }: PolicyPack): PackFault[] {
  const looked = switches.crossYear === 'by-days' || switches.benefitDate === 'admission'
  if (kind !== 'inpatient' || stay !== undefined || !looked) return []
  return [faultAt('/stay', switches.crossYear === 'by-days' ? 'RULE-108' : 'RULE-010',
    ['该政策包按住院日期核算，申请中没有入院与出院日期',
      'the pack looks at the days of a stay, and there are none'],
    ['补上stay.admittedOn与stay.dischargedOn', 'give stay.admittedOn and stay.dischargedOn'])]
}

function maternityFaults({ kind, scope, insutype, settledOn }: ClaimFile, pack: PolicyPack) {
  const maternity = pack.insurance[insutype]?.maternity
  if (kind !== 'maternity') return []
  const open = maternity?.openFrom ?? null
  if (maternity !== undefined && (scope === 'local' || (open !== null && open <= settledOn))) {
    return []
  }
  return [faultAt('/kind', 'RULE-140',
    [`政策包${pack.id}${open === null ? '未开通' : `自${open}起开通`}生育异地直接结算`,
      `${pack.id} settles maternity elsewhere ${open === null ? 'never' : `from ${open}`}`],
    ['换用已开通的政策包，或改为手工报销', 'take a pack that has opened it'])]
}

function drugFaults(claim: ClaimFile, pack: PolicyPack): PackFault[] {
  const classes = Object.keys(pack.insurance[claim.insutype]?.dualChannel?.classes ?? {})
  if (claim.kind !== 'dual-channel' || classes.includes(claim.drugClass ?? '')) return []
  return [faultAt('/drugClass', 'RULE-138',
    [`政策包${pack.id}没有药品类别${claim.drugClass ?? ''}`,
      `${pack.id} has no drug class ${claim.drugClass ?? ''}`],
    [`可用：${classes.join('、') || '无'}`, `there are: ${classes.join(', ') || 'none'}`])]
}

/** The day that chooses the pack (RULE-010). */
export function benefitDay(claim: ClaimFile, pack: PolicyPack): string {
  return pack.switches.benefitDate === 'admission'
    ? claim.stay?.admittedOn ?? claim.settledOn
    : claim.settledOn
}

function feeFaults({ fees, lines, hospitalBorneFen = 0 }: ClaimFile): PackFault[] {
  if ((fees === undefined) === (lines === undefined)) {
    return [faultAt(fees === undefined ? '' : '/lines', 'RULE-078',
      fees === undefined
        ? ['没有费用', 'there are no fees']
        : ['既有fees又有lines', 'there are both fees and lines'],
      ['在fees（四项费用）与lines（费用明细）中任选其一', 'give either fees or lines'])]
  }
  if (fees !== undefined && hospitalBorneFen > fees.inScopeFen) {
    return [faultAt('/hospitalBorneFen', 'RULE-126',
      ['医院负担大于符合政策范围金额', 'the hospital bears more than is in scope'],
      ['不得大于inScopeFen', 'make it at most inScopeFen'])]
  }
  return (lines ?? []).flatMap(({ price, quantity, limit }, index) => [
    ...positive(`/lines/${index}/price`, price),
    ...positive(`/lines/${index}/quantity`, quantity),
    ...(limit === undefined || limit === null ? [] : positive(`/lines/${index}/limit`, limit)),
  ])
}

function positive(pointer: string, value: string | number): PackFault[] {
  if (Number(value) > 0) return []
  return [faultAt(pointer, 'RULE-076',
    ['不大于0', 'not above 0'], ['填正数；退费不在此核算', 'give a positive number'])]
}

function stayFaults({ kind, stay, settledOn }: ClaimFile): PackFault[] {
  const isStay = STAYS.includes(kind)
  if (stay === undefined) return []
  if (!isStay) {
    return [faultAt('/stay', 'FORM', [`${kind}不是住院`, `${kind} is no stay`],
      ['删除stay，或更正kind', 'remove stay, or mend kind'])]
  }
  const { admittedOn, dischargedOn, lateFiling } = stay
  const days = [admittedOn, lateFiling?.filedOn ?? admittedOn]
  const faults: PackFault[] = []
  if (dischargedOn < admittedOn) faults.push(early('/stay/dischargedOn', '/stay/admittedOn'))
  if (settledOn < dischargedOn) faults.push(early('/settledOn', '/stay/dischargedOn'))
  if (days.some((day) => day < admittedOn)) {
    faults.push(early('/stay/lateFiling/filedOn', '/stay/admittedOn'))
  }
  return faults
}

function early(pointer: string, than: string): PackFault {
  return faultAt(pointer, 'FORM',
    [`早于${than}`, `earlier than ${than}`], ['更正日期', 'mend the day'])
}

function kindFaults(claim: ClaimFile): PackFault[] {
  const faults: PackFault[] = []
  const { kind, category, scope } = claim
  if (kind === 'maternity' && claim.maternity === undefined) {
    faults.push(faultAt('/maternity', 'RULE-141',
      ['生育没有生育类别', 'maternity without its type'], ['补上maternity', 'give maternity']))
  }
  if (category === 'local' && scope !== 'local') {
    faults.push(faultAt('/category', 'RULE-008',
      [`就医范围为${scope}，类别却是local`, `the scope is ${scope}, the category local`],
      ['更正category或scope', 'mend category or scope']))
  }
  return faults
}

function codeFaults({ identities = [], civilServantGrade, maternity }: ClaimFile): PackFault[] {
  const grade = civilServantGrade === null || civilServantGrade === '' ? [] : [civilServantGrade]
  return [
    ...identities.flatMap((code, index) => unknown(`/identities/${index}`, 'psn_idet_type', code)),
    ...grade.flatMap((code) => unknown('/civilServantGrade', 'cvlserv_lv', code)),
    ...unknown('/maternity/type', 'matn_type', maternity?.type),
  ]
}

function unknown(pointer: string, dictionary: string, code: string | undefined): PackFault[] {
  if (code === undefined || codesOf(dictionary).has(code)) return []
  return [faultAt(pointer, 'FORM',
    [`${code}不在字典${dictionary}内`, `${code} is not in the dictionary ${dictionary}`],
    ['改为字典中的编码', 'give a code of the dictionary'])]
}
