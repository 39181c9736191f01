/** 9101 and 9102: an institution's own files, sent and fetched. */
import type { RequestEnvelope } from '../../contracts/exchange.ts'
import type { Inputs } from '../../contracts/generated/types.ts'
import type { Effect } from '../desk.ts'
import { nodeOf } from '../platform/context.ts'
import type { PlatformContext } from '../platform/context.ts'
import type { PlatformUseCases } from '../platform/use-case.ts'
import { Refusal } from '../refusal.ts'
import { fileFor, fileOfInstitution, keepFile } from './file-store.ts'

/** What one file may measure as it is sent; the message around it is limited as well. */
const LIMIT_BYTES = 2 * 1024 * 1024
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

export const FILE_USE_CASES: PlatformUseCases = { '9101': upload, '9102': download }

/** 9101: the file as Base64 or as a list of bytes. */
function upload(context: PlatformContext, request: RequestEnvelope): Effect {
  const sent = nodeOf<Inputs['9101']['fsUploadIn']>(request, 'fsUploadIn')
  requireOwn(request, sent.fixmedins_code)
  const content = bytesOf((sent as { in?: unknown }).in)
  if (content.length === 0) throw new Refusal('file-content', { reason: '文件为空' })
  if (content.length > LIMIT_BYTES) {
    throw new Refusal('file-size', { bytes: content.length, limit: LIMIT_BYTES })
  }
  const file = fileFor(request.mdtrtarea_admvs, context.clock, {
    fixmedins_code: sent.fixmedins_code,
    filename: sent.filename,
    content,
  })
  const { file_qury_no, filename, fixmedins_code, dld_endtime } = file
  return {
    output: { file_qury_no, filename, fixmedins_code, dld_endtime },
    apply: () => keepFile(context.store, file),
  }
}

/**
 * 9102: the file as it is. The printed interface answers a stream of bytes; a response here is
 * text, so the bytes come as Base64 under the name that 9101 has for them.
 */
function download(context: PlatformContext, request: RequestEnvelope): Effect {
  const asked = nodeOf<Inputs['9102']['fsDownloadIn']>(request, 'fsDownloadIn')
  requireOwn(request, asked.fixmedins_code)
  const file = fileOfInstitution(context, asked.file_qury_no, request.fixmedins_code)
  return { output: { in: Buffer.from(file.content).toString('base64'), filename: file.filename } }
}

function requireOwn(request: RequestEnvelope, code: string): void {
  if (code !== request.fixmedins_code) throw new Refusal('foreign-file', { code })
}

/** @throws Refusal when these are no bytes */
function bytesOf(sent: unknown): Uint8Array {
  if (typeof sent === 'string') {
    const text = sent.replace(/\s+/g, '')
    if (text.length % 4 === 0 && BASE64.test(text)) return Buffer.from(text, 'base64')
  }
  const isByte = (one: unknown) =>
    typeof one === 'number' && Number.isInteger(one) && one >= -128 && one <= 255
  // Some senders print signed bytes; they mean the same eight bits.
  if (Array.isArray(sent) && sent.every(isByte)) return Uint8Array.from(sent as number[])
  throw new Refusal('file-content', { reason: 'in应为Base64文本或字节数组' })
}
