/** Reads a target file: YAML by schema, every fault as one line with file, line, key and cure. */
import { existsSync, readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import { checkDocument } from '../contracts/documents.ts'
import type { Target } from '../contracts/target.ts'
import { exampleInstitutions } from '../scenarios/example-party.ts'
import { UsageError } from './texts.ts'

/** The bundled hospital, perhaps with a defect planted. */
export function exampleTarget(defect: string): Target {
  return {
    schema: 'liantiao/target/1',
    kind: 'hospital',
    name: '联调示例医院',
    edition: 'national',
    institutions: exampleInstitutions,
    driver: defect === '' ? { kind: 'example' } : { kind: 'example', defect },
  }
}

/** @throws UsageError naming file, line and key */
export function readTarget(path: string): Target {
  if (!existsSync(path)) {
    throw new UsageError({
      zh: `${path}：文件不存在；请检查路径，或不带参数运行以测试内置示例医院`,
      en: `${path}: no such file; check the path, or run without one to test the bundled hospital`,
    })
  }
  const lines = new LineCounter()
  const document = parseDocument(readText(path), { lineCounter: lines, prettyErrors: false })
  const [syntax] = document.errors
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0])
    throw new UsageError({
      zh: `${path}:${line}:${col}：不是合法的YAML（${syntax.message}）；请修正该行`,
      en: `${path}:${line}:${col}: not YAML (${syntax.message}); mend this line`,
    })
  }
  const data: unknown = document.toJS()
  const [fault] = checkDocument('target', data)
  if (fault !== undefined) {
    const place = `${path}:${lineOf(document, lines, fault.pointer)}`
    const key = fault.pointer.slice(1).replaceAll('/', '.') || '(file)'
    throw new UsageError({
      zh: `${place}：${key}：${fault.message.zh}`,
      en: `${place}: ${key}: ${fault.message.en}`,
    })
  }
  return data as Target
}

function readText(path: string): string {
  const bytes = readFileSync(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UsageError({
      zh: `${path}：不是UTF-8编码；请另存为UTF-8`,
      en: `${path}: not UTF-8; save it as UTF-8`,
    })
  }
}

/** Line of the nearest node that exists on the way to a pointer. */
function lineOf(document: Document, lines: LineCounter, pointer: string): number {
  const path = pointer.split('/').slice(1)
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as { range?: [number] } | undefined
    const start = node?.range?.[0]
    if (start !== undefined) return lines.linePos(start).line
  }
  return 1
}
