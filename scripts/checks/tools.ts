import { inCache, inRoot } from '@service-hall/harness/paths'

const module = (path: string): string => inRoot('node_modules', path)

/** How each tool is run with `runNode`: its entry file and the arguments it always gets. */
export const TOOLS = {
  eslint: [module('eslint/bin/eslint.js')],
  prettier: [module('prettier/bin/prettier.cjs')],
  types: [
    module('vue-tsc/bin/vue-tsc.js'),
    ...['--noEmit', '-p', inRoot('tsconfig.json')],
    ...['--incremental', '--tsBuildInfoFile', inCache('types.tsbuildinfo')],
  ],
  vitest: [module('vitest/vitest.mjs')],
  playwright: [module('playwright/cli.js')],
} as const satisfies Record<string, readonly string[]>
