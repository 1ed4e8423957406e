import { refuse } from '@service-hall/contract'
import type { AccountId, RefusalCode, SignInWays } from '@service-hall/contract'
import { Cipher, SESSION_MS } from '@service-hall/server-kit'
import { cookieName, cookieOptions, sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { consoleCookies } from '../../gateway/cookies.ts'
import type { ConsolePorts } from '../../ports.ts'
import { beginSession } from '../session-routes.ts'
import type { Account, AccountState } from '../state.ts'
import type { Errand, IdentityProvider } from './provider.ts'

const OFTEN = { config: { rateLimit: { max: 60, timeWindow: '1 minute' } } }
/** How long somebody may take to sign in elsewhere, s. */
const ERRAND_S = 600
const PLACE = 'oidc errand'

const Sealed = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  until: z.number(),
})

/** Signing in by an identity provider: which ways there are, going there, coming back. */
export function oidcRoutes(app: FastifyInstance, ports: ConsolePorts, key: Buffer): void {
  const { identity, clock, log } = ports
  app.get('/api/session/ways', OFTEN, async () => ({ oidc: identity?.name ?? null }) satisfies SignInWays)
  if (!identity) return
  const cipher = new Cipher(key)
  const name = cookieName('console_errand', ports)
  // It comes back from another site, to which a strict cookie would not be sent.
  const options = { ...cookieOptions(ports), sameSite: 'lax' as const }

  app.post('/api/session/oidc', OFTEN, async (_request, reply) => {
    const begun = await identity.begin().catch((error: unknown) => {
      log.error('oidc.away', error)
      return null
    })
    if (!begun) return sendRefusal(reply, refuse('account.providerAway'))
    const sealed = JSON.stringify({ ...begun.errand, until: clock.now() + ERRAND_S * 1000 })
    const cookie = cipher.seal(PLACE, sealed).toString('base64url')
    void reply.setCookie(name, cookie, { ...options, maxAge: ERRAND_S })
    return { address: begun.address }
  })

  // The provider sends people here by GET; state, nonce and verifier show that this browser went out for it.
  app.get('/api/session/oidc/return', OFTEN, async (request, reply) => {
    void reply.clearCookie(name, options)
    const errand = errandIn(cipher, request.cookies[name], clock.now())
    if (!errand) return back(reply, 'account.providerFailed')
    const account = await whoCameBack(ports, identity, request.url.replace(/^[^?]*/, ''), errand)
    if (typeof account === 'string') return back(reply, account)
    const began = await beginSession(ports, account, request.ip)
    if (!began.ok) return back(reply, began.code)
    const token = ports.sessions.tokenOf(account.accountId, began.sessionId)
    const { session } = consoleCookies(ports)
    void reply.setCookie(session, token, { ...cookieOptions(ports), maxAge: SESSION_MS / 1000 })
    return reply.redirect('/', 303)
  })
}

/** Back to the sign-in page, which says why. */
function back(reply: FastifyReply, code: RefusalCode): FastifyReply {
  return reply.redirect(`/signin?refused=${code}`, 303)
}

/** What this browser was sent out with; null: nothing, or too long ago. A change of the clock ends it early at most. */
function errandIn(cipher: Cipher, cookie: string | undefined, now: number): Errand | null {
  const bytes = Buffer.from(cookie ?? '', 'base64url')
  if (!cipher.opens(PLACE, bytes)) return null
  const sealed = Sealed.safeParse(JSON.parse(cipher.open(PLACE, bytes)))
  return sealed.success && now < sealed.data.until ? sealed.data : null
}

async function whoCameBack(
  { log, records }: ConsolePorts,
  identity: IdentityProvider,
  search: string,
  errand: Errand,
): Promise<Account | RefusalCode> {
  try {
    const told = await identity.finish(search, errand)
    const account = accountOf(records.state, told)
    if (account) return account
    log.warn('oidc.unknownAccount', {})
    return 'account.notHere'
  } catch (error) {
    log.error('oidc.failed', error)
    return 'account.providerFailed'
  }
}

/** The account that a provider means: of exactly this id, or the only one that differs from it in case. */
function accountOf({ accounts }: AccountState, told: string): Account | null {
  const exact = accounts.get(told as AccountId)
  const alike = [...accounts.values()].filter(
    ({ accountId }) => accountId.toLowerCase() === told.toLowerCase(),
  )
  const found = exact ?? (alike.length === 1 ? alike[0] : undefined)
  return found && !found.closed && !found.wall ? found : null
}
