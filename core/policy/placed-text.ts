/** YAML or JSON text that remembers where each value stands, so that a fault can say so. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'

export interface PlacedText {
  readonly data: unknown
  /** Line and column, from 1, of the nearest value on the way to a JSON pointer. */
  placeOf(pointer: string): { readonly line: number; readonly column: number }
}

/** The text is neither YAML nor JSON. */
export class NotYaml extends Error {
  override readonly name = 'NotYaml'
  readonly line: number
  readonly column: number

  constructor(reason: string, line: number, column: number) {
    super(reason.replaceAll(/\s+/g, ' ').trim())
    this.line = line
    this.column = column
  }
}

/** Reads YAML, of which JSON is a part. @throws NotYaml */
export function placedText(text: string): PlacedText {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [syntax] = document.errors
  if (syntax !== undefined) {
    const { line, col } = lines.linePos(syntax.pos[0])
    throw new NotYaml(syntax.message, line, col)
  }
  return {
    data: plainOf(document),
    placeOf: (pointer) => {
      const { line, col } = lines.linePos(offsetOf(document, pointer))
      return { line: Math.max(1, line), column: Math.max(1, col) }
    },
  }
}

/** An alias without an anchor shows itself only now. */
function plainOf(document: Document): unknown {
  try {
    return document.toJS()
  } catch (reason) {
    throw new NotYaml(reason instanceof Error ? reason.message : String(reason), 1, 1)
  }
}

function offsetOf(document: Document, pointer: string): number {
  let node: unknown = document.contents
  let offset = startOf(node) ?? 0
  for (const part of pointer.split('/').slice(1)) {
    node = childOf(document, node, part.replaceAll('~1', '/').replaceAll('~0', '~'))
    offset = startOf(node) ?? offset
  }
  return offset
}

/** Keys are compared as text, because 310 is a number in YAML and a name in a pack. */
function childOf(document: Document, parent: unknown, part: string): unknown {
  const node = isAlias(parent) ? parent.resolve(document) : parent
  if (isSeq(node)) return node.items[Number(part)]
  if (!isMap(node)) return undefined
  return node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === part)?.value
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: readonly [number] } | null | undefined)?.range?.[0]
}
