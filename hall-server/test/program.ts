// The hall server as tests start it: as `main.ts` does, but for the work that a password's hash is. That work is meant to
// be long, and a hall of tests makes five of them before it listens.
import { enableCompileCache } from 'node:module'

/** Cost N of scrypt. */
const HASH_COST = 1_024

enableCompileCache()
const { run } = await import('../src/run.ts')
await run(process.argv.slice(2), { hashCost: HASH_COST })
