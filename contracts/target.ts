/** The target file (YAML): who is tested and how it is driven. Schema: `target.schema.json`. */

/** One institution that the party answers for. */
export interface Institution {
  /** H or P and eleven digits. */
  readonly fixmedins_code: string
  readonly fixmedins_name: string
  readonly type: 'hospital' | 'pharmacy'
  /** Area the institution stands in (就医地), six digits. */
  readonly admdvs: string
  readonly tier: 1 | 2 | 3
}

/** `example` is our own hospital, perhaps with a defect; `http` asks an adapter of the party. */
export type Driver =
  | { readonly kind: 'example'; readonly defect?: string }
  | { readonly kind: 'http'; readonly url: string; readonly timeoutMs?: number }

export interface Target {
  readonly schema: 'liantiao/target/1'
  readonly kind: 'hospital'
  readonly name: string
  readonly edition: 'national'
  /** At least one hospital. */
  readonly institutions: readonly Institution[]
  /** Where our platform listens; port 0 takes any free one. */
  readonly platform?: { readonly port: number }
  readonly driver: Driver
}
