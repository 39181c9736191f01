/**
 * The trace: what was computed, from what, by which parameter. Steps are facts, so that keeping
 * them costs little; `trace-text.ts` makes sentences of them when somebody asks.
 */
import type { StepName } from './step-names.ts'
import type { ParameterName } from './parameter-names.ts'

/** A number, or a decision, of the policy pack. */
export interface Parameter {
  readonly name: ParameterName
  /** JSON pointer below the pack's policy of the insurance type, or below the pack for switches. */
  readonly pointer: string
  readonly value: number | string | boolean
  /** fen, basis points, a count, or nothing for a decision. */
  readonly unit: 'fen' | 'bp' | 'times' | 'years' | ''
}

export interface Product {
  readonly fen: number
  readonly ratioBp: number
}

/** How an amount came about; every number is fen unless its name says otherwise. */
export type Formula =
  | { readonly form: 'none' }
  | { readonly form: 'given' }
  | { readonly form: 'shares'; readonly of: readonly Product[] }
  | { readonly form: 'least'; readonly of: readonly number[] }
  | { readonly form: 'sum'; readonly of: readonly number[] }
  | { readonly form: 'difference'; readonly from: number; readonly less: readonly number[] }
  | { readonly form: 'quotient'; readonly fen: number; readonly ratioBp: number }
  | {
      readonly form: 'ratio'
      readonly localBp: number
      readonly bonusBp: number
      readonly sizeBp: number
      readonly mode: 'points' | 'pay-first' | 'multiplier'
    }
  | { readonly form: 'days'; readonly fen: number; readonly days: number; readonly of: number }
  | { readonly form: 'added'; readonly before: number; readonly change: number }

/** One step: its name tells number, rule, unit and titles (`STEPS`). */
export interface TraceStep {
  readonly what: StepName
  /** In the unit of the step: fen or basis points. */
  readonly amount: number
  readonly formula: Formula
  readonly parameters: readonly Parameter[]
  /** Index of the part of the benefit, -1 for the settlement as a whole. */
  readonly part: number
  /** What a step of a list is about: an accumulator with its year, or a payer's id. */
  readonly of?: string
}

/** Collects the steps of one settlement. */
export class Trace {
  readonly steps: TraceStep[] = []
  part = -1

  /** Adds a step and answers its amount. */
  note(
    what: StepName,
    amount: number,
    formula: Formula,
    parameters: readonly Parameter[] = NO_PARAMETERS,
  ): number {
    this.steps.push({ what, amount, formula, parameters, part: this.part })
    return amount
  }

  /** Adds a step about one of several. */
  noteOf(
    what: StepName,
    of: string,
    amount: number,
    formula: Formula,
    parameters: readonly Parameter[] = NO_PARAMETERS,
  ): number {
    this.steps.push({ what, amount, formula, parameters, part: this.part, of })
    return amount
  }

  /** Adds a layer that pays nothing because the policy does not give it to this person. */
  none(what: StepName): number {
    return this.note(what, 0, NONE)
  }
}

const NO_PARAMETERS: readonly Parameter[] = []
const NONE: Formula = { form: 'none' }
/** The amount was not computed here. */
export const GIVEN: Formula = { form: 'given' }
