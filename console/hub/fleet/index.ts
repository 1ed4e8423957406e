import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { decideFleet } from './decide.ts'
import { FleetKeeper } from './keeper.ts'
import { fleetRoutes } from './routes.ts'
import { emptyFleet, evolveFleet } from './state.ts'

/** What is asked of machines, inherited downwards, and how they stand to it (配置与漂移). */
export const fleet = hubCapability({
  name: 'fleet',
  empty: emptyFleet,
  evolve: evolveFleet,
  deciders: decideFleet,
  routes: fleetRoutes,
  start: keep,
})

function keep(ports: ConsolePorts): () => void {
  const keeper = new FleetKeeper(ports)
  ports.records.onFolded((entries: readonly ReadEntry[]) => keeper.heard(entries))
  return keeper.start()
}
