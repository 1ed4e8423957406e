import type { AccountId, Grant, HubFact, RegionId } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

export type Session = { until: number; since: number; from: string }

export type Account = {
  accountId: AccountId
  homeId: RegionId
  grants: Grant[]
  closed: boolean
  /** Its password was given by another and has to be changed. */
  first: boolean
  /** A code is asked for beside the password. */
  secondFactor: boolean
  /** Of a screen that hangs somewhere: it only looks, stays signed in, and is signed in at one place. */
  wall: boolean
  sessions: Map<string, Session>
}

export type AccountState = { accounts: Map<AccountId, Account> }

export const emptyAccounts = (): AccountState => ({ accounts: new Map() })

type AccountFact = Extract<HubFact, { accountId: AccountId }>
type Told = AccountFact['type'] &
  `${'Account' | 'Grant' | 'Session' | 'SecondFactor' | 'RecoveryCode'}${string}`

export const evolveAccounts: HubEvolve<AccountState, Told> = {
  AccountAdded({ accounts }, { accountId, homeId, wall = false }) {
    const none = {
      grants: [],
      closed: false,
      // Nobody sits at a wall who could choose a password.
      first: !wall,
      secondFactor: false,
      wall,
      sessions: new Map<string, Session>(),
    }
    accounts.set(accountId, { accountId, homeId, ...none })
  },
  GrantGiven({ accounts }, { accountId, regionId, role }) {
    const account = accounts.get(accountId)
    if (account) account.grants = [...without(account.grants, regionId), { regionId, role }]
  },
  GrantTaken({ accounts }, { accountId, regionId }) {
    const account = accounts.get(accountId)
    if (account) account.grants = without(account.grants, regionId)
  },
  AccountClosed({ accounts }, { accountId }) {
    const account = accounts.get(accountId)
    if (!account) return
    account.closed = true
    account.sessions.clear()
  },
  AccountPasswordSet({ accounts }, { accountId, first, keep }) {
    const account = accounts.get(accountId)
    if (!account) return
    account.first = first && !account.wall
    for (const id of account.sessions.keys()) if (id !== keep) account.sessions.delete(id)
  },
  SessionBegan({ accounts }, { accountId, sessionId, until }, { at, from }) {
    accounts.get(accountId)?.sessions.set(sessionId, { until, since: at, from })
  },
  SessionEnded({ accounts }, { accountId, sessionId }) {
    accounts.get(accountId)?.sessions.delete(sessionId)
  },
  SecondFactorSet({ accounts }, { accountId }) {
    const account = accounts.get(accountId)
    if (account) account.secondFactor = true
  },
  SecondFactorTaken({ accounts }, { accountId }) {
    const account = accounts.get(accountId)
    if (account) account.secondFactor = false
  },
  // These are for the audit log alone.
  AccountSignInFailed() {},
  RecoveryCodeUsed() {},
}

const without = (grants: readonly Grant[], regionId: RegionId): Grant[] =>
  grants.filter((grant) => grant.regionId !== regionId)
