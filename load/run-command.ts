/** Runs one program to its end, or to a time limit. */
import { spawn } from 'node:child_process'

export interface CommandResult {
  /** Exit code; null when a signal or the time limit ended it, or it could not be started. */
  readonly code: number | null
  readonly timedOut: boolean
  readonly stdout: string
  readonly stderr: string
}

export interface CommandOptions {
  readonly cwd?: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timeoutMs: number
}

/** Never rejects: a program that cannot be started has code null and the reason in `stderr`. */
export function runCommand(
  program: string,
  args: readonly string[],
  { cwd, env, timeoutMs }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(cwd === undefined ? {} : { cwd }),
    })
    const output = { stdout: '', stderr: '' }
    let timedOut = false
    const kill = (): void => void child.kill('SIGKILL')
    const timer = setTimeout(() => {
      timedOut = true
      kill()
    }, timeoutMs)
    // Nothing of ours goes on working after the command has left.
    process.once('exit', kill)
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
    child.on('error', (problem) => (output.stderr += problem.message))
    child.on('close', (code) => {
      clearTimeout(timer)
      process.removeListener('exit', kill)
      resolve({ code: code !== null && code >= 0 ? code : null, timedOut, ...output })
    })
  })
}
