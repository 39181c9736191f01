/** Appeals on the wire: what may be appealed (3701), appeal, panel, attachment (3702 to 3704). */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs, Outputs } from '../../contracts/generated/types.ts'
import { settlement } from '../books.ts'
import { beijingTime } from '../clock.ts'
import { addDays } from '../days.ts'
import type { Effect } from '../desk.ts'
import { sha256 } from '../ids.ts'
import { yuanOf } from '../money.ts'
import { amountFen } from '../platform/amounts.ts'
import { nodeOf } from '../platform/context.ts'
import type { PlatformContext } from '../platform/context.ts'
import type { PlatformUseCase, PlatformUseCases } from '../platform/use-case.ts'
import { Refusal } from '../refusal.ts'
import type { Store } from '../store/store.ts'
import { AppealRefused, appealDeadline, checkStep, stepsOf, takeStep } from './appeals.ts'
import type { AppealStep } from './appeals.ts'
import type { Hit } from './hit.ts'
import { movesOf } from './money.ts'

/** The appeal transactions of the audit desk. */
export const APPEAL_USE_CASES: PlatformUseCases = {
  '3701': listHits,
  '3702': submit('FsiIntlgSupnApplSaveDTO', 'filed'),
  '3703': submit('FsiIntlgSupnApplDiscussDTO', 'panel-asked'),
  '3704': attach,
}

type Document = Outputs['3701']['pageResult']['data'][number]
type Suspicion = Document['docSusptDTOS'][number]
type Submission = Inputs['3702']['FsiIntlgSupnApplSaveDTO'][number]['input']
type Sent = Submission['docs'][number]['docSusptDTOS'][number]

/** 3701: hits with money held or taken that wait for an appeal (1) or may go to a panel (2). */
function listHits({ store }: PlatformContext, request: RequestEnvelope): Effect {
  const { input } = nodeOf<Inputs['3701']['FsiIntlgSupnApplEvtCQueryDTO']>(
    request,
    'FsiIntlgSupnApplEvtCQueryDTO',
  )
  requireOwn(request, input.medinsCodg)
  const rows = store.all<{ body: string }>(
    `select body from audit_hit where institution = ? and found_at >= ? and found_at < ?
     order by found_at, hit_id`,
    input.medinsCodg,
    input.startTime,
    addDays(input.endTime, 1),
  )
  const last = input.stage === '1' ? undefined : 'rejected'
  const hits = rows
    .map((row) => JSON.parse(row.body) as Hit)
    .filter((hit) => appealDeadline(store, hit) !== undefined)
    .filter((hit) => stepsOf(store, hit.id).at(-1)?.step === last)
  const documents = Object.entries(Object.groupBy(hits, ({ bill }) => bill))
  const size = Math.max(1, Number(input.pageSize))
  const page = Math.max(1, Number(input.currentPage))
  const shown = documents.slice((page - 1) * size, page * size)
  const pageResult = {
    recordCounts: String(documents.length),
    pageSize: String(size),
    pageNum: String(page),
    data: shown.map(([bill, own = []]) => documentOf(store, bill, own)),
  }
  return { output: { pageResult } }
}

function documentOf(store: Store, bill: string, hits: readonly Hit[]): Document {
  const row = settlement(store, bill)
  const deadlines = hits.map((hit) => appealDeadline(store, hit) ?? '').toSorted()
  return {
    rid: `D${bill}`.slice(0, 40),
    docId: bill,
    taskId: row?.setl_time.slice(0, 7) ?? '-',
    mdtrtsn: row?.mdtrt_id ?? '-',
    medinsId: row?.fixmedins_code ?? null,
    patnId: row?.psn_no ?? null,
    setlTime: row?.setl_time.slice(0, 10) ?? null,
    insutype: row?.insutype ?? null,
    applDdln: deadlines[0]?.slice(0, 10) ?? null,
    docSusptDTOS: hits.map((hit) => suspicionOf(store, hit)),
  }
}

