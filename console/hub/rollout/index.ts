import { hubCapability } from '../core/capability.ts'
import { lookAgain } from '../core/looks.ts'
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

const LOOK_MS = 10_000
/** After a change by somebody, so that several made together are one look, ms. */
const SOON_MS = 300

function keep(ports: ConsolePorts): () => void {
  const keeper = new RolloutKeeper(ports)
  const looks = lookAgain(() => keeper.look(), { clock: ports.clock, everyMs: LOOK_MS, soonMs: SOON_MS })
  ports.records.onFolded((entries: readonly ReadEntry[]) => {
    if (entries.some(({ fact }) => fact?.type.startsWith('Rollout'))) looks.soon()
  })
  return () => looks.end()
}
