/** Starts the bundled hospital as a process of its own and waits until it listens. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Inconclusive } from './texts.ts'

/** It starts in well under a second; a machine may be busy. */
const START_LIMIT_MILLISECONDS = 30_000

export interface ExampleProcess {
  readonly url: string
  stop(): Promise<void>
}

/** `platform` is the URL it is to call. @throws Inconclusive when it does not start */
export async function startExample(platform: string, defect: string): Promise<ExampleProcess> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const words = ['serve', 'hospital', '--core', platform, '--port', '0', '--attached', '--json']
  const child = spawn(
    process.execPath,
    [main, ...words, ...(defect === '' ? [] : ['--defect', defect])],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-2000)
  })
  // It ends by itself when its standard input closes, so it never outlives this process.
  const stop = async () => {
    child.stdin.end()
    child.kill('SIGTERM')
    await ended
  }
  const line = await firstLine(child.stdout, ended)
  if (line === undefined) {
    await stop()
    const why = complaints.trim().split('\n').at(-1) ?? ''
    throw new Inconclusive({
      zh: `示例医院进程未能启动：${why}`,
      en: `the example hospital did not start: ${why}`,
    })
  }
  return { url: (JSON.parse(line) as { url: string }).url, stop }
}

async function firstLine(
  output: NodeJS.ReadableStream,
  ended: Promise<void>,
): Promise<string | undefined> {
  const lines = createInterface({ input: output })
  const timer = AbortSignal.timeout(START_LIMIT_MILLISECONDS)
  return Promise.race([
    new Promise<string>((resolve) => lines.once('line', resolve)),
    ended.then(() => undefined),
    new Promise<undefined>((resolve) => {
      timer.addEventListener('abort', () => resolve(undefined), { once: true })
    }),
  ])
}
