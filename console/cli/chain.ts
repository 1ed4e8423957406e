import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createLog, failedTool } from '@service-hall/server-kit'
import { openStore } from '../hub/core/store.ts'
import { chainState } from '../hub/records/store.ts'

const USAGE = `npm run -s hub-chain -- [--data data/hub] [--database postgres://…]

Checks the hub's own records, also while it runs: that each fact is as it was written and none is missing. Prints
{"firstBroken":null,"upTo":1024}. Exit codes: 0 whole, 1 broken at the fact of this number, 2 no hub there.`

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'data/hub' },
      database: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) process.stdout.write(`${USAGE}\n`)
  else process.exitCode = await check(values.database ?? join(values.data, 'hub.sqlite'))
} catch (error) {
  process.exitCode = failedTool(error, USAGE)
}

async function check(address: string): Promise<number> {
  // Opening would make a new one.
  if (!address.includes('://') && !existsSync(address)) {
    process.stderr.write(`There is no hub: ${address} is missing.\n`)
    return 2
  }
  const store = await openStore(address, [], createLog())
  try {
    const state = await chainState(store)
    process.stdout.write(`${JSON.stringify(state)}\n`)
    return state.firstBroken === null ? 0 : 1
  } finally {
    await store.close()
  }
}
