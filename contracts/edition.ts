/** An edition: where one province (or the national baseline) differs from the printed tables. */
import { readFileSync } from 'node:fs'
import type { GatewaySchemeId } from './gateways/scheme.ts'

/** What a field or a node is set to; everything not named stays as the table has it. */
export interface Setting {
  readonly required?: boolean
  readonly type?: string
  readonly length?: number
  /** JSON Schema keywords beside the table's own, e.g. `pattern` with its `x-expected`. */
  readonly keywords?: Readonly<Record<string, unknown>>
}

/** A field that the printed tables do not have. */
export interface AddedField {
  readonly title: string
  readonly type: string
  readonly length?: number
  readonly scale?: number
  readonly required?: boolean
  readonly dictionary?: string
}

/** Where an entry applies; `*` stands for every infno, direction or node, `-` for the root. */
export interface EntryPlace {
  readonly infno: string
  readonly direction: string
  readonly node: string
  /** Why, and whence it is known; "inferred" where nobody says it outright. */
  readonly reason: string
}

export interface Edition {
  readonly edition: string
  readonly title: string
  /** Transactions that hospitals can call here, or cannot. */
  readonly wiring: readonly {
    readonly infno: string
    readonly wired: boolean
    /** What is called in its place. */
    readonly instead?: string
    /** Another title than the tables have; with it an entry may name a number they lack. */
    readonly title?: string
    readonly reason: string
  }[]
  readonly fields: readonly (EntryPlace & { readonly field: string; readonly set: Setting })[]
  readonly nodes: readonly (EntryPlace & { readonly set: Setting })[]
  readonly added: readonly (EntryPlace & { readonly field: string; readonly as: AddedField })[]
  readonly addedNodes: readonly (EntryPlace & {
    /** Name of the new node; `node` is the one around it. */
    readonly name: string
    readonly many: boolean
    readonly title: string
    /** Node of another transaction whose fields it has. */
    readonly like?: { readonly infno: string; readonly direction: string; readonly node: string }
    readonly members?: Readonly<Record<string, AddedField>>
  })[]
  readonly renamed: readonly (EntryPlace & { readonly field: string; readonly to: string })[]
  readonly dropped: readonly (EntryPlace & { readonly field: string })[]
  readonly dictionaries: readonly {
    readonly dictionary: string
    readonly add: Readonly<Record<string, string>>
    readonly remove?: readonly string[]
    /** The whole list, in place of the printed one. */
    readonly only?: Readonly<Record<string, string>>
    readonly reason: string
  }[]
  /** JSON Schema keywords of `schemas/envelope.schema.json`; a test holds the two together. */
  readonly envelope: readonly {
    readonly side?: 'request' | 'response'
    readonly field: string
    /** `required` says whether the envelope must have the field. */
    readonly set: Readonly<Record<string, unknown>>
    readonly drop?: boolean
    readonly reason: string
  }[]
  readonly gateway?: {
    readonly scheme: GatewaySchemeId
    readonly timestamp?: 'seconds' | 'milliseconds'
    /** Path where a token is fetched before the first call. */
    readonly token?: string
    readonly reason: string
  }
  readonly paths?: {
    readonly layout: 'single' | 'per-transaction' | 'infno-in-path' | 'fixed'
    /** The whole path, or what stands in front of a transaction's own. */
    readonly path: string
    readonly own?: Readonly<Record<string, string>>
    readonly reason: string
  }
}

/** An edition that changes nothing. */
export const EMPTY_EDITION: Edition = {
  edition: '', title: '', wiring: [], fields: [], nodes: [], added: [], addedNodes: [],
  renamed: [], dropped: [], dictionaries: [], envelope: [],
}

let national: Edition | undefined

/** The national baseline, read once. */
export function nationalEdition(): Edition {
  national ??= {
    ...EMPTY_EDITION,
    ...JSON.parse(
      readFileSync(new URL('editions/national.json', import.meta.url), 'utf8'),
    ) as Partial<Edition>,
  }
  return national
}
