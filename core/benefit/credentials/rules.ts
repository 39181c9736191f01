/** What an insured place demands of vouchers where no document decides it: parameters. */

/** Declared per insured place; none of these is anybody's law. */
export interface CredentialRules {
  /** Where a card below the ministry's standard (部颁标准) is taken all the same (A0-33). */
  readonly localCardsIn: 'pooling-area' | 'province'
  /** Least version of the card specification that counts as the ministry's. */
  readonly leastCardVersion: string
  /** How long an e-voucher token lives from its issue. */
  readonly tokenMinutes: number
  /** Whether a token opens one visit or, while it lives, several (RULE-058). */
  readonly tokenOpens: 'one-visit' | 'any'
  /** The register's own e-voucher number, which never changes: taken as a voucher or not. */
  readonly standingNumber: 'accepted' | 'refused'
}

export const DEFAULT_CREDENTIAL_RULES: CredentialRules = {
  localCardsIn: 'pooling-area',
  leastCardVersion: '1.00',
  tokenMinutes: 120,
  tokenOpens: 'one-visit',
  standingNumber: 'accepted',
}

/** The rules of a place: what it declares, else the defaults. */
export function credentialRulesOf(
  { credentials }: { readonly credentials?: Partial<CredentialRules> },
): CredentialRules {
  return { ...DEFAULT_CREDENTIAL_RULES, ...credentials }
}
