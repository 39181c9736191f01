/** Entries of an edition file, one for each thing that they name. */

export type Entry = Readonly<Record<string, unknown>>

const LISTS = ['infno', 'direction', 'node', 'field', 'dictionary']

/** `{"infno": ["2206", "2207"], …}` as two entries. */
export function entriesOf(entry: Entry): Entry[] {
  const first = LISTS.find((key) => Array.isArray(entry[key]))
  if (first === undefined) return [entry]
  return (entry[first] as unknown[]).flatMap((one) => entriesOf({ ...entry, [first]: one }))
}
