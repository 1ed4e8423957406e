import { ROOT, refuse } from '@service-hall/contract'
import type { AccountId, HubCommandType, HubFact, Refusal, SessionId } from '@service-hall/contract'
import { barred } from '../organisation/decide.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDecision, HubDeciders, Sender } from '../records/decision.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { mayManage, sees } from './may.ts'
import type { Account, AccountState } from './state.ts'
import { accountStream } from './stream.ts'

type State = OrganisationState & AccountState

/** The account, for who may see it at all: by its home, or a role that it has there. */
function seen(state: State, { account: asker }: Sender, accountId: AccountId): Account | Refusal {
  const account = state.accounts.get(accountId)
  const unknown = refuse('account.unknown')
  if (!account || account.closed) return unknown
  if (asker === null || asker.accountId === accountId) return account
  const places = [account.homeId, ...account.grants.map(({ regionId }) => regionId)]
  return places.some((regionId) => sees(state, asker, { regionId })) ? account : unknown
}

/** The account, for who may take it over. */
function managed(state: State, sender: Sender, accountId: AccountId): Account | Refusal {
  const account = seen(state, sender, accountId)
  if ('ok' in account) return account
  return sender.account === null || mayManage(state, sender.account, account)
    ? account
    : refuse('access.denied')
}

const isChief = ({ closed, grants }: Account): boolean =>
  !closed && grants.some(({ regionId, role }) => regionId === ROOT && role === 'administrator')

/** The records of other administrators of everything; null: there is none, and one has to stay. */
function otherChiefs(state: State, account: Account): string[] | null {
  if (!isChief(account)) return []
  const others = [...state.accounts.values()].filter((one) => one !== account && isChief(one))
  return others.length === 0 ? null : others.map(({ accountId }) => accountStream(accountId))
}

/** Facts of an account, where the account is not a refusal. */
function of(account: Account | Refusal, facts: (account: Account) => HubFact[]): HubDecision {
  return 'ok' in account ? account : records(accountStream(account.accountId), facts(account), [TREE])
}

/** A wall is one screen: where its account signs in anew, the session before is over. */
function endings(accountId: AccountId, sessions: Account['sessions']): HubFact[] {
  return [...sessions.keys()].map((id) => {
    const sessionId = id as SessionId
    return { type: 'SessionEnded', accountId, sessionId, cause: 'ended' }
  })
}

