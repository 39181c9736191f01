/** Where a message goes: the path layouts that provinces use, both ways. */
import { CALL_SERVICE_PATH } from '../envelope.ts'
import { readTable } from '../tsv.ts'

export type PathLayoutId =
  | 'single-entry'
  | 'oauth2-single-entry'
  | 'path-per-transaction'
  | 'infno-in-path'
  | 'csb-header'

export interface PathLayout {
  readonly id: PathLayoutId
  readonly title: { readonly zh: string; readonly en: string }
  /** What stands before the part that names the transaction; a province may have its own. */
  readonly prefix: string
  /** How the transaction is named. */
  readonly names: 'body' | 'service' | 'infno' | 'header'
  /** Where a token is fetched: password grant, client id and secret by Basic; then Bearer. */
  readonly tokenPath?: string
}

export const PATH_LAYOUTS: Readonly<Record<PathLayoutId, PathLayout>> = {
  'single-entry': {
    id: 'single-entry',
    title: { zh: '单一入口', en: 'single entry' },
    prefix: CALL_SERVICE_PATH,
    names: 'body',
  },
  'oauth2-single-entry': {
    id: 'oauth2-single-entry',
    title: { zh: '单一入口（OAuth2）', en: 'single entry with OAuth2' },
    prefix: '/mbs/fmi/fsi/api/callFsiService/callService',
    names: 'body',
    tokenPath: '/auth/oauth/token',
  },
  'path-per-transaction': {
    id: 'path-per-transaction',
    title: { zh: '每个交易一个路径', en: 'one path per transaction' },
    prefix: '/ebus/mbs_fsi_auth',
    names: 'service',
  },
  'infno-in-path': {
    id: 'infno-in-path',
    title: { zh: '路径带交易编号', en: 'infno in the path' },
    prefix: '/ebus/gdyb_api/prd/hsa/hgs/',
    names: 'infno',
  },
  'csb-header': {
    id: 'csb-header',
    title: { zh: 'CSB 请求头带交易编号', en: 'infno in a CSB header' },
    prefix: '/CSB',
    names: 'header',
  },
}

/**
 * The path for a transaction. Undefined when the layout needs a service name and none is known;
 * where two provinces name one transaction differently, the table's first name.
 */
export function pathOf(layout: PathLayout, infno: string): string | undefined {
  if (layout.names === 'infno') return layout.prefix + infno
  if (layout.names !== 'service') return layout.prefix
  const row = serviceNames().find((one) => one['infno'] === infno)
  return row === undefined ? undefined : layout.prefix + row['path']
}

/** The transaction that path and headers name; undefined when only the body says it, or nobody. */
export function infnoOf(
  layout: PathLayout,
  path: string,
  headers: Readonly<Record<string, string>>,
): string | undefined {
  if (layout.names === 'body') return undefined
  if (layout.names === 'header') {
    return Object.entries(headers).find(([name]) => name.toLowerCase() === '_api_name')?.[1]
  }
  const [plain = ''] = path.split('?')
  if (!plain.startsWith(layout.prefix)) return undefined
  const rest = plain.slice(layout.prefix.length)
  if (layout.names === 'infno') return /^[0-9]{4,6}[A-Z]?$/.test(rest) ? rest : undefined
  return serviceNames().find((one) => one['path'] === rest)?.['infno']
}

let table: ReturnType<typeof readTable> | undefined

/** One row for each name; the spelling mistakes in it are part of the wire. */
function serviceNames(): ReturnType<typeof readTable> {
  table ??= readTable('gateways/service-names.tsv')
  return table
}
