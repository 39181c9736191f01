/** The documents that rules rest on, each under one of the four kinds that a roll-out needs. */
import { TableError, readTable } from './tsv.ts'
import type { Row } from './tsv.ts'

/** 政策, 经办, 信息, 监督: what a document mainly settles. */
export const DOCUMENT_KINDS = ['policy', 'agency-work', 'information', 'supervision'] as const

export type PolicyDocumentKind = (typeof DOCUMENT_KINDS)[number]

export interface RegisteredDocument {
  /** Official title, as `requirements.tsv` and the regimes cite it. */
  readonly title: string
  /** Our classification: no document says its own. */
  readonly kind: PolicyDocumentKind
  /** Day that the document bears, yyyy-MM-dd; '' where it is not known. */
  readonly issued: string
  /** Registered document that names this one as its basis, where no rule cites it itself. */
  readonly namedBy: string
}

/**
 * The registered documents in the order of the rows, optionally of one kind.
 * @throws TableError when a title comes twice or a kind is none of the four
 */
export function policyDocuments(
  kind?: PolicyDocumentKind,
  rows: readonly Row[] = readTable('policy-documents.tsv'),
): RegisteredDocument[] {
  const titles = new Set<string>()
  return rows.map((row) => {
    const { title = '', issued = '', named_by: namedBy = '' } = row
    const found = DOCUMENT_KINDS.find((one) => one === row['kind'])
    if (found === undefined) throw new TableError(`${title}: ${row['kind']} is no kind of document`)
    if (titles.has(title)) throw new TableError(`${title} is registered twice`)
    titles.add(title)
    return { title, kind: found, issued, namedBy }
  }).filter((one) => kind === undefined || one.kind === kind)
}
