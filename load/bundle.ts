/** Bundles the k6 script to one small JavaScript file that k6 reads without guessing. */
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Each VU holds its own copy of the program, so its size is paid hundreds of times. */
const MOST_BYTES = 100 * 1024

/** The bundle is too large, or needs something that k6 does not have. */
export class BadBundle extends Error {
  override readonly name = 'BadBundle'
}

export interface Bundle {
  readonly path: string
  readonly bytes: number
  /** What is left to k6 to provide, e.g. `k6/http`. */
  readonly imports: readonly string[]
}

/**
 * Writes the bundle and its source map.
 * @throws BadBundle when k6 could not run it well; esbuild's own error when it cannot be built
 */
export async function bundleScenario(outfile: string): Promise<Bundle> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('./scenario.ts', import.meta.url))],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    target: 'es2022',
    // The engine inside k6 cannot parse these two, although they are older than es2022.
    supported: { 'async-generator': false, 'for-await': false },
    external: ['k6', 'k6/*'],
    sourcemap: 'linked',
    metafile: true,
    logLevel: 'silent',
  })
  const imports = Object.values(metafile.outputs).flatMap((output) =>
    output.imports.filter((found) => found.external === true).map((found) => found.path),
  )
  const foreign = imports.filter((name) => !/^k6(\/|$)/.test(name))
  if (foreign.length > 0) throw new BadBundle(`k6 has no ${foreign.join(', ')}`)
  const bytes = (await stat(outfile)).size
  if (bytes >= MOST_BYTES) throw new BadBundle(`the bundle has ${bytes} of ${MOST_BYTES} bytes`)
  return { path: outfile, bytes, imports }
}
