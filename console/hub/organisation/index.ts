import type { ConsolePorts } from '../ports.ts'
import { hubCapability } from '../core/capability.ts'
import type { ReadEntry } from '../records/entry.ts'
import { decideOrganisation } from './decide.ts'
import { organisationRoutes } from './routes.ts'
import { emptyOrganisation, evolveOrganisation } from './state.ts'
import { waitingMigrations } from './store.ts'

/** The tree of regions (区域), the halls in it, and who waits to be let in. */
export const organisation = hubCapability({
  name: 'organisation',
  empty: emptyOrganisation,
  evolve: evolveOrganisation,
  deciders: decideOrganisation,
  migrations: waitingMigrations,
  routes: organisationRoutes,
  heard: letInAndOut,
})

/** Lines follow what was decided, on each node. */
function letInAndOut(entries: readonly ReadEntry[], ports: ConsolePorts): void {
  const { live, waiting, log, lines, records } = ports
  for (const { fact } of entries) {
    if (fact?.type === 'HallAdmitted') {
      live.hall(fact.hallId)
      live.note(fact.hallId)
      // A line that another key opened is not this hall's; one with this key comes again at once.
      lines.end(fact.hallId, 'uplink.elsewhere')
      const failed = (error: unknown): void => log.error('waitingHalls.notForgotten', error)
      waiting.forget(fact.hallId, fact.key).catch(failed)
    }
    if (fact?.type === 'HallRevoked' && records.state.halls.get(fact.hallId)?.key === null)
      lines.end(fact.hallId, 'uplink.revoked')
  }
}
