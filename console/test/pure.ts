import { ROOT } from '@service-hall/contract'
import type { AccountId, HallId, HubCommand, HubRole, RegionId, Tier } from '@service-hall/contract'
import { decide, emptyState, evolve } from '../hub/capabilities.ts'
import type { HubState } from '../hub/capabilities.ts'
import { hubCommandOf, nameOf } from './nodes.ts'
import type { Wish } from './nodes.ts'

export const region = (id: string): RegionId => id as RegionId
export const hall = (id: string): HallId => id as HallId
export const account = (id: string): AccountId => id as AccountId
export const aKey = (text: string): string => text.padEnd(60, 'k')

/** Records without a database: commands are decided and folded in memory. */
export class PureHub {
  readonly state: HubState = emptyState()

  /** Answers the code of the refusal, or `ok`; `done` also says whether it wrote anything. */
  does(who: string | null, wish: Wish): string {
    const sender = who === null ? null : (this.state.accounts.get(who as AccountId) ?? null)
    if (who !== null && sender === null) throw new Error(`no account ${who}`)
    const command: HubCommand = hubCommandOf(wish)
    const decision = decide(this.state, command, { account: sender })
    if (!decision.ok) return decision.code
    for (const fact of decision.facts) {
      const version = (this.state.versions.get(decision.stream) ?? 0) + 1
      const place = { number: this.state.number + 1, stream: decision.stream, version, at: this.state.number }
      evolve(this.state, { ...place, by: who ?? 'system', from: '10.0.0.1', commandId: command.id, fact })
    }
    return decision.facts.length === 0 ? 'nothing' : 'ok'
  }
}

/** Regions `east` (with `east1`) and `west`, a hall in each, administrators of everything, of `east` and of `west`. */
export function aPureHub(): PureHub {
  const hub = new PureHub()
  hub.does(null, { type: 'account.addFirst', accountId: account('chief') })
  for (const [id, parent] of [
    ['east', ROOT],
    ['east1', 'east'],
    ['west', ROOT],
  ] as const)
    hub.does('chief', {
      ...{ type: 'organisation.addRegion', regionId: region(id), parentId: region(parent), name: nameOf(id) },
    })
  for (const [id, home] of [
    ['H1', 'east1'],
    ['H2', 'west'],
  ] as const)
    hub.does('chief', {
      ...{ type: 'organisation.admitHall', hallId: hall(id), key: aKey(id), regionId: region(home) },
      tier: 'A' as Tier,
    })
  for (const home of ['east', 'east1', 'west'])
    hub.does('chief', {
      ...{ type: 'account.add', accountId: account(`${home}-admin`), homeId: region(home) },
      role: 'administrator' as HubRole,
    })
  return hub
}
