import { HubFact } from '@service-hall/contract'
import type { RosterVersion } from '@service-hall/contract'
import type { Store } from '../core/store.ts'

type Row = { at: number; actor: string; fact: string }

/** Every version that was published of a week, the latest first: what held stays told. */
export async function rosterVersions({ db }: Store, stream: string): Promise<RosterVersion[]> {
  const rows: Row[] = await db<Row & { stream: string; version: number }>('record_facts')
    .where({ stream })
    .orderBy('version', 'desc')
    .limit(2_000)
  return rows.flatMap(({ at, actor, fact }) => {
    const { data } = HubFact.safeParse(JSON.parse(fact))
    if (data?.type !== 'RosterPublished') return []
    const { version, rows: planned, shifts, despite = null, broken = [], swapId = null } = data
    return [{ version, rows: planned, shifts, at: Number(at), by: actor, despite, broken, swapId }]
  })
}
