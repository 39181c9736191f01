/** Settlement lists and case groups as institutions see them. */
import type { PlatformUseCase } from '../platform/use-case.ts'
import { editExit, queryExits, queryOpinions, saveExit } from './exits-desk.ts'
import { countLists, queryDip, queryDrg, queryList, queryQuality } from './queries.ts'
import { byGroup, summary } from './statistics.ts'
import { changeStatus, uploadList } from './upload.ts'

/** Transactions about settlement lists and groups, by number. */
export const CASE_USE_CASES: Readonly<Record<string, PlatformUseCase>> = {
  '3601': queryExits,
  '3602': saveExit,
  '3603': editExit,
  '3604': queryOpinions,
  '3605': queryDrg,
  '3606': queryDip,
  '3607': queryQuality,
  '3608': summary,
  '3609': byGroup,
  '3610': summary,
  '3611': byGroup,
  '4101': uploadList,
  '4102': changeStatus,
  '4103': queryList,
  '4104': queryQuality,
  '4105': countLists,
}
