import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { waitFor } from '../../process/index.ts'
import { FaultScript, startControl } from '../kit/index.ts'
import type { RunningSandbox } from '../kit/index.ts'
import { controlActions } from './control-actions.ts'
import { FAULTS, PLACES } from './faults.ts'
import { SANDBOX_KEY } from './signature.ts'
import type { UtilityKey } from './signature.ts'
import { Utility } from './utility.ts'
import { UtilityServer } from './utility-server.ts'

export type { AccountTold, AccountsWanted } from './control-actions.ts'
export { SANDBOX_KEY } from './signature.ts'
export type { UtilityKey } from './signature.ts'
export { WELL_KNOWN } from './well-known.ts'
export type { WellKnownName } from './well-known.ts'

export type UtilityOptions = {
  port?: number
  control?: number
  seed?: number
  accounts?: number
  /** Epoch ms; the machine's clock if left out. */
  wall?: () => number
  key?: UtilityKey
  tls?: { key: string; cert: string }
}

/** A utility whose billing system halls can ask: accounts of a seed, books in memory, faults as scripted. */
export async function startUtility(options: UtilityOptions = {}): Promise<RunningSandbox> {
  const { seed = 20_261_130, accounts = 10_000, wall = Date.now, key = SANDBOX_KEY } = options
  const utility = new Utility({ seed, accounts, wall })
  const faults = new FaultScript(PLACES, FAULTS)
  const server = new UtilityServer(utility, key, faults, options.tls)
  await server.listen(options.port ?? 0)
  const control = await startControl(controlActions(utility, server), faults, options.control ?? 0)
  return {
    port: (server.server.address() as AddressInfo).port,
    control: control.port,
    async close() {
      server.server.closeAllConnections()
      await waitFor('the utility to close', once(server.server.close(), 'close'))
      await control.close()
    },
  }
}
