/** One line of our own transcript, read again. */
import type { RecordedExchange } from '../../contracts/transcript.ts'
import { isRecord } from '../checks/read.ts'
import type { Row } from '../checks/read.ts'
import type { Item } from './recorded.ts'

/**
 * The exchange on a line, numbered by its place in the file. Only what the judge rests on is looked
 * at, because a long file has no time for more.
 */
export function exchangeOfLine(line: Row, place: number): Item {
  if (!isExchange(line)) return { kind: 'unreadable', place, why: 'no-message' }
  return { kind: 'exchange', exchange: { ...line, n: place } }
}

function isExchange(line: unknown): line is RecordedExchange {
  if (!isRecord(line) || line['schema'] !== 'liantiao/exchange/1') return false
  const { request, response } = line
  return ['infno', 'msgid', 'at', 'case'].every((name) => typeof line[name] === 'string') &&
    ['institution-platform', 'platform-insured'].includes(String(line['hop'])) &&
    typeof line['delivered'] === 'boolean' &&
    isRecord(request) && isRecord(request['body']) &&
    (response === null || (isRecord(response) && isRecord(response['body'])))
}
