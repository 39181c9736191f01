/** An edition: where one province (or the national baseline) differs from the printed tables. */
import { readFileSync } from 'node:fs'

/** What a field or a node is set to; everything not named stays as the table has it. */
export interface Setting {
  readonly required?: boolean
  readonly type?: string
  readonly length?: number
}

export interface Edition {
  readonly edition: string
  readonly title: string
  /** `*` stands for every infno, direction or node. */
  readonly fields: readonly {
    readonly infno: string
    readonly direction: string
    readonly node: string
    readonly field: string
    readonly set: Setting
    readonly reason: string
  }[]
  readonly nodes: readonly {
    readonly infno: string
    readonly direction: string
    readonly node: string
    readonly set: Setting
    readonly reason: string
  }[]
  readonly dictionaries: readonly {
    readonly dictionary: string
    readonly add: Readonly<Record<string, string>>
    readonly reason: string
  }[]
  /** JSON Schema keywords of `schemas/envelope.schema.json`; a test holds the two together. */
  readonly envelope: readonly {
    readonly field: string
    readonly set: Readonly<Record<string, unknown>>
    readonly reason: string
  }[]
}

let national: Edition | undefined

/** The national baseline, read once. */
export function nationalEdition(): Edition {
  national ??= JSON.parse(
    readFileSync(new URL('editions/national.json', import.meta.url), 'utf8'),
  ) as Edition
  return national
}
