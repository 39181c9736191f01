import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { CALL_SERVICE_PATH } from '../envelope.ts'
import { sourceOf } from '../source.ts'
import { openApi } from './openapi.ts'
import { sampleOf } from './sample.ts'

interface Document {
  readonly paths: Readonly<Record<string, { readonly post: { readonly operationId: string } }>>
  readonly webhooks: Readonly<Record<string, { readonly post: { readonly operationId: string } }>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

const national = sourceOf('national')
const document = openApi(national, '1.0.0', sampleOf) as unknown as Document

const documents = ['national']
test.each(documents)('the document of %s is valid OpenAPI 3.1', async (edition) => {
  const validator = new Validator()
  const document = openApi(sourceOf(edition), '1.0.0', sampleOf)
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
  const { pathOf } = national.layout
  expect(pathOf('2208')).toBe('/fsi/api/outpatientSettleService/cancleSettletment')
  expect(pathOf('3261')).toBe('/fsi/api/transactions/3261')
  expect(new Set(national.contracts.map((one) => pathOf(one.infno))).size).toBe(228)
  expect(sourceOf('guangdong').layout.pathOf('3261')).toBe('/ebus/gdyb_api/prd/hsa/hgs/3261')
})

test('every reference leads to a component, and every component is used', () => {
  const text = JSON.stringify(document)
  const named = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)]
    .map(([, name = '']) => name))
  expect([...named].toSorted()).toEqual(Object.keys(document.components.schemas).toSorted())
  expect(text).not.toContain('#/$defs/')
})
