/** One change of a message: pointers that are set, and pointers that are removed. */

export interface MessageChange {
  readonly set?: Readonly<Record<string, unknown>>
  readonly remove?: readonly string[]
}

type Box = Record<string, unknown>

/** A copy of the message with the change made. @throws TypeError when a pointer leads nowhere */
export function changed(message: unknown, change: MessageChange): unknown {
  const copy = structuredClone(message)
  for (const [pointer, value] of Object.entries(change.set ?? {})) {
    const [box, key] = holder(copy, pointer)
    box[key] = value
  }
  for (const pointer of change.remove ?? []) {
    const [box, key] = holder(copy, pointer)
    delete box[key]
  }
  return copy
}

/** The object that holds the last part of a pointer, and that part. */
function holder(message: unknown, pointer: string): [Box, string] {
  const parts = pointer.slice(1).split('/')
  const last = parts.pop() ?? ''
  return [parts.reduce((box, part) => box[part] as Box, message as Box), last]
}
