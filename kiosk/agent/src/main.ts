import { enableCompileCache } from 'node:module'

// Older runtimes do without; where it is there, compiled sources are kept for the next start.
const keepCompiled: (() => unknown) | undefined = enableCompileCache
keepCompiled?.()
void import('./run.ts').then(({ run }) => run(process.argv.slice(2)))
