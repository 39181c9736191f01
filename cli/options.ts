/** Readers of option values; each fault names the option, what it was given, and the cure. */
import { UsageError } from './texts.ts'

/** A whole number, e.g. a seed. */
export function wholeNumber(option: string, least = 0): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
    throw new UsageError({
      zh: `${option} ${text}：应为不小于${least}的整数，如 7`,
      en: `${option} ${text}: a whole number from ${least} is needed, e.g. 7`,
    })
  }
}

/** A TCP port; 0 takes any free one. */
export function port(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value <= 65_535) return value
    throw new UsageError({
      zh: `${option} ${text}：端口应为0到65535的整数；0表示任选空闲端口`,
      en: `${option} ${text}: a port is a whole number from 0 to 65535; 0 takes any free one`,
    })
  }
}

/** One of a few words. */
export function oneOf<Word extends string>(
  option: string,
  words: readonly Word[],
): (text: string) => Word {
  return (text) => {
    const word = words.find((one) => one === text)
    if (word !== undefined) return word
    throw new UsageError({
      zh: `${option} ${text}：没有该取值；可用：${words.join('、')}`,
      en: `${option} ${text}: no such value; there are: ${words.join(', ')}`,
    })
  }
}

/** A level of --log-level. */
export const logLevel = oneOf('--log-level', ['silent', 'error', 'warn', 'info', 'debug'])

/** An address that a party can be called at. */
export function httpUrl(option: string): (text: string) => string {
  return (text) => {
    if (isHttpUrl(text)) return text
    throw new UsageError({
      zh: `${option} ${text}：不是http地址，应如 http://127.0.0.1:18080`,
      en: `${option} ${text}: not an http address, e.g. http://127.0.0.1:18080`,
    })
  }
}

/** True for an absolute http or https address with a host. */
export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol)
}
