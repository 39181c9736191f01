#!/usr/bin/env node
/** The program itself: everything it does is in program.ts; this file is about the process. */
import { enableCompileCache } from 'node:module'

// Halves the time to start, from the second start on; NODE_DISABLE_COMPILE_CACHE=1 turns it off.
enableCompileCache()

// A reader that has seen enough (`| head`) is no fault of ours, and changes no verdict.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (reason: NodeJS.ErrnoException) => {
    if (reason.code !== 'EPIPE') throw reason
  })
}

const { liantiao } = await import('./program.ts')
process.exitCode = await liantiao(process.argv.slice(2), process.env)
