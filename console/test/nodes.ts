import { ROOT, uuid7 } from '@service-hall/contract'
import type { AccountId, HubAnswer, HubCommand, HubRole, RegionId } from '@service-hall/contract'
import { freshBytes, systemClock } from '@service-hall/server-kit'
import { aLog } from '@service-hall/server-kit/testing'
import { onTestFinished } from 'vitest'
import type { Store } from '../hub/core/store.ts'
import { openRecords } from '../hub/capabilities.ts'
import type { HubRecords } from '../hub/capabilities.ts'
import { recordMigrations } from '../hub/records/store.ts'
import { aDatabase, aStore } from './engines.ts'
import type { Engine } from './engines.ts'

/** Nodes on one database, each with connections of its own; closed after the test. */
export async function someNodes(
  engine: Engine,
  count = 1,
): Promise<{ nodes: HubRecords[]; stores: Store[] }> {
  const address = await aDatabase(engine)
  const nodes: HubRecords[] = []
  const stores: Store[] = []
  for (let at = 0; at < count; at += 1) {
    const store = await aStore(engine, recordMigrations, address)
    stores.push(store)
    const node = await openRecords({ store, clock: systemClock, log: aLog() }, { lookEveryMs: 60_000 })
    onTestFinished(() => node.close())
    nodes.push(node)
  }
  return { nodes, stores }
}

export type Wish = HubCommand extends infer Command
  ? Command extends unknown
    ? Omit<Command, 'id'>
    : never
  : never

/** A command with a fresh id. */
export function hubCommandOf(wish: Wish): HubCommand {
  return { id: uuid7(Date.now(), freshBytes(10)), ...wish } as unknown as HubCommand
}

/** Executes a wish on a node, as an account or the hub itself. */
export async function does(node: HubRecords, who: string | null, wish: Wish): Promise<HubAnswer> {
  const sender = { accountId: who as AccountId | null, from: '10.0.0.1' }
  return (await node.execute(sender, hubCommandOf(wish))).answer
}

export const nameOf = (text: string): { zh: string; en: string } => ({ zh: `${text}区`, en: text })

/** Adds regions, `name: parent`, and accounts, `name: [home, role]`, beside the administrator `chief` of everything. */
export async function anOrganisation(
  node: HubRecords,
  regions: Record<string, string> = {},
  accounts: Record<string, [string, HubRole]> = {},
): Promise<void> {
  await does(node, null, { type: 'account.addFirst', accountId: 'chief' as AccountId })
  for (const [regionId, parentId] of Object.entries(regions)) {
    const place = { regionId: regionId as RegionId, parentId: (parentId || ROOT) as RegionId }
    await does(node, 'chief', { type: 'organisation.addRegion', ...place, name: nameOf(regionId) })
  }
  for (const [accountId, [homeId, role]] of Object.entries(accounts))
    await does(node, 'chief', {
      ...{ type: 'account.add', accountId: accountId as AccountId, homeId: homeId as RegionId, role },
    })
}