function suspicionOf(store: Store, hit: Hit): Suspicion {
  const taken = movesOf(store, hit.bill)
    .filter((row) => row.hit_id === hit.id && row.kind === 'recover')
    .reduce((sum, row) => sum + row.amount_fen, 0)
  return {
    docId: hit.bill,
    docSusptId: hit.id,
    chkerName: '智能审核',
    ruleId: hit.rule,
    ruleName: hit.title.zh,
    ruleSevDeg: hit.severity,
    volaCont: hit.evidence.zh,
    checkoutSusptAmt: yuanOf(hit.amountFen),
    volaDetAmt: yuanOf(taken),
    violationDetailIds: hit.lines.map((line) => ({
      docId: hit.bill,
      docSusptId: hit.id,
      docSusptDetlId: line,
    })),
  }
}

/** 3702 and 3703: every suspicion gets its own answer, '1' taken or '0' with the reason. */
function submit(node: string, step: 'filed' | 'panel-asked'): PlatformUseCase {
  return ({ store, clock }, request): Effect => {
    const at = beijingTime(clock.now())
    const steps = new Map<string, AppealStep>()
    const answers = nodeOf<readonly { input: Submission }[]>(request, node).flatMap(({ input }) => {
      requireOwn(request, input.medinsCodg)
      return input.docs.map((document) => ({
        docCode: '1',
        docId: document.docId,
        docsuspt: document.docSusptDTOS.map((sent) => {
          const asked = stepOf(sent, step, at, request.fixmedins_code)
          const reason = whyNot(store, request, document.docId, sent, asked, steps)
          if (reason === '') steps.set(asked.hitId, asked)
          return {
            susptId: sent.docSusptId,
            susptCode: reason === '' ? '1' : '0',
            susptReason: reason,
          }
        }),
      }))
    })
    return {
      output: { FsiApplDocResultDTO: answers },
      apply: () => {
        for (const asked of steps.values()) takeStep(store, asked)
      },
    }
  }
}

function stepOf(sent: Sent, step: AppealStep['step'], at: string, institution: string): AppealStep {
  return {
    hitId: sent.docSusptId,
    step,
    at,
    by: [institution],
    reason: sent.auditOpinion ?? '',
    ...(typeof sent.attUploadId === 'string' ? { attachmentId: sent.attUploadId } : {}),
    ...(sent.susptAmt === undefined || sent.susptAmt === null
      ? {}
      : { amountFen: amountFen('susptAmt', sent.susptAmt) }),
  }
}

/** Why a row cannot be taken, in Chinese; '' when it can. */
function whyNot(
  store: Store,
  request: RequestEnvelope,
  docId: string,
  sent: Sent,
  asked: AppealStep,
  steps: ReadonlyMap<string, AppealStep>,
): string {
  if (sent.applyFlag !== '1') return '未申诉'
  if (steps.has(asked.hitId)) return '同一报文内重复申诉'
  const row = store.get<{ institution: string; bill: string }>(
    'select institution, bill from audit_hit where hit_id = ?',
    asked.hitId,
  )
  if (row?.institution !== request.fixmedins_code || row.bill !== docId) return '疑点不存在'
  try {
    checkStep(store, asked)
    return ''
  } catch (reason) {
    if (reason instanceof AppealRefused) return reason.zh
    throw reason
  }
}

/** 3704: keeps the files of an appeal under the id that the institution gives. */
function attach({ store }: PlatformContext, request: RequestEnvelope): Effect {
  const { input } = nodeOf<Inputs['3704']['FsiAttFileUploadDTO']>(request, 'FsiAttFileUploadDTO')
  const files = input.fsiAppealFileDTOList.map(({ name, bytes }) => ({
    name,
    content: typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : Uint8Array.from(bytes),
  }))
  // Without an id of the sender's one is made from the content, so that it can be named in 3702.
  const given = input.attUploadId ?? ''
  const id = given === ''
    ? sha256(files.map(({ content }) => sha256(content)).join(' ')).slice(0, 32)
    : given
  return {
    output: { FsiFileUploadRsltDTO: { attUploadId: id } },
    apply: () => {
      for (const { name, content } of files) {
        store.run(
          `insert into appeal_attachment (attachment_id, institution, name, sha256, content)
           values (?, ?, ?, ?, ?)`,
          id,
          request.fixmedins_code,
          name,
          sha256(content),
          content,
        )
      }
    },
  }
}

function requireOwn({ fixmedins_code: own }: RequestEnvelope, code: string): void {
  if (code !== own) throw new Refusal('audit-foreign', { code })
}
