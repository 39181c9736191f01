/** For tests of the command line: run it here, run it as a process, and be a bad adapter to it. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { liantiao } from './program.ts'

/** How a command line ended and what it said. */
export interface Ended {
  /** 128 + signal number when a signal ended it, as a shell counts. */
  readonly code: number
  readonly out: string
  readonly err: string
}

const SIGNALS: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143, SIGKILL: 137 }

/** Runs a command line inside this process; one at a time, because the console is shared. */
export async function here(argv: readonly string[]): Promise<Ended> {
  let out = ''
  let err = ''
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((text: string) => void (out += `${text}\n`)),
    vi.spyOn(console, 'error').mockImplementation((text: string) => void (err += `${text}\n`)),
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)) !== ''),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => (err += String(text)) !== ''),
  ]
  try {
    return { code: await liantiao(argv, {}), out, err }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** The first line on standard output; '' when it ended before. */
  readonly firstLine: Promise<string>
}

/** Starts the program as a process of its own. */
export function start(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Running {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, ...argv], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()))
  const firstLine = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString()
      if (out.includes('\n')) resolve(out.slice(0, out.indexOf('\n')))
    })
    child.once('close', () => resolve(''))
  })
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      resolve({ code: code ?? SIGNALS[signal ?? ''] ?? 128, out, err })
    })
  })
  return { child, ended, firstLine }
}

/** A directory that lasts as long as the work does. */
export async function inDirectory(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'liantiao-'))
  try {
    await work(dir)
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** A port that was free a moment ago, for a platform whose address must be known beforehand. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
