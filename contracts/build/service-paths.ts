/** Addresses of the per-transaction layout, as Zhejiang, Hebei and Inner Mongolia call them. */
import { readTable } from '../tsv.ts'

let loaded: ReadonlyMap<string, string> | undefined

/**
 * Path of a transaction in the layout with one path each, e.g. 1101 is
 * `/fsi/api/fsiPsnInfoService/queryPsnInfo`. Undefined when no client is known that calls it so.
 * Spelling mistakes (Settletment, cancle) are part of the interface.
 */
export function servicePath(infno: string): string | undefined {
  loaded ??= new Map(readTable('build/service-paths.tsv')
    .map((row) => [row['infno'] ?? '', row['path'] ?? '']))
  return loaded.get(infno)
}
