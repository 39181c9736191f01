/** Reads a target file: YAML by schema, every fault as one line with file, line, key and cure. */
import { readFileSync, statSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type { Target } from '../contracts/target.ts'
import { exampleInstitutions } from '../scenarios/example-party.ts'
import { faultOf } from './target-faults.ts'
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
  const lines = new LineCounter()
  const document = parseDocument(readText(path), { lineCounter: lines, prettyErrors: false })
  const [syntax] = document.errors
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0])
    throw notYaml(`${path}:${line}:${col}`, syntax.message)
  }
  const data = plainOf(document, path)
  const fault = faultOf(data)
  if (fault === undefined) return data as Target
  const place = `${path}:${lineOf(document, lines, fault.pointer)}`
  const key = fault.pointer.slice(1).replaceAll('/', '.')
  throw new UsageError({
    zh: [place, ...(key === '' ? [] : [key]), fault.said.zh].join('：'),
    en: [place, ...(key === '' ? [] : [key]), fault.said.en].join(': '),
  })
}

function readText(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) {
    throw new UsageError({
      zh: `${path}：文件不存在；请检查路径，或不带参数运行以测试内置示例医院`,
      en: `${path}: no such file; check the path, or run without one to test the bundled hospital`,
    })
  }
  if (found.isDirectory()) {
    throw new UsageError({
      zh: `${path}：是目录而不是文件；请给出其中的YAML文件`,
      en: `${path}: a directory, not a file; name the YAML file in it`,
    })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
  } catch (reason) {
    if (!(reason instanceof TypeError)) throw unreadable(path, reason)
    throw new UsageError({
      zh: `${path}：不是UTF-8编码；请另存为UTF-8`,
      en: `${path}: not UTF-8; save it as UTF-8`,
    })
  }
}

/** An alias without an anchor shows itself only now. */
function plainOf(document: Document, path: string): unknown {
  try {
    return document.toJS()
  } catch (reason) {
    throw notYaml(path, reason instanceof Error ? reason.message : String(reason))
  }
}

function notYaml(place: string, reason: string): UsageError {
  return new UsageError({
    zh: `${place}：不是合法的YAML（${reason}）；请修正该处`,
    en: `${place}: not YAML (${reason}); mend this place`,
  })
}

function unreadable(path: string, reason: unknown): UsageError {
  const why = reason instanceof Error ? reason.message : String(reason)
  return new UsageError({
    zh: `${path}：无法读取（${why}）；请检查权限`,
    en: `${path}: cannot be read (${why}); check the permissions`,
  })
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
