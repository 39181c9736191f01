/** Judges a whole recording: counts what was read, and keeps the findings in the file's order. */
import type { Finding, Severity } from '../../contracts/run-record.ts'
import { recordingOf } from './recorded.ts'
import type { Unreadable } from './recorded.ts'
import { createStreamJudge } from './stream-judge.ts'

/** One finding, by its place in the file. */
export interface PlacedFinding {
  /** Line of the file, or number of the HAR entry; null when it is about none. */
  readonly place: number | null
  readonly infno: string
  /** Who is to put it right: who sent the message, answered it or recorded it, or we ourselves. */
  readonly whose: 'sender' | 'platform' | 'recording' | 'harness'
  readonly check: string
  readonly severity: Severity
  readonly requirement: string
  readonly pointer: string
  readonly expected: string
  readonly actual: string
  readonly message: { readonly zh: string; readonly en: string }
}

/** What `liantiao check --json` prints. Schema: `contracts/schemas/check.schema.json`. */
export interface CheckRecord {
  readonly schema: 'liantiao/check/1'
  readonly file: string
  readonly form: 'har' | 'lines'
  readonly edition: string
  readonly summary: {
    readonly exchanges: number
    /** Requests and answers. */
    readonly messages: number
    /** Lines or entries that could not be read. */
    readonly unreadable: number
    /** HAR entries without a message. */
    readonly foreign: number
    readonly violations: number
    readonly warnings: number
    readonly notes: number
    /** Findings beyond the number that is kept: counted above, not listed below. */
    readonly unlisted: number
    readonly practices: readonly {
      readonly identity: string
      readonly practice: string
      readonly count: number
    }[]
  }
  readonly findings: readonly PlacedFinding[]
}

/** Findings listed of each severity; a recording that is wrong throughout has as many as lines. */
const MOST_LISTED = 2000

const WHY: Readonly<Record<Unreadable, readonly [zh: string, en: string, expected: string]>> = {
  'not-utf8': ['不是UTF-8编码（疑似GBK），未检查', 'not UTF-8 (GBK perhaps), not judged', 'UTF-8'],
  'not-json': ['不是JSON，未检查', 'not JSON, not judged', 'JSON'],
  'cut-short': ['文件在此处被截断，未检查', 'the file is cut short here, not judged', 'JSON'],
  'no-message': ['没有可识别的报文，未检查', 'no message that we know, not judged', 'infno'],
  'no-request': ['应答之前没有请求，未检查', 'an answer without its request, not judged', 'infno'],
}

/** Judges the bytes of a file. Never throws for what is in them: that becomes a finding. */
export function checkFile(
  file: string,
  chunks: Iterable<Buffer>,
  edition: string,
): CheckRecord {
  const { form, items } = recordingOf(chunks)
  const kept = { violation: [], warning: [], note: [] } as Record<Severity, PlacedFinding[]>
  const counts: Record<Severity, number> = { violation: 0, warning: 0, note: 0 }
  const seen = { exchanges: 0, messages: 0, unreadable: 0, foreign: 0 }
  const keep = (one: PlacedFinding) => {
    counts[one.severity] += 1
    if (kept[one.severity].length < MOST_LISTED) kept[one.severity].push(one)
  }
  const judge = createStreamJudge({ edition, tell: (one) => keep(placed(one)) })
  for (const item of items) {
    if (item.kind === 'foreign') seen.foreign += 1
    else if (item.kind === 'unreadable') {
      seen.unreadable += 1
      keep(unreadable(item.place, item.why))
    } else {
      seen.exchanges += 1
      seen.messages += item.exchange.response === null ? 1 : 2
      judge.hear(item.exchange)
    }
  }
  judge.end()
  const findings = [...kept.violation, ...kept.warning, ...kept.note]
    .sort((one, other) => (one.place ?? Infinity) - (other.place ?? Infinity))
  return {
    schema: 'liantiao/check/1',
    file,
    form,
    edition,
    summary: {
      ...seen,
      violations: counts.violation,
      warnings: counts.warning,
      notes: counts.note,
      unlisted: counts.violation + counts.warning + counts.note - findings.length,
      practices: [...judge.practices.keys()].toSorted().map((key) => {
        const [identity = '', practice = ''] = key.split(' ')
        return { identity, practice, count: judge.practices.get(key) ?? 0 }
      }),
    },
    findings,
  }
}

function placed(one: Finding): PlacedFinding {
  const { infno, check, severity, requirement, pointer, expected, actual, message } = one
  return {
    place: one.exchange,
    infno,
    whose: whoseOf(one),
    check,
    severity,
    requirement,
    pointer,
    expected,
    actual,
    message,
  }
}

/** The judge blames the platform as its own; a check of ours that broke names no message. */
function whoseOf({ attribution, exchange }: Finding): PlacedFinding['whose'] {
  if (attribution !== 'harness') return 'sender'
  return exchange === null ? 'harness' : 'platform'
}

function unreadable(place: number, why: Unreadable): PlacedFinding {
  const [zh, en, expected] = WHY[why]
  return {
    place,
    infno: '',
    whose: 'recording',
    check: 'readable',
    severity: 'violation',
    requirement: '',
    pointer: '',
    expected,
    actual: why,
    message: { zh, en },
  }
}
