/** Reads claim and policy pack for `explain`; every fault is one line with its place and cure. */
import { readFileSync } from 'node:fs'
import { BadClaim } from '../core/calculator/bad-claim.ts'
import { bundledPack, bundledPackNames, bundledPacks } from '../core/policy/bundled.ts'
import { claimAgainstPack } from '../core/policy/check-claim.ts'
import { loadClaim } from '../core/policy/claim-file.ts'
import type { ClaimFile } from '../core/policy/claim-file.ts'
import { explain } from '../core/policy/explanation.ts'
import type { Explanation } from '../core/policy/explanation.ts'
import { faultAt } from '../core/policy/fault.ts'
import { FaultyFile, faultLine, loadChecked, loadPack } from '../core/policy/load-pack.ts'
import type { PolicyPack } from '../core/policy/policy-pack.ts'
import { NoPack, packOn } from '../core/policy/sequence.ts'
import { UsageError } from './texts.ts'

/**
 * The explanation of a claim.
 * @param claimPath a file, `-` for standard input
 * @param asked --pack: a bundled name or a file; else the claim names one
 * @throws UsageError
 */
export function explained(claimPath: string, asked: string | undefined): Explanation {
  return sayingFaults(() => {
    const text = readText(claimPath, '<claim>')
    const name = claimPath === '-' ? '<stdin>' : claimPath
    const claim = loadClaim(text, name)
    const pack = packFor(claim, asked)
    loadChecked(text, name, () => claimAgainstPack(claim, pack))
    try {
      return explain(claim, pack)
    } catch (reason) {
      if (!(reason instanceof BadClaim)) throw reason
      const fault = faultAt(reason.pointer, 'FORM', [reason.message, reason.message],
        ['更正申请', 'mend the claim'])
      loadChecked(text, name, () => [fault])
      throw reason
    }
  })
}

function packFor(claim: ClaimFile, asked: string | undefined): PolicyPack {
  const name = asked ?? claim.pack
  if (name === undefined) {
    throw new UsageError({
      zh: '缺少政策包：请用--pack，或在申请中写pack；内置政策包见liantiao explain --packs',
      en: 'no policy pack: give --pack, or pack in the claim; see liantiao explain --packs',
    })
  }
  if (bundledPackNames().includes(name)) return bundledPack(name)
  const sequence = bundledPacks().filter((pack) => pack.id === name)
  if (sequence.length > 0) return inForce(sequence, claim.settledOn)
  if (asked === undefined || !/[./\\]/.test(name)) throw unknownPack(name)
  return loadPack(readText(name, '--pack'), name)
}

function inForce(sequence: readonly PolicyPack[], day: string): PolicyPack {
  try {
    return packOn(sequence, day)
  } catch (reason) {
    if (!(reason instanceof NoPack)) throw reason
    throw new UsageError({
      zh: `--pack：${day}没有有效的政策包；有效期见liantiao explain --packs`,
      en: `--pack: ${reason.message}; liantiao explain --packs tells the days`,
    })
  }
}

function unknownPack(name: string): UsageError {
  const known = bundledPackNames()
  return new UsageError({
    zh: `--pack ${name}：没有该内置政策包；可用：${known.join('、')}，或给出文件路径`,
    en: `--pack ${name}: no such bundled pack; there are: ${known.join(', ')}, or name a file`,
  })
}

function readText(path: string, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path === '-' ? 0 : path))
  } catch (reason) {
    if (reason instanceof TypeError) {
      throw new UsageError({
        zh: `${path}：不是UTF-8编码；请另存为UTF-8`,
        en: `${path}: not UTF-8; save it as UTF-8`,
      })
    }
    const code = (reason as NodeJS.ErrnoException).code ?? ''
    const [zh, en] = code === 'ENOENT' ? ['文件不存在', 'no such file'] : [code, code]
    throw new UsageError({
      zh: `${path}：${zh}；请检查${what}的路径`,
      en: `${path}: ${en}; check the path of ${what}`,
    })
  }
}

function sayingFaults<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (reason) {
    if (!(reason instanceof FaultyFile)) throw reason
    const lines = (lang: 'zh' | 'en') =>
      reason.faults.map((fault) => faultLine(fault, lang)).join('\n')
    throw new UsageError({ zh: lines('zh'), en: lines('en') })
  }
}
