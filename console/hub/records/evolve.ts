import { ROOT, profileKey } from '@service-hall/contract'
import type { AccountId, HallId, HubFact } from '@service-hall/contract'
import type { Account, HubHall, HubState, RecordEntry } from './state.ts'

export function emptyState(): HubState {
  return {
    number: 0,
    versions: new Map(),
    regions: new Map([
      [ROOT, { regionId: ROOT, parentId: null, name: { zh: '全部区域', en: 'All regions' } }],
    ]),
    halls: new Map(),
    profiles: new Map(),
    accounts: new Map(),
  }
}

/** What a fact does to the state, in place. `fact` null: of a kind that this release does not know. */
export function evolve(state: HubState, entry: Omit<RecordEntry, 'fact'> & { fact: HubFact | null }): void {
  state.number = entry.number
  state.versions.set(entry.stream, entry.version)
  if (entry.fact) apply(state, entry.fact, entry)
}

function apply(state: HubState, fact: HubFact, { at, from }: Pick<RecordEntry, 'at' | 'from'>): void {
  switch (fact.type) {
    case 'RegionAdded': {
      const { regionId, parentId, name } = fact
      state.regions.set(regionId, { regionId, parentId, name })
      return
    }
    case 'RegionRenamed':
    case 'RegionMoved': {
      const region = state.regions.get(fact.regionId)
      if (region && fact.type === 'RegionRenamed') region.name = fact.name
      if (region && fact.type === 'RegionMoved') region.parentId = fact.parentId
      return
    }
    case 'RegionRemoved':
      state.regions.delete(fact.regionId)
      return
    case 'HallAdmitted': {
      const { hallId, key, regionId, tier } = fact
      const before = state.halls.get(hallId)
      const none = { address: null, position: null, places: [] }
      const hall: HubHall = before ?? { ...none, hallId, key, revoked: null, regionId, tier }
      state.halls.set(hallId, Object.assign(hall, { key, revoked: null, tier }))
      if (!before || before.regionId !== regionId) hall.places.push({ regionId, since: at })
      hall.regionId = regionId
      return
    }
    case 'HallRevoked':
      return withHall(state, fact.hallId, (hall) => {
        hall.revoked = hall.key
        hall.key = null
      })
    case 'HallMoved':
      return withHall(state, fact.hallId, (hall) => {
        hall.regionId = fact.regionId
        hall.places.push({ regionId: fact.regionId, since: at })
      })
    case 'HallDescribed': {
      const { tier, address, position } = fact
      return withHall(state, fact.hallId, (hall) => Object.assign(hall, { tier, address, position }))
    }
    case 'ProfileSet':
      state.profiles.set(profileKey(fact.place), { place: fact.place, profile: fact.profile })
      return
    case 'HubCommandRefused':
      return
    default:
      return applyToAccount(state, fact, { at, from })
  }
}

type AccountFact = Extract<HubFact, { accountId: AccountId }>

function applyToAccount(
  state: HubState,
  fact: AccountFact,
  { at, from }: Pick<RecordEntry, 'at' | 'from'>,
): void {
  if (fact.type === 'AccountAdded') {
    const { accountId, homeId } = fact
    const none = { grants: [], closed: false, first: true, sessions: new Map() }
    state.accounts.set(accountId, { accountId, homeId, ...none })
    return
  }
  const account = state.accounts.get(fact.accountId)
  if (account) applyTo(account, fact, { at, from })
}

function applyTo(
  account: Account,
  fact: Exclude<AccountFact, { type: 'AccountAdded' }>,
  { at, from }: Pick<RecordEntry, 'at' | 'from'>,
): void {
  switch (fact.type) {
    case 'GrantGiven':
    case 'GrantTaken': {
      const others = account.grants.filter(({ regionId }) => regionId !== fact.regionId)
      const { regionId } = fact
      account.grants = fact.type === 'GrantGiven' ? [...others, { regionId, role: fact.role }] : others
      return
    }
    case 'AccountClosed':
      account.closed = true
      account.sessions.clear()
      return
    case 'AccountPasswordSet':
      account.first = fact.first
      for (const id of account.sessions.keys()) if (id !== fact.keep) account.sessions.delete(id)
      return
    case 'SessionBegan':
      account.sessions.set(fact.sessionId, { until: fact.until, since: at, from })
      return
    case 'SessionEnded':
      account.sessions.delete(fact.sessionId)
      return
    case 'AccountSignInFailed':
  }
}

function withHall(state: HubState, hallId: HallId, change: (hall: HubHall) => unknown): void {
  const hall = state.halls.get(hallId)
  if (hall) change(hall)
}
