import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { SIMULATED } from '../../core/platform/app.ts'
import { performed } from '../../scenarios/offline/testing.ts'
import { contractsOf } from '../build/contract.ts'
import { sampleOf } from '../build/sample.ts'
import { editionNames, editionOf } from '../editions.ts'
import { editionContract, editionEnvelope } from '../editions/contract.ts'
import { wiringOf } from '../editions/wiring.ts'
import { failingEnvelopes, failingExamples } from '../rules/failing-examples.ts'
import { checkRequest, checkResponse } from '../validate.ts'
import { draws, oneIn } from '../testing-thorough.ts'
import type { SchemaNode } from '../violation.ts'
import { contractOf } from './contract-of.ts'
import type { Side } from './contract-of.ts'
import { requestFindings, responseFindings } from './findings.ts'
import { rightAtAGlance } from './glance.ts'
import { changedMessages } from './testing.ts'

/** Mutations of each message; many messages, so a few of each are many in all. */
const RUNS = draws(8, 25)

const SIDES = ['request', 'response'] as const
const contracts = oneIn(3, contractsOf())
const directory = new URL('../examples/', import.meta.url)

function found(infno: string, message: unknown, side: Side, edition: string) {
  return side === 'request'
    ? requestFindings(infno, message, edition) : responseFindings(infno, message, edition)
}

/** The schema of a whole message: that of the envelope with that of what it carries inside. */
function wholeSchema(infno: string, side: Side, edition: string): SchemaNode {
  const envelope = contractOf('envelope', side, edition)?.schema
  const body = contractOf(infno, side, edition)?.schema ?? {}
  const node = side === 'request' ? 'input' : 'output'
  return { ...envelope, properties: { ...envelope?.properties, [node]: body } }
}

/** Changes a right message at random; answers how many were right at a glance all the same. */
function acceptedAmong(runs: number, infno: string, message: object, side: Side, edition: string) {
  let accepted = 0
  const changed = changedMessages(wholeSchema(infno, side, edition), JSON.stringify(message))
  fc.assert(fc.property(changed, (one) => {
    if (!rightAtAGlance(infno, one, side, edition)) return
    accepted += 1
    expect(found(infno, one, side, edition)).toEqual([])
  }), { numRuns: runs, seed: 1 })
  return accepted
}

describe.each(SIDES)('a %s of any transaction', (side) => {
  test('made from its schema is right at a glance', () => {
    const doubted = contracts.map((one) => one.infno).filter((infno, at) => {
      const contract = contracts[at]
      return contract !== undefined
        && !rightAtAGlance(infno, sampleOf(contract, side), side, 'national')
    })
    expect(doubted).toEqual([])
  })

  test('is right at a glance only when nothing is found in it', () => {
    const accepted = contracts.map((one) =>
      acceptedAmong(RUNS, one.infno, sampleOf(one, side), side, 'national'))
    // Some mutations leave a message right and most do not, or nothing would have been tried.
    const share = accepted.reduce((sum, one) => sum + one, 0) / (RUNS * contracts.length)
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.95)
  }, 120_000)
})

const editions = oneIn(3, editionNames().slice(1))

test.each(editions)('the glance and the edition %s never disagree', (name) => {
  const edition = editionOf(name)
  const changed = ['fields', 'added', 'addedNodes', 'renamed', 'dropped', 'nodes'] as const
  const named = changed.flatMap((kind) => edition[kind].map((one) => one.infno))
  const infnos = [...new Set([...named, '2207'])]
    .filter((infno) => infno !== '*' && wiringOf(infno, edition).status === 'wired')
  const envelope = (editionEnvelope(edition) as { $defs: Record<Side, SchemaNode> }).$defs
  const accepted = infnos.flatMap((infno) => {
    const contract = editionContract(infno, edition)
    if (contract === undefined) return []
    return SIDES.flatMap((side) => {
      const sample = sampleOf(contract, side, envelope)
      // What is made from the schema alone may break a condition of the edition.
      return found(infno, sample, side, name).length === 0
        ? [acceptedAmong(2 * RUNS, infno, sample, side, name)] : []
    })
  })
  expect(accepted.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(0)
}, 120_000)

test('no failing example is right at a glance', () => {
  const infnos = readdirSync(directory).map((file) => file.replace('.json', ''))
  const examples = [
    ...infnos.flatMap((infno) => failingExamples(infno).map((one) => ({ infno, ...one }))),
    ...failingEnvelopes().map((one) => ({ infno: '2207', ...one })),
  ]
  const accepted = examples.filter(({ infno, message, side }) =>
    rightAtAGlance(infno, message, side, 'national'))
  expect(accepted.map(({ infno, title }) => `${infno} ${title}`)).toEqual([])
  expect(examples.length).toBeGreaterThan(1000)
})

test.each(SIMULATED)('the written examples of %s are right at a glance', (infno) => {
  const text = readFileSync(new URL(`${infno}.json`, directory), 'utf8')
  const { valid } = JSON.parse(text) as { valid: { side: Side; message: unknown }[] }
  const doubted = valid.filter(({ side, message }) =>
    !rightAtAGlance(infno, message, side, 'national'))
  expect(doubted).toEqual([])
  expect(valid.length).toBeGreaterThan(0)
})

test('of what the bundled parties say, all is right at a glance that is right', async () => {
  const messages = (await performed('')).flatMap(({ infno, request, response }) => [
    { infno, side: 'request' as const, body: request.body },
    ...(response === null ? [] : [{ infno, side: 'response' as const, body: response.body }]),
  ]).flatMap((one) => 'json' in one.body ? [{ ...one, json: one.body.json }] : [])
  const doubted = messages.filter(({ infno, side, json }) =>
    !rightAtAGlance(infno, json, side, 'national'))
  const needlessly = doubted.filter(({ infno, side, json }) =>
    found(infno, json, side, 'national').length === 0)
  expect(needlessly).toEqual([])
  expect(messages.length).toBeGreaterThan(400)
  expect(doubted.length).toBeLessThan(messages.length / 20)
})

test('a number that nobody knows, or that cannot be called, is never right', () => {
  expect(rightAtAGlance('2299', {}, 'request', 'national')).toBe(false)
  expect(rightAtAGlance('../envelope', { infcode: 0 }, 'response', 'national')).toBe(false)
  expect(checkResponse('../envelope', { infcode: 0 }).map((one) => one.rule))
    .toEqual(['unknown-transaction'])
  expect(() => checkRequest('2207', {}, 'atlantis')).toThrow('no edition atlantis')
})

test('nothing found is a list of the caller\'s own', () => {
  const answer = { infcode: -1, err_msg: '余额不足', output: null }
  checkResponse('2207', answer).push(...checkRequest('2207', {}))
  expect(checkResponse('2207', answer)).toEqual([])
})
