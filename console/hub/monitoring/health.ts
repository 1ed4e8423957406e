import { diskSpace, healthOf } from '@service-hall/server-kit'
import type { Check, Clock, Health } from '@service-hall/server-kit'
import type { Store } from '../core/store.ts'
import { databaseAnswers } from './store.ts'

/** Less room than this is too little for a busy day's facts of some thousand halls, bytes. */
const LEAST_FREE_BYTES = 1024 * 1024 * 1024

export type NodeState = {
  /** Halls that may report, and those whose line is up on any node. */
  halls: () => { all: number; connected: number }
  /** Null: this hub is one node by itself. */
  nodes: () => { others: number; hasBus: boolean } | null
}

/**
 * Database and disk of a node. The database is well when it takes a row and gives it back. Halls whose line is down are told
 * and not judged: that is the console's to alert; a Redis that is away makes things later, and is told too.
 */
export function hubHealth(
  store: Store,
  { dataFolder, clock, state }: { dataFolder: string; clock: Clock; state: NodeState },
): Promise<Health> {
  const seen = async (): Promise<Check> => {
    const { all, connected } = state.halls()
    const nodes = state.nodes()
    return {
      ok: true,
      halls: all,
      hallsConnected: connected,
      otherNodes: nodes?.others ?? 0,
      redis: nodes?.hasBus ?? null,
    }
  }
  return healthOf(
    {
      database: async () => ({
        ok: await databaseAnswers(store),
        engine: store.postgres ? 'postgres' : 'sqlite',
      }),
      disk: () => diskSpace(dataFolder, LEAST_FREE_BYTES),
      region: seen,
    },
    clock,
  )
}
