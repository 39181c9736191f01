import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { CALL_SERVICE_PATH } from '../envelope.ts'
import { contractsOf } from './contract.ts'
import { openApi, pathOf } from './openapi.ts'

interface Document {
  readonly paths: Readonly<Record<string, { readonly post: { readonly operationId: string } }>>
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly operationId: string } }>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

const contracts = contractsOf()
const document = openApi(contracts, '1.0.0') as unknown as Document

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const outcome = await validator.validate(structuredClone({ ...document }))
  expect(outcome.errors).toBeUndefined()
  expect(outcome.valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('every transaction is one operation, and the single entry is one more', () => {
  const calls = [...Object.values(document.paths), ...Object.values(document.webhooks)]
  const ids = calls.map((one) => one.post.operationId)
  expect(new Set(ids).size).toBe(229)
  expect(ids).toContain('callService')
  expect(Object.keys(document.webhooks)).toHaveLength(4)
  expect(document.paths[CALL_SERVICE_PATH]).toBeDefined()
})

test('a path is the service name that provinces use, spelling mistakes included', () => {
  expect(pathOf('2208')).toBe('/fsi/api/outpatientSettleService/cancleSettletment')
  expect(pathOf('3261')).toBe('/fsi/api/transactions/3261')
  expect(new Set(contracts.map((one) => pathOf(one.infno))).size).toBe(228)
})

test('every reference leads to a component, and every component is used', () => {
  const text = JSON.stringify(document)
  const named = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((one) => one[1]))
  expect([...named].toSorted()).toEqual(Object.keys(document.components.schemas).toSorted())
  expect(text).not.toContain('#/$defs/')
})
