/** What the founding documents name: 159 rows, each with the requirements that make it testable. */
import { readTable } from './tsv.ts'

/** simulate: the world must contain it; core: the reference must do it; test: a party is judged. */
export type MissionRole = 'SIM' | 'CORE' | 'TEST'

export interface MissionRow {
  /** A0-01 to A4-29; the first digit is the document. */
  readonly id: string
  readonly source: string
  readonly title: { readonly zh: string; readonly en: string }
  /** None where the document only gives context. */
  readonly roles: readonly MissionRole[]
  /** Requirement rows, or the row's own id where no requirement row says it. */
  readonly requirements: readonly string[]
  /** Why nothing is to be proved; '' otherwise. */
  readonly reason: string
}

/** Official titles of the founding documents, by the digit of the row. */
const SOURCES = [
  '《省十二届人大六次会议〈关于加快推进省内异地医保统筹的建议〉(第0074号)的答复》' +
    '(辽宁省人力资源和社会保障厅)',
  '《天津市全面实现医保异地就医直接结算》(天津医保, 2017年10月12日)',
  '《国家医疗保障局对十三届全国人大五次会议第5182号建议的答复》(医保函〔2022〕106号)',
  '贵州省医疗保障局对《关于异地就医基金监管工作的建议》的答复(2025年6月26日)',
  '鞍山市医疗保障局关于异地就医工作的通知(2021年2月20日)',
] as const

/** Every row, in the order of the documents. */
export function missionRows(): MissionRow[] {
  return readTable('mission.tsv').map((row) => {
    const { id = '', roles = '', zh = '', en = '', requirements = '', reason = '' } = row
    return {
      id,
      source: SOURCES[Number(id[1])] ?? '',
      title: { zh, en },
      roles: wordsOf(roles) as MissionRole[],
      requirements: wordsOf(requirements),
      reason,
    }
  })
}

function wordsOf(cell: string): string[] {
  return cell.split(' ').filter((word) => word !== '')
}
