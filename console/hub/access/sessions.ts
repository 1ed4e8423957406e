import type { AccountId, CommandId, HubCommand, SessionId } from '@service-hall/contract'
import { SessionActivity, Tokens } from '@service-hall/server-kit'
import type { Clock } from '@service-hall/server-kit'
import { z } from 'zod'
import type { Store } from '../core/store.ts'
import type { Account, AccountState } from './state.ts'

/** Sessions in which nobody does anything end after so long, ms. */
const IDLE_MS = 30 * 60_000

const Claims = z.object({ kind: z.literal('console'), accountId: z.string(), sessionId: z.string() })
type Claims = z.infer<typeof Claims>

/** Who asks: an account by one of its sessions. */
export type ConsolePeer = { account: Account; sessionId: SessionId }

/**
 * Says whose session a token names, at this moment: sessions are facts, so signing out works on every node. How long one
 * stands idle each node measures by its own steady clock; that something was done elsewhere it sees by a count in the
 * database.
 */
export class ConsoleSessions {
  readonly #store: Store
  readonly #state: AccountState
  readonly #tokens: Tokens<Claims>
  readonly #activity: SessionActivity
  /** Sessions in which something was done here since the last look. */
  readonly #acted = new Set<SessionId>()
  #counts = new Map<string, number>()

  constructor(store: Store, state: AccountState, { key, clock }: { key: Buffer; clock: Clock }) {
    this.#store = store
    this.#state = state
    this.#tokens = new Tokens<Claims>(key, Claims)
    this.#activity = new SessionActivity(clock)
  }

  tokenOf(accountId: AccountId, sessionId: SessionId): string {
    return this.#tokens.sign({ kind: 'console', accountId, sessionId })
  }

  /** The peer behind a token; null: it opens nothing, or no longer. */
  peerOf(token: string | undefined): ConsolePeer | null {
    const claims = token ? this.#tokens.verify(token) : null
    if (!claims) return null
    return this.standing(claims.accountId as AccountId, claims.sessionId as SessionId)
  }

  /** The account, as it is now, while its session lasts. */
  standing(accountId: AccountId, sessionId: SessionId): ConsolePeer | null {
    const account = this.#state.accounts.get(accountId)
    const session = account?.sessions.get(sessionId)
    if (!account || account.closed || !session) return null
    return this.#isOver(account, sessionId, session.until) ? null : { account, sessionId }
  }

  /** Something was done in a session. */
  acted({ account, sessionId }: ConsolePeer): void {
    const session = account.sessions.get(sessionId)
    if (!session) return
    this.#activity.acted(sessionId, session.until)
    this.#acted.add(sessionId)
  }

  /** Tells other nodes what was done here, and hears what was done there. */
  async exchange(): Promise<void> {
    const { db } = this.#store
    for (const session of [...this.#acted]) {
      this.#acted.delete(session)
      await db('session_acts').insert({ session, acts: 1 }).onConflict('session').ignore()
      await db('session_acts').where({ session }).increment('acts', 1)
    }
    const rows: { session: string; acts: number }[] = await db('session_acts').select('session', 'acts')
    const all = new Map([...this.#state.accounts.values()].flatMap(({ sessions }) => [...sessions]))
    for (const { session, acts } of rows) {
      const known = all.get(session)
      if (!known) await db('session_acts').where({ session }).delete()
      else if (this.#counts.get(session) !== acts) this.#activity.acted(session, known.until)
    }
    this.#counts = new Map(rows.map(({ session, acts }) => [session, acts]))
    this.#activity.keepOnly(Object.fromEntries(all))
  }

  /** Sessions whose time is up or in which nobody does anything, each with the command that ends it. */
  overdue(): HubCommand[] {
    return [...this.#state.accounts.values()].flatMap((account) =>
      [...account.sessions].flatMap(([id, { until }]) => {
        const cause = this.#isOver(account, id, until)
        const [accountId, sessionId] = [account.accountId, id as SessionId]
        if (!cause) return []
        // One node may see it a moment before another: under one id it happens once, whichever cause each has seen.
        const commandId = `session-over:${sessionId}:${cause}` as CommandId
        return [{ type: 'account.noteSessionOver' as const, id: commandId, accountId, sessionId, cause }]
      }),
    )
  }

  /** A wall stays signed in until somebody ends it: nobody is there to sign it in again. */
  #isOver({ wall }: Account, sessionId: string, until: number): 'expired' | 'idle' | null {
    return wall ? null : this.#activity.isOver(sessionId, until, IDLE_MS)
  }
}
