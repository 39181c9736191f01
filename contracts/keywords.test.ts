import { createRequire } from 'node:module'
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contractsOf } from './build/contract.ts'
import { editionNames, editionOf } from './editions.ts'
import { editionContract, editionEnvelope } from './editions/contract.ts'
import { compile } from './keywords.ts'

const require = createRequire(import.meta.url)
const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js')

/** What the standard says against a schema; remarks of ours are unknown to it, and no matter. */
function faults(schema: object): string {
  const ajv = new Ajv2020({ strict: false })
  return ajv.validateSchema(schema) === true ? '' : ajv.errorsText()
}

function read(path: string): object {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as object
}

test('every schema that is compiled is right by the standard', () => {
  const ajv = new Ajv2020({ strict: false })
  const written = readdirSync(new URL('schemas/', import.meta.url)).map((file) =>
    read(`schemas/${file}`))
  const made = contractsOf().map((one) => one.schema)
  const provincial = editionNames().slice(1).map(editionOf).flatMap((edition) => [
    editionEnvelope(edition),
    ...[...new Set(edition.fields.map((one) => one.infno).filter((infno) => infno !== '*'))]
      .flatMap((infno): object[] => {
        const schema = editionContract(infno, edition)?.schema
        return schema === undefined ? [] : [schema]
      }),
  ])
  const all = [...written, ...made, ...provincial]
  const wrong = all.filter((schema) => ajv.validateSchema(schema) !== true)
  expect(wrong).toEqual([])
  expect(all.length).toBeGreaterThan(228)
})

test('the standard finds what is no schema, and so does a keyword that nobody knows', () => {
  expect(faults({ type: 'text' })).toContain('type')
  expect(faults({ required: 'certno' })).toContain('required')
  expect(() => compile({ type: 'string', longest: 3 })).toThrow('unknown keyword')
})
