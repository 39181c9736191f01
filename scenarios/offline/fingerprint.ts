/** A small number for the content of a message, so that two can be compared when one is gone. */
import { isRecord } from '../checks/read.ts'
import type { Heard } from '../evidence.ts'

const double = new Float64Array(1)
const halves = new Uint32Array(double.buffer)

/**
 * 32 bits of what makes a message itself: transaction, places, institution and input, whatever the
 * order of its fields. Sending time and sign-in are no part of it.
 */
export function fingerprintOf({ envelope }: Heard): number {
  const { infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input } = envelope ?? {}
  return hashOf([infno, mdtrtarea_admvs, insuplc_admdvs, fixmedins_code, input]) >>> 0
}

function hashOf(value: unknown): number {
  if (typeof value === 'string') return hashOfText(value)
  if (typeof value === 'number') {
    double[0] = value
    return mixed(halves[0] ?? 0, (halves[1] ?? 0) ^ 0x9e3779b9)
  }
  if (Array.isArray(value)) {
    return value.reduce<number>((sum, one: unknown) => mixed(sum, hashOf(one)), 0x51ed270b)
  }
  if (!isRecord(value)) return value === null ? 1 : value === true ? 2 : value === false ? 3 : 4
  let sum = 0x2545f491
  // A sum does not care for the order of the fields.
  for (const name in value) sum = (sum + mixed(hashOfText(name), hashOf(value[name]))) | 0
  return sum
}

function hashOfText(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16777619)
  }
  return hash
}

function mixed(one: number, other: number): number {
  const sum = Math.imul(one ^ (other >>> 15), 2246822507) ^ Math.imul(other, 3266489909)
  return sum ^ (sum >>> 13)
}
