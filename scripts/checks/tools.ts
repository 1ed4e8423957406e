import { join } from 'node:path'
import { inRoot } from '@service-hall/harness/paths'

const module = (path: string): string => inRoot('node_modules', path)

/** How each tool is run with `runNode`: its entry file and the arguments it always gets. */
export const TOOLS = {
  /** Rules of one file's text, and every rule of components. */
  eslint: [module('eslint/bin/eslint.js'), '--max-warnings', '0'],
  /** The rules that ask for types, over all code but components: natively, in a tenth of the time. */
  oxlint: [module('oxlint/bin/oxlint')],
  prettier: [module('prettier/bin/prettier.cjs')],
  vitest: [module('vitest/vitest.mjs')],
  playwright: [module('playwright/cli.js')],
} as const satisfies Record<string, readonly string[]>

/**
 * The two type checks of a house at `at`: all code by the native TypeScript, to which a component is a component; then the
 * components and what stands in rooms with them by the one that reads them. Each keeps what it found out in `at`'s cache.
 * On one thread: several check what they have in common once each, which costs twice the work, and on a loaded machine
 * they have been seen to wait for each other without end.
 */
export const typeChecksOf = (at: string): string[][] => [
  [module('typescript-native/bin/tsc'), '--singleThreaded', ...typesBy(at, 'tsconfig.json', 'types')],
  [module('vue-tsc/bin/vue-tsc.js'), ...typesBy(at, 'tsconfig.components.json', 'components')],
]

function typesBy(at: string, config: string, kept: string): string[] {
  const info = join(at, '.cache', `${kept}.tsbuildinfo`)
  return ['--noEmit', '-p', join(at, config), '--incremental', '--tsBuildInfoFile', info]
}
