/**
 * The staff audit list (防止带金办、人情办): filings that agency staff made without the documents
 * they need. What was accepted first may be supplemented until its limit.
 */

/** A filing as this list needs it. */
export interface AuditedFiling {
  readonly filingId: string
  readonly psnNo: string
  /** Who entered it; '' when the person did so himself. */
  readonly operator: string
  /** yyyy-MM-dd */
  readonly filedOn: string
  readonly required: readonly string[]
  readonly documents: readonly string[]
  /** Last day to hand in what is missing (容缺受理); '' when nothing was promised. */
  readonly supplementBy: string
}

export interface StaffFinding {
  readonly operator: string
  readonly filings: readonly { readonly filingId: string; readonly missing: readonly string[] }[]
}

/** Operators with such filings, sorted; nobody is listed before the limit has passed. */
export function staffAuditList(filings: readonly AuditedFiling[], today: string): StaffFinding[] {
  const late = filings
    .filter(({ operator, supplementBy }) => operator !== '' && supplementBy < today)
    .map((filing) => ({ ...filing, missing: missing(filing) }))
    .filter((filing) => filing.missing.length > 0)
    .toSorted((left, right) => (left.filingId < right.filingId ? -1 : 1))
  const groups = Object.groupBy(late, ({ operator }) => operator)
  return Object.keys(groups).toSorted().map((operator) => ({
    operator,
    filings: (groups[operator] ?? []).map(({ filingId, missing: names }) => ({
      filingId,
      missing: names,
    })),
  }))
}

function missing({ required, documents }: AuditedFiling): string[] {
  return required.filter((name) => !documents.includes(name)).toSorted()
}
