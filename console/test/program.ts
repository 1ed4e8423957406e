// The hub as tests start it: as `main.ts` does, but for the work that a password's hash is, which is meant to be long.
import { enableCompileCache } from 'node:module'

/** Cost N of scrypt. */
const HASH_COST = 1_024

enableCompileCache()
const { run } = await import('../hub/run.ts')
await run(process.argv.slice(2), { hashCost: HASH_COST })
