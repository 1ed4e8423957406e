import { hubCapability } from '../core/capability.ts'
import { lookAgain } from '../core/looks.ts'
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

const LOOK_MS = 15_000
/** After a change of settings, so that several made together are one look, ms. */
const SOON_MS = 500

function keep(ports: ConsolePorts): () => void {
  const keeper = new FleetKeeper(ports)
  const looks = lookAgain(() => keeper.look(), { clock: ports.clock, everyMs: LOOK_MS, soonMs: SOON_MS })
  ports.records.onFolded((entries: readonly ReadEntry[]) => {
    if (entries.some(({ fact }) => fact?.type === 'MachinesSet')) looks.soon()
  })
  return () => looks.end()
}
