import { hubCapability } from '../core/capability.ts'
import type { ConsolePorts } from '../ports.ts'
import type { ReadEntry } from '../records/entry.ts'
import { decideRollout } from './decide.ts'
import { RolloutKeeper } from './keeper.ts'
import { rolloutRoutes } from './routes.ts'
import { emptyRollouts, evolveRollouts } from './state.ts'

/** Rollouts of releases in waves (分批发布). */
export const rollout = hubCapability({
  name: 'rollout',
  empty: emptyRollouts,
  evolve: evolveRollouts,
  deciders: decideRollout,
  routes: rolloutRoutes,
  start: keep,
})

function keep(ports: ConsolePorts): () => void {
  const keeper = new RolloutKeeper(ports)
  ports.records.onFolded((entries: readonly ReadEntry[]) => keeper.heard(entries))
  return keeper.start()
}
