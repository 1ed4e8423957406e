import { AuditQuery, PeerHubCommand, ROOT, refuse, refuseTooMany } from '@service-hall/contract'
import type { ChainState } from '@service-hall/contract'
import { TokenBuckets } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { mayActOn } from '../access/may.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { chainState, recordsBefore } from './store.ts'

/** Commands of one account: answers are kept for good, refusals too. */
const COMMANDS = { burst: 300, perMinute: 120 }
const AUDIT_PAGE = 200
const SELDOM = { config: { rateLimit: { max: 10, timeWindow: '1 minute' } } }
/** They bring what stands in no command, and have routes of their own. */
const ELSEWHERE: readonly string[] = [
  ...['account.add', 'account.resetPassword', 'map.set', 'media.keep', 'notice.setChannel'],
]

/** Commands to the hub's own records, and the audit log. */
export function recordRoutes(app: FastifyInstance, { records, store, clock }: ConsolePorts): void {
  const buckets = new TokenBuckets(clock, COMMANDS)
  let checking: Promise<ChainState> | null = null

  app.post('/api/commands', async (request, reply) => {
    const command = PeerHubCommand.safeParse(request.body)
    if (!command.success || ELSEWHERE.includes(command.data.type)) {
      const issue = command.error?.issues[0]
      return sendRefusal(reply, refuse('input.invalid', issue ? issue.path.join('.') : 'type'))
    }
    const bucket = buckets.of(peerOf(request).account.accountId)
    if (!bucket.take()) return sendRefusal(reply, refuseTooMany(bucket.waitMs()))
    const { answer } = await records.execute(senderOf(request), command.data)
    return answer.ok ? answer : sendRefusal(reply, answer)
  })

  // Whole and for administrators of everything: a part of a chain proves nothing.
  app.get('/api/audit', async (request, reply) => {
    const query = AuditQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', 'before'))
    if (!mayActOn(records.state, peerOf(request).account, 'administer', { regionId: ROOT }))
      return sendRefusal(reply, refuse('access.denied'))
    return recordsBefore(store, query.data.before ?? Number.MAX_SAFE_INTEGER, AUDIT_PAGE)
  })

  // It reads everything there is: now and then, and by one at a time.
  app.get('/api/audit/chain', SELDOM, async (request, reply) => {
    if (!mayActOn(records.state, peerOf(request).account, 'administer', { regionId: ROOT }))
      return sendRefusal(reply, refuse('access.denied'))
    checking ??= chainState(store).finally(() => (checking = null))
    return checking
  })
}
