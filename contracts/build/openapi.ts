/**
 * One OpenAPI 3.1 document of the whole interface. The interface has a single entry that carries
 * every transaction, which tools for OpenAPI show as one operation; so the document also has the
 * layout with one path for each transaction, with the service names that provinces use where they
 * are known. Calls from the platform to the institution are webhooks.
 */
import type { Source } from '../source.ts'
import type { Contract } from './contract.ts'
import { pairOf } from './portable.ts'
import type { Pair } from './portable.ts'
import type { Schema } from './schema.ts'
import { FAMILIES } from './words.ts'

type Box = Readonly<Record<string, unknown>>
type Side = 'request' | 'response'

const ABOUT = [
  '由字段表生成，涵盖全部交易。字段之间的条件（例如凭证类型为03时卡识别码必填）见逐交易的JSON Schema。',
  '统一入口在报文头`infno`中携带交易编号，国家基线与`liantiao serve`用此方式。',
  '一交易一地址的布局用于浙江、河北、内蒙古：已知服务名的照录（含原有拼写错误）；' +
    '`/fsi/api/transactions/{交易编号}`表示地址未知，仅供代码生成与浏览。',
  '医保平台调用定点医药机构的交易列在webhooks。',
  '业务失败仍为HTTP 200，`infcode`为-1；网关拒绝为4xx。',
].join('\n\n')

const KEYS: Readonly<Record<string, readonly [header: string, about: string]>> = {
  csb: ['_api_signature', 'CSB网关：HmacSHA1，签名覆盖_api_*请求头'],
  tif: ['x-tif-signature', 'TIF网关：SHA-256，覆盖时间戳、令牌与随机串'],
  hmacSm3: ['x-ca-signature', '浙江网关：HMAC-SM3，覆盖时间戳与报文体'],
}

/** Conditions between fields are left to the pairs: tools for OpenAPI do not understand them. */
function withoutRules(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRules)
  if (typeof value !== 'object' || value === null) return value
  const { allOf, 'x-warn': _warn, ...rest } =
    value as { readonly allOf?: readonly object[]; readonly 'x-warn'?: unknown }
  const kept = allOf?.filter((one) => !('x-rule' in one)) ?? []
  const inside = Object.entries(rest).map(([key, one]) => [key, withoutRules(one)])
  return { ...Object.fromEntries(inside), ...(kept.length === 0 ? {} : { allOf: kept }) }
}

function nameOf(infno: string, side: Side): string {
  return `${side === 'request' ? 'Request' : 'Response'}${infno}`
}

function ref(name: string): Box {
  return { $ref: `#/components/schemas/${name}` }
}

/**
 * A component may not point into its own document root, so input and output stand beside it. That
 * an accepted answer must have its output is left to the pair: generators and viewers for OpenAPI
 * do not understand `if` and `then`.
 */
function components(contract: Contract, envelope: Pair): [string, Schema][] {
  return (['request', 'response'] as const).flatMap((side): [string, Schema][] => {
    const { $schema: _dialect, $id: _id, $defs, if: _if, then: _then, ...whole } =
      pairOf(contract, envelope)[side]
    const body = withoutRules(whole) as Schema
    const part = side === 'request' ? 'input' : 'output'
    const inner = ($defs as Readonly<Record<string, Schema>> | undefined)?.[part]
    const name = nameOf(contract.infno, side)
    if (inner === undefined) return [[name, body]]
    const inside = `${side === 'request' ? 'Input' : 'Output'}${contract.infno}`
    const place = side === 'request' ? ref(inside) : { anyOf: [ref(inside), { type: 'null' }] }
    const properties = { ...body['properties'] as Readonly<Record<string, Schema>>, [part]: place }
    return [[name, { ...body, properties }], [inside, withoutRules(inner) as Schema]]
  })
}

function answers(content: Box): Box {
  return {
    200: { description: '已应答；infcode为0表示成功，-1表示失败', content },
    '4XX': { $ref: '#/components/responses/Gateway' },
  }
}

/** Sample message of a transaction, for the examples of its operation. */
export type SampleOf = (contract: Contract, side: Side) => object

function operation(contract: Contract, sampleOf: SampleOf): Box {
  const body = (side: Side): Box => {
    const schema = ref(nameOf(contract.infno, side))
    return { 'application/json': { schema, example: sampleOf(contract, side) } }
  }
  return {
    operationId: `transaction${contract.infno}`,
    summary: `${contract.infno} ${contract.title}`,
    tags: [FAMILIES[contract.family] ?? contract.family],
    requestBody: { required: true, content: body('request') },
    responses: answers(body('response')),
  }
}

function singleEntry(contracts: readonly Contract[]): Box {
  const any = (side: Side): readonly Box[] => contracts.map((one) => ref(nameOf(one.infno, side)))
  const mapping = Object.fromEntries(contracts.map((one) =>
    [one.infno, `#/components/schemas/${nameOf(one.infno, 'request')}`]))
  const asked = { oneOf: any('request'), discriminator: { propertyName: 'infno', mapping } }
  return {
    operationId: 'callService',
    summary: '统一入口：全部交易',
    tags: ['统一入口'],
    requestBody: { required: true, content: { 'application/json': { schema: asked } } },
    responses: answers({ 'application/json': { schema: { anyOf: any('response') } } }),
  }
}

function security(): Box {
  const keys = Object.entries(KEYS).map(([name, [header, description]]) =>
    [name, { type: 'apiKey', in: 'header', name: header, description }])
  const bearer = { type: 'http', scheme: 'bearer', description: '吉林：OAuth2令牌' }
  return { ...Object.fromEntries(keys), bearer }
}

const GATEWAY = {
  description: '网关拒绝，例如缺少请求头、签名不一致、时间戳超时',
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'integer' }, message: { type: 'string' } },
      },
    },
  },
}

/**
 * The document, ready to be written as JSON.
 * @param source the interface that it describes
 * @param version of the product that writes it
 */
export function openApi(source: Source, version: string, sampleOf: SampleOf): Box {
  const { contracts, envelope, layout } = source
  const called = contracts.filter((one) => one.direction !== 'platform->institution')
  const callBacks = contracts.filter((one) => one.direction === 'platform->institution')
  const families = [...new Set(contracts.map((one) => FAMILIES[one.family] ?? one.family))]
  const groups = layout.entry === undefined ? families : ['统一入口', ...families]
  return {
    openapi: '3.1.1',
    info: {
      title: `医疗保障信息平台定点医药机构接口（${source.title}）`,
      version,
      description: ABOUT,
      license: { name: 'UNLICENSED', identifier: 'LicenseRef-UNLICENSED' },
    },
    servers: [{ url: 'http://127.0.0.1:18080', description: 'liantiao serve' }],
    security: [{}, ...[...Object.keys(KEYS), 'bearer'].map((name) => ({ [name]: [] }))],
    tags: groups.map((name) => ({ name, description: `${name}类交易` })),
    paths: {
      ...(layout.entry === undefined ? {} : { [layout.entry]: { post: singleEntry(called) } }),
      ...Object.fromEntries(called.map((one) =>
        [layout.pathOf(one.infno), { post: operation(one, sampleOf) }])),
    },
    webhooks: Object.fromEntries(callBacks.map((one) =>
      [`transaction${one.infno}`, { post: operation(one, sampleOf) }])),
    components: {
      securitySchemes: security(),
      responses: { Gateway: GATEWAY },
      schemas: Object.fromEntries(contracts.flatMap((one) => components(one, envelope))),
    },
  }
}
