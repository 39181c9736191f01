/** A program in the making: functions as text, and the values that they speak of. */
import { compileFunction } from 'node:vm'
import { helpers } from './values.ts'

/** True only when a value is certainly right; false is doubt, not a verdict. */
export type Accept = (value: unknown) => boolean

export interface Program {
  /** Adds a function of one argument; answers its name. */
  define(parameter: string, body: string): string
  /** Adds a value that no text can say, such as a set; answers its name. */
  constant(value: unknown): string
  /** Compiles all that was defined, and answers the function that says this of `value`. */
  finish(expression: string): Accept
}

/** A program without functions. Texts are made of schemas that we wrote, never of messages. */
export function emptyProgram(): Program {
  const functions: string[] = []
  const constants: unknown[] = []
  return {
    define(parameter, body) {
      const name = `f${functions.length}`
      functions.push(`function ${name}(${parameter}) {\n${body}\n}`)
      return name
    },
    constant(value) {
      constants.push(value)
      return `c${constants.length - 1}`
    },
    finish(expression) {
      const named = constants.map((one, at) => [`c${at}`, one] as const)
      const known = { ...helpers, ...Object.fromEntries(named) }
      const text = [
        '"use strict"',
        `const { ${Object.keys(known).join(', ')} } = known`,
        ...functions,
        `return (value) => ${expression}`,
      ].join('\n')
      return (compileFunction(text, ['known']) as (all: object) => Accept)(known)
    },
  }
}