export const decideAccount: HubDeciders<State, Extract<HubCommandType, `account.${string}`>> = {
  'account.add'(state, { accountId, homeId, role, wall }, sender) {
    const bar = barred(state, sender, { regionId: homeId })
    if (bar) return bar
    if (state.accounts.has(accountId)) return refuse('account.exists')
    if (wall && role !== 'viewer') return refuse('account.wallLooks')
    return records(
      accountStream(accountId),
      [
        { type: 'AccountAdded', accountId, homeId, ...(wall ? { wall } : {}) },
        { type: 'GrantGiven', accountId, regionId: homeId, role },
      ],
      [TREE],
    )
  },
  'account.addFirst'(state, { accountId }) {
    if (state.accounts.size > 0) return refuse('account.exists')
    const grant = { regionId: ROOT, role: 'administrator' as const }
    return records(accountStream(accountId), [
      { type: 'AccountAdded', accountId, homeId: ROOT },
      { type: 'GrantGiven', accountId, ...grant },
    ])
  },
  'account.grant'(state, { accountId, regionId, role }, sender) {
    const bar = barred(state, sender, { regionId })
    if (bar) return bar
    const account = seen(state, sender, accountId)
    if ('ok' in account) return account
    if (account.wall && role !== 'viewer') return refuse('account.wallLooks')
    const isSo = account.grants.some((grant) => grant.regionId === regionId && grant.role === role)
    if (isSo) return of(account, () => [])
    const others = regionId === ROOT && role !== 'administrator' ? otherChiefs(state, account) : []
    if (others === null) return refuse('account.lastAdministrator')
    return records(
      accountStream(accountId),
      [{ type: 'GrantGiven', accountId, regionId, role }],
      [TREE, ...others],
    )
  },
  'account.ungrant'(state, { accountId, regionId }, sender) {
    const bar = barred(state, sender, { regionId })
    if (bar) return bar
    const account = seen(state, sender, accountId)
    if ('ok' in account) return account
    if (!account.grants.some((grant) => grant.regionId === regionId)) return of(account, () => [])
    const others = regionId === ROOT ? otherChiefs(state, account) : []
    if (others === null) return refuse('account.lastAdministrator')
    return records(accountStream(accountId), [{ type: 'GrantTaken', accountId, regionId }], [TREE, ...others])
  },
  'account.close'(state, { accountId }, sender) {
    const account = managed(state, sender, accountId)
    if ('ok' in account) return account
    const others = otherChiefs(state, account)
    if (others === null) return refuse('account.lastAdministrator')
    return records(accountStream(accountId), [{ type: 'AccountClosed', accountId }], [TREE, ...others])
  },
  'account.resetPassword'(state, { accountId }, sender) {
    return of(managed(state, sender, accountId), () => [
      { type: 'AccountPasswordSet', accountId, first: true },
    ])
  },
  'account.removeSecondFactor'(state, { accountId }, sender) {
    // One's own is taken away with a code, so that a browser left open does not do it.
    if (sender.account?.accountId === accountId) return refuse('access.denied')
    const account = managed(state, sender, accountId)
    if (!('ok' in account) && !account.secondFactor) return refuse('account.noSecondFactor')
    return of(account, () => [{ type: 'SecondFactorTaken', accountId, own: false }])
  },
  'account.endSession'(state, { accountId, sessionId }, sender) {
    const own = sender.account?.accountId === accountId
    const account = own ? seen(state, sender, accountId) : managed(state, sender, accountId)
    if (!('ok' in account) && !account.sessions.has(sessionId)) return refuse('account.noSession')
    return of(account, () => [{ type: 'SessionEnded', accountId, sessionId, cause: 'ended' }])
  },
  'account.notePassword'(state, { accountId, keep }, sender) {
    return of(seen(state, sender, accountId), () => [
      { type: 'AccountPasswordSet', accountId, first: false, ...(keep ? { keep } : {}) },
    ])
  },
  'account.noteSession'(state, { accountId, sessionId, until }, sender) {
    return of(seen(state, sender, accountId), ({ wall, sessions }) => [
      ...(wall ? endings(accountId, sessions) : []),
      { type: 'SessionBegan', accountId, sessionId, until },
    ])
  },
  'account.noteSessionOver'(state, { accountId, sessionId, cause }, sender) {
    return of(seen(state, sender, accountId), ({ sessions }) =>
      sessions.has(sessionId) ? [{ type: 'SessionEnded', accountId, sessionId, cause }] : [],
    )
  },
  'account.noteSecondFactor'(state, { accountId }, sender) {
    const account = seen(state, sender, accountId)
    if (!('ok' in account) && account.secondFactor) return refuse('account.secondFactorExists')
    return of(account, () => [{ type: 'SecondFactorSet', accountId }])
  },
  'account.noteSecondFactorGone'(state, { accountId }, sender) {
    const account = seen(state, sender, accountId)
    if (!('ok' in account) && !account.secondFactor) return refuse('account.noSecondFactor')
    return of(account, () => [{ type: 'SecondFactorTaken', accountId, own: true }])
  },
  'account.noteRecoveryCode'(state, { accountId, left }, sender) {
    return of(seen(state, sender, accountId), () => [{ type: 'RecoveryCodeUsed', accountId, left }])
  },
  'account.noteFailure'(state, { accountId, failures, waitMs }, sender) {
    return of(seen(state, sender, accountId), () => [
      { type: 'AccountSignInFailed', accountId, failures, waitMs },
    ])
  },
}
