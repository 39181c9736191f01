/**
 * How fast recorded traffic is judged: `node bench/check.ts [COPIES]`. Prints messages a second of
 * processor time, the most memory that was held, and the ratio to JSON.parse of the same lines.
 */
import { mkdtempSync, openSync, closeSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chunksOf } from '../cli/file-chunks.ts'
import { checkFile } from '../scenarios/offline/check-file.ts'
import { linesOf } from '../scenarios/offline/split-lines.ts'
import { copiesOf, performed } from '../scenarios/offline/testing.ts'

/** Copies of the suite that make a hundred thousand messages. */
const COPIES = 216
/** The programs are compiled while they run; the first part shows that and nothing else. */
const WARM_UP_COPIES = 8

const lines = (await performed('')).map((one) => JSON.stringify(one))

function write(path: string, copies: number): string {
  const file = openSync(path, 'w')
  for (const line of copiesOf(lines, copies)) writeSync(file, `${line}\n`)
  closeSync(file)
  return path
}

/** Processor time, because other programs share the machine; it counts helper threads too. */
function milliseconds(work: () => void): { readonly cpu: number; readonly elapsed: number } {
  const [cpu, started] = [process.cpuUsage(), performance.now()]
  work()
  const { user, system } = process.cpuUsage(cpu)
  return { cpu: (user + system) / 1000, elapsed: performance.now() - started }
}

function measure(path: string) {
  const parsing = milliseconds(() => {
    for (const { text } of linesOf(chunksOf(path))) JSON.parse(text ?? '')
  })
  let record: ReturnType<typeof checkFile> | undefined
  const checking = milliseconds(() => {
    record = checkFile(path, chunksOf(path), 'national')
  })
  return { parsing, checking, summary: record?.summary }
}

const dir = mkdtempSync(join(tmpdir(), 'liantiao-bench-'))
measure(write(join(dir, 'warm-up.jsonl'), WARM_UP_COPIES))
const { parsing, checking, summary } = measure(
  write(join(dir, 'long.jsonl'), Number(process.argv[2] ?? COPIES)),
)
rmSync(dir, { recursive: true })
const rate = (count = 0) => Math.round((count / checking.cpu) * 1000)
const seconds = (value: number) => (value / 1000).toFixed(1)
process.stdout.write([
  `messages ${summary?.messages}, exchanges ${summary?.exchanges}`,
  `violations ${summary?.violations}, warnings ${summary?.warnings}`,
  `messages a second ${rate(summary?.messages)}, exchanges a second ${rate(summary?.exchanges)}`,
  `seconds ${seconds(checking.elapsed)}, of processor time ${seconds(checking.cpu)}`,
  `check / JSON.parse ${(checking.cpu / parsing.cpu).toFixed(2)}`,
  `most memory of the process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  '',
].join('\n'))
