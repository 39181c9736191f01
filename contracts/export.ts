/**
 * The whole interface as files for somebody who does not run this program: a pair of JSON Schemas
 * for each transaction, sample messages, types, dictionaries, OpenAPI, requirement rows, pages to
 * read, and an index with a digest of each. Pure: nothing is written here.
 */
import { createHash } from 'node:crypto'
import type { Contract } from './build/contract.ts'
import { openApi } from './build/openapi.ts'
import { indexPage, pageOf } from './build/pages.ts'
import { pairOf } from './build/portable.ts'
import { sampleOf } from './build/sample.ts'
import type { Side } from './build/sample.ts'
import { typesText } from './build/types.ts'
import type { Change } from './compare/change.ts'
import { compareContracts } from './compare/compare.ts'
import { contractSetOf } from './compare/contract-set.ts'
import { allRequirements } from './requirements.ts'
import { sourceOf } from './source.ts'
import type { Source } from './source.ts'

/** Written as `index.json` in every export. */
export interface ContractIndex {
  readonly schema: 'liantiao/contracts/1'
  readonly version: string
  readonly edition: string
  /** SHA-256 over the lines `digest path` of all files, sorted by path. */
  readonly digest: string
  readonly transactions: readonly {
    readonly infno: string
    readonly title: string
    readonly direction: string
    readonly request: string
    readonly response: string
    readonly page: string
  }[]
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
}

const README = `# 接口契约

| 文件 | 内容 |
| --- | --- |
| \`index.json\` | 版本、交易一览、每个文件的SHA-256 |
| \`schemas/\` | 每个交易一对JSON Schema（2020-12）：整个请求报文、整个应答报文；各自独立，无需其他文件 |
| \`examples/\` | 每个交易的示例请求与示例应答 |
| \`pages/\` | 每个交易一页说明，[一览](pages/README.md) |
| \`openapi.json\` | OpenAPI 3.1 |
| \`types.ts\` | TypeScript类型 |
| \`dictionaries.json\` | 字典 |
| \`requirements.json\` | 要求条目及其出处 |

Schema中以\`x-\`开头的关键字是注释：\`x-decimal\`（总位数、小数位数）、\`x-date\`、\`x-dictionary\`、\`x-meanings\`、
\`x-node\`。标准关键字说不清的两点需另行检查：日期是否存在（2月30日），以JSON数字传送的金额的小数位数
（不用\`multipleOf: 0.01\`，因为多数校验器会因浮点误差误判0.29）。
`

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** In the national edition the samples are those written by hand, where there are any. */
function samplerOf({ edition, envelope }: Source): (contract: Contract, side: Side) => object {
  return (contract, side) => edition === 'national'
    ? sampleOf(contract, side) : sampleOf(contract, side, envelope)
}

function transactionFiles(
  one: Contract,
  source: Source,
  changes: readonly Change[],
): [string, string][] {
  const pair = pairOf(one, source.envelope)
  const sampler = samplerOf(source)
  const [request, response] = [sampler(one, 'request'), sampler(one, 'response')]
  const page = pageOf(one, {
    contracts: source.contracts,
    dictionaries: source.dictionaries,
    path: source.layout.pathOf(one.infno),
    changes: changes.filter((change) => change.transaction === one.infno)
      .map((change) => change.message.zh),
    request,
    response,
  })
  return [
    [`schemas/${one.infno}.request.json`, json(pair.request)],
    [`schemas/${one.infno}.response.json`, json(pair.response)],
    [`examples/${one.infno}.request.json`, json(request)],
    [`examples/${one.infno}.response.json`, json(response)],
    [`pages/${one.infno}.md`, page],
  ]
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function indexOf(
  files: ReadonlyMap<string, string>,
  source: Source,
  version: string,
): ContractIndex {
  const listed = [...files].map(([path, text]) => ({ path, sha256: sha256(text) }))
    .toSorted((left, right) => left.path < right.path ? -1 : 1)
  return {
    schema: 'liantiao/contracts/1',
    version,
    edition: source.edition,
    digest: sha256(listed.map((one) => `${one.sha256} ${one.path}\n`).join('')),
    transactions: source.contracts.map(({ infno, title, direction }) => ({
      infno,
      title,
      direction,
      request: `schemas/${infno}.request.json`,
      response: `schemas/${infno}.response.json`,
      page: `pages/${infno}.md`,
    })),
    files: listed,
  }
}

/**
 * Every file of an export by its path, `index.json` last.
 * @param version of the product, for the index and the OpenAPI document
 * @param edition whose contracts; a transaction that cannot be called there is left out
 */
export function exportFiles(version: string, edition = 'national'): Map<string, string> {
  const source = sourceOf(edition)
  const { contracts } = source
  const changes = edition === 'national' ? []
    : compareContracts(contractSetOf('national', version), contractSetOf(edition, version))
  const files = new Map(contracts.flatMap((one) => transactionFiles(one, source, changes)))
  files.set('schemas/envelope.json', json(source.envelope))
  files.set('pages/README.md', indexPage(contracts, (infno) => `${infno}.md`))
  files.set('openapi.json', json(openApi(source, version, samplerOf(source))))
  files.set('types.ts', typesText(contracts))
  files.set('dictionaries.json', json({
    schema: 'liantiao/dictionaries/1', dictionaries: source.dictionaries,
  }))
  files.set('requirements.json', json({
    schema: 'liantiao/requirements/1', requirements: allRequirements(),
  }))
  files.set('README.md', README)
  return files.set('index.json', json(indexOf(files, source, version)))
}
