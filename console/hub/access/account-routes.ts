import { AccountParams, NewAccount, NewPassword, refuse } from '@service-hall/contract'
import type { AccountSeen, HubCommand } from '@service-hall/contract'
import { firstPassword, hashPassword } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Knex } from 'knex'
import type { PasswordRecord } from '@service-hall/server-kit'
import { peerOf, senderOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { mayActOn, sees } from './may.ts'

const SELDOM = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }

/** Accounts: who there is, new ones, first passwords. What needs no password goes by `POST /api/commands`. */
export function accountRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, vault } = ports

  app.get('/api/accounts', async (request): Promise<AccountSeen[]> => {
    const { account: asker } = peerOf(request)
    const names = await vault.names()
    const { state } = records
    return [...state.accounts.values()].flatMap((account) => {
      const { accountId, homeId, grants, closed, first, secondFactor, wall, sessions } = account
      const places = [homeId, ...grants.map(({ regionId }) => regionId)]
      if (closed || !places.some((regionId) => mayActOn(state, asker, 'administer', { regionId }))) return []
      const shown = grants.filter(({ regionId }) => sees(state, asker, { regionId }))
      return [
        {
          accountId,
          name: names.get(accountId) ?? '',
          homeId,
          grants: shown,
          first,
          secondFactor,
          wall,
          sessions: sessions.size,
        },
      ]
    })
  })

  app.post('/api/accounts', SELDOM, async (request, reply) => {
    const wanted = NewAccount.safeParse(request.body)
    if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', firstPath(wanted.error)))
    const { name, ...fields } = wanted.data
    const command = { type: 'account.add' as const, ...fields }
    return withPassword(request, reply, command, (trx, password) =>
      vault.add(trx, fields.accountId, { name, password }),
    )
  })

  app.post('/api/accounts/:accountId/password', SELDOM, async (request, reply) => {
    const params = AccountParams.safeParse(request.params)
    const wanted = NewPassword.safeParse(request.body)
    if (!params.success || !wanted.success) return sendRefusal(reply, refuse('input.invalid', 'id'))
    const { accountId } = params.data
    const command = { type: 'account.resetPassword' as const, id: wanted.data.id, accountId }
    return withPassword(request, reply, command, (trx, password) =>
      vault.setPassword(trx, accountId, password),
    )
  })

  /** Answers the password once, to whoever made it; a command that is sent again under its id brings none. */
  async function withPassword(
    request: FastifyRequest,
    reply: FastifyReply,
    command: HubCommand,
    keep: (trx: Knex, password: PasswordRecord) => Promise<void>,
  ): Promise<FastifyReply | { password: string | null }> {
    const password = firstPassword()
    const record = await hashPassword(password, ports.hashCost)
    const { answer, fresh } = await records.execute(senderOf(request), command, (trx) => keep(trx, record))
    return answer.ok ? { password: fresh ? password : null } : sendRefusal(reply, answer)
  }
}

function firstPath(error: { issues: { path: PropertyKey[] }[] }): string {
  return error.issues[0]?.path.join('.') ?? ''
}
