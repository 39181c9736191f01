/** A version of the interface as it is compared, from the editions of this program. */
import { pairOf } from '../build/portable.ts'
import { sourceOf } from '../source.ts'
import type { SchemaNode } from '../violation.ts'
import type { ContractSet, TransactionSchemas } from './compare.ts'

/**
 * The contracts of an edition. Throws what `editionOf` throws for a name that is none.
 * @param version of this program
 */
export function contractSetOf(edition: string, version: string): ContractSet {
  const { contracts, envelope } = sourceOf(edition)
  const transactions = new Map(contracts.map((one): [string, TransactionSchemas] => {
    const pair = pairOf(one, envelope)
    return [one.infno, {
      title: one.title,
      direction: one.direction,
      request: pair.request as SchemaNode,
      response: pair.response as SchemaNode,
    }]
  }))
  return { name: edition, version, edition, transactions }
}
