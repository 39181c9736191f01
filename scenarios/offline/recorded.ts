/** Reads recorded traffic in any of its forms; what cannot be read is an item too. */
import { isUtf8 } from 'node:buffer'
import type { RecordedBody, RecordedExchange } from '../../contracts/transcript.ts'
import { isRecord, textOf } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import { harEntries } from './har-entries.ts'
import { linesOf } from './split-lines.ts'
import { exchangeOfLine } from './transcript-line.ts'

/** Why a part of a file is not judged. */
export type Unreadable = 'not-utf8' | 'not-json' | 'cut-short' | 'no-message' | 'no-request'

/** One exchange, or a place that has none. Places are line numbers; in a HAR, entry numbers. */
export type Item =
  | { readonly kind: 'exchange'; readonly exchange: RecordedExchange }
  | { readonly kind: 'unreadable'; readonly place: number; readonly why: Unreadable }
  /** Other traffic in a HAR: pages, images, calls without a message. */
  | { readonly kind: 'foreign'; readonly place: number }

export interface Recording {
  readonly form: 'har' | 'lines'
  readonly items: Iterable<Item>
}

/** Tells the form of a file by its beginning. */
export function recordingOf(chunks: Iterable<Buffer>): Recording {
  const iterator = chunks[Symbol.iterator]()
  const first = iterator.next()
  const head = first.done === true ? Buffer.alloc(0) : first.value
  const all = function* () {
    yield head
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield next.value
  }
  // The first key of a HAR is its log; no message and no line of a transcript begins so.
  const isHar = /^\uFEFF?\s*\{\s*"log"\s*:/.test(head.subarray(0, 4096).toString('utf8'))
  if (isHar) return { form: 'har', items: harItems(all()) }
  return { form: 'lines', items: lineItems(all()) }
}

/** A message sent, waiting for the line with its answer. */
interface Waiting {
  readonly place: number
  readonly request: unknown
}

/**
 * Each line says by its keys what it is: a line of a transcript, a request with its response, or
 * one of the two on lines of their own, the request first.
 */
function* lineItems(chunks: Iterable<Buffer>): Generator<Item> {
  let waiting: Waiting | undefined
  for (const { number: place, text, ended } of linesOf(chunks)) {
    const line = parsedLine(text, ended)
    if (typeof line === 'string') {
      yield { kind: 'unreadable', place, why: line }
      continue
    }
    if ('infcode' in line) {
      if (waiting === undefined) yield { kind: 'unreadable', place, why: 'no-request' }
      else yield exchanged(waiting.place, waiting.request, { status: 200, body: line })
      waiting = undefined
      continue
    }
    // A request that another message follows got no answer that anybody recorded.
    if (waiting !== undefined) yield exchanged(waiting.place, waiting.request, null)
    waiting = undefined
    if ('infno' in line && !('schema' in line)) waiting = { place, request: line }
    else if ('schema' in line) yield exchangeOfLine(line, place)
    else if ('request' in line) yield pairOf(line, place)
    else yield { kind: 'unreadable', place, why: 'no-message' }
  }
  if (waiting !== undefined) yield exchanged(waiting.place, waiting.request, null)
}

function parsedLine(text: string | null, ended: boolean): Row | Unreadable {
  if (text === null) return 'not-utf8'
  try {
    const line: unknown = JSON.parse(text)
    return isRecord(line) ? line : 'no-message'
  } catch {
    return ended ? 'not-json' : 'cut-short'
  }
}

/** `{"request": message, "response": message, "status": 200}`; a message is JSON or its text. */
function pairOf(line: Row, place: number): Item {
  const { request, response = null } = line
  if (!isRecord(request) && typeof request !== 'string') {
    return { kind: 'unreadable', place, why: 'no-message' }
  }
  const status = typeof line['status'] === 'number' ? line['status'] : 200
  return exchanged(place, request, response === null ? null : { status, body: response })
}

function* harItems(chunks: Iterable<Buffer>): Generator<Item> {
  for (const { number: place, bytes, whole } of harEntries(chunks)) {
    if (!whole) yield { kind: 'unreadable', place, why: 'cut-short' }
    else if (!isUtf8(bytes)) yield { kind: 'unreadable', place, why: 'not-utf8' }
    else yield entryItem(bytes, place)
  }
}

function entryItem(bytes: Buffer, place: number): Item {
  let entry: unknown
  try {
    entry = JSON.parse(bytes.toString('utf8'))
  } catch {
    return { kind: 'unreadable', place, why: 'not-json' }
  }
  const [request, response] = [rowAt(entry, 'request'), rowAt(entry, 'response')]
  const sent = rowAt(request, 'postData')
  if (typeof sent['text'] !== 'string' || sent['text'] === '') return { kind: 'foreign', place }
  const status = Number(response['status'] ?? 0)
  // A browser writes status 0 when the connection ended without an answer.
  const answer = status === 0 ? null : { status, body: contentOf(rowAt(response, 'content')) }
  return exchanged(place, contentOf(sent), answer, textOf(request['url']))
}

/** Text of a body; bytes in base64 that are no UTF-8 stay bytes. */
function contentOf(content: Row): unknown {
  const text = content['text'] ?? ''
  if (content['encoding'] !== 'base64' || typeof text !== 'string') return text
  return Buffer.from(text, 'base64')
}

function rowAt(value: unknown, name: string): Row {
  const found = isRecord(value) ? value[name] : undefined
  return isRecord(found) ? found : {}
}

/** One exchange as a transcript would have it; its time is the one that the sender wrote. */
function exchanged(
  place: number,
  request: unknown,
  response: { readonly status: number; readonly body: unknown } | null,
  path = '',
): Item {
  const body = bodyOf(request)
  const envelope = 'json' in body && isRecord(body.json) ? body.json : {}
  const at = textOf(envelope['inf_time'])
  return {
    kind: 'exchange',
    exchange: {
      schema: 'liantiao/exchange/1',
      n: place,
      case: '',
      hop: 'institution-platform',
      at: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(at) ? at : '',
      infno: textOf(envelope['infno']),
      msgid: textOf(envelope['msgid']),
      request: { path, body },
      response: response === null
        ? null
        : { status: response.status, body: bodyOf(response.body) },
      delivered: response !== null,
    },
  }
}

function bodyOf(value: unknown): RecordedBody {
  if (Buffer.isBuffer(value)) {
    return isUtf8(value) ? bodyOf(value.toString('utf8')) : { base64: value.toString('base64') }
  }
  if (typeof value !== 'string') return { json: value }
  try {
    return { json: JSON.parse(value) as unknown }
  } catch {
    return { text: value }
  }
}
