/** What is wrong with a target file's content: by the schema, and by what only the tables know. */
import { poolingAreaOf } from '../contracts/areas.ts'
import { checkDocument } from '../contracts/documents.ts'
import type { Target } from '../contracts/target.ts'
import { exampleInstitutions } from '../scenarios/example-party.ts'
import { DEFECTS } from '../simulators/defects/catalogue.ts'
import { isHttpUrl } from './options.ts'
import type { Said } from './texts.ts'

/** What is wrong, and where: a JSON pointer into the file. */
export interface Fault {
  readonly pointer: string
  readonly said: Said
}

/** The first fault: of form by the schema, then what only the tables know. */
export function faultOf(data: unknown): Fault | undefined {
  if (data === null || data === undefined) {
    return {
      pointer: '',
      said: {
        zh: '文件为空；请按liantiao certify --help中的示例填写',
        en: 'the file is empty; liantiao certify --help shows one to begin with',
      },
    }
  }
  const [fault] = checkDocument('target', data)
  if (fault === undefined) return institutionFault(data as Target) ?? driverFault(data as Target)
  const unquoted = fault.rule === 'type' && fault.expected === 'string'
  const english = fault.message.en.replace(/^: /, '')
  return {
    pointer: fault.pointer,
    said: {
      zh: `${fault.message.zh}${unquoted ? "；请加引号，如 '520100'" : ''}`,
      en: `${english}${unquoted ? "; put it in quotes, e.g. '520100'" : ''}`,
    },
  }
}

function institutionFault({ institutions }: Target): Fault | undefined {
  for (const [at, { admdvs, fixmedins_code }] of institutions.entries()) {
    if (poolingAreaOf(admdvs) === undefined) {
      return {
        pointer: `/institutions/${at}/admdvs`,
        said: {
          zh: `没有医保区划${admdvs}；请填就医地的六位区划代码，如 520100`,
          en: `there is no area ${admdvs}; give the six digits of the place of care, e.g. 520100`,
        },
      }
    }
    const first = institutions.findIndex((one) => one.fixmedins_code === fixmedins_code)
    if (first < at) {
      return {
        pointer: `/institutions/${at}/fixmedins_code`,
        said: {
          zh: `${fixmedins_code}与institutions.${first}重复；每家机构只写一次`,
          en: `${fixmedins_code} is also institutions.${first}; name each institution once`,
        },
      }
    }
  }
  return undefined
}

function driverFault({ driver, institutions }: Target): Fault | undefined {
  if (driver.kind === 'http') {
    if (isHttpUrl(driver.url)) return undefined
    return {
      pointer: '/driver/url',
      said: {
        zh: `${driver.url}：不是完整的地址，应如 http://127.0.0.1:18090`,
        en: `${driver.url}: not a whole address, e.g. http://127.0.0.1:18090`,
      },
    }
  }
  const mine = exampleInstitutions.map((one) => one.fixmedins_code)
  const foreign = institutions.findIndex((one) => !mine.includes(one.fixmedins_code))
  if (foreign !== -1) {
    return {
      pointer: `/institutions/${foreign}/fixmedins_code`,
      said: {
        zh: `driver.kind为example时只能是${mine.join('、')}；其他机构请用driver.kind: http`,
        en: `the example hospital is only ${mine.join(', ')}; others need driver.kind: http`,
      },
    }
  }
  const { defect } = driver
  if (defect === undefined || DEFECTS.some((one) => one.id === defect)) return undefined
  const known = DEFECTS.map((one) => one.id)
  return {
    pointer: '/driver/defect',
    said: {
      zh: `没有缺陷${defect}；可用：${known.join('、')}`,
      en: `no defect ${defect}; there are: ${known.join(', ')}`,
    },
  }
}
