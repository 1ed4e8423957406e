// The sandbox utility as a program: node main.ts [--port N] [--control N] [--set name=value]…
//   seed=N accounts=N      other accounts, more or fewer (10,000)
//   keyFile=PATH           key file of the hall: read when it is there, else written with the sandbox's own key
//   tlsKey=PATH tlsCert=PATH   PEM files: HTTPS
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { runSandbox } from '../kit/index.ts'
import { SANDBOX_KEY, startUtility } from './index.ts'
import type { UtilityKey } from './index.ts'

await runSandbox('utility', ({ port, control, set }) => {
  const { keyFile, tlsKey, tlsCert, seed, accounts } = set
  const isSecure = tlsKey !== undefined && tlsCert !== undefined
  return startUtility({
    ...{ port, control },
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(accounts !== undefined && { accounts: Number(accounts) }),
    ...(keyFile !== undefined && { key: keyOf(keyFile) }),
    ...(isSecure && { tls: { key: readFileSync(tlsKey, 'utf8'), cert: readFileSync(tlsCert, 'utf8') } }),
  })
})

function keyOf(path: string): UtilityKey {
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as UtilityKey
  writeFileSync(path, `${JSON.stringify(SANDBOX_KEY)}\n`, { mode: 0o600 })
  return SANDBOX_KEY
}
