/** A few processes that keep their modules from file to file: seconds, not minutes. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'out/**'],
    // Processes, because tests start programs and servers; threads were no faster.
    pool: 'forks',
    // A fresh registry for each file costs more than most files take to run. So tests close what
    // they open, and nothing they leave behind may matter to the next file.
    isolate: false,
    // The default leaves one core idle, which on a machine with two is half of it.
    maxWorkers: '100%',
    reporters: ['default'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
