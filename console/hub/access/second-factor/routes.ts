import { SecondFactorUnwanted, SecondFactorWanted, refuse } from '@service-hall/contract'
import type { RecoveryCodes, Refusal, SecondFactorSecret } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { consoleCookies } from '../../gateway/cookies.ts'
import { peerOf } from '../../gateway/peer.ts'
import { newCommandId } from '../../ports.ts'
import type { ConsolePorts } from '../../ports.ts'
import { codeCheck } from '../session-routes.ts'

const SELDOM = { config: { rateLimit: { max: 20, timeWindow: '1 minute' } } }

/** One's own second factor: asked for, shown to work and kept, taken away. Each step but the first needs the password. */
export function secondFactorRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, secondFactor, secondFactors } = ports

  app.post('/api/session/second-factor/secret', SELDOM, async (request, reply) => {
    const { account } = peerOf(request)
    if (account.secondFactor) return sendRefusal(reply, refuse('account.secondFactorExists'))
    return secondFactor.fresh(account.accountId) satisfies SecondFactorSecret
  })

  app.post('/api/session/second-factor', SELDOM, async (request, reply) => {
    const wanted = SecondFactorWanted.safeParse(request.body)
    if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', 'password, secret, code'))
    const { accountId } = peerOf(request).account
    const { password, secret, code } = wanted.data
    const bar = await barOf(ports, request, password)
    if (bar) return sendRefusal(reply, bar)
    const step = await secondFactor.stepOf(secret, code)
    if (step === null) return sendRefusal(reply, refuse('account.wrongCode'))
    const { codes, hashes } = secondFactor.freshCodes()
    const { answer } = await records.execute(
      { accountId: null, from: request.ip },
      { type: 'account.noteSecondFactor', id: newCommandId(ports), accountId },
      (trx) => secondFactors.keep(trx, accountId, { secret, step, codes: hashes }),
    )
    return answer.ok ? ({ codes } satisfies RecoveryCodes) : sendRefusal(reply, answer)
  })

  app.delete('/api/session/second-factor', SELDOM, async (request, reply) => {
    const unwanted = SecondFactorUnwanted.safeParse(request.body)
    if (!unwanted.success) return sendRefusal(reply, refuse('input.invalid', 'password, code'))
    const { account } = peerOf(request)
    if (!account.secondFactor) return sendRefusal(reply, refuse('account.noSecondFactor'))
    const { accountId } = account
    const { password, code } = unwanted.data
    const bar = await barOf(ports, request, password, codeCheck(ports, accountId, code, request.ip))
    if (bar) return sendRefusal(reply, bar)
    const { answer } = await records.execute(
      { accountId: null, from: request.ip },
      { type: 'account.noteSecondFactorGone', id: newCommandId(ports), accountId },
      (trx) => secondFactors.forget(trx, accountId),
    )
    return answer.ok ? reply.status(204).send() : sendRefusal(reply, answer)
  })
}

/** Why somebody has not shown that they are who is signed in; null: they have. */
async function barOf(
  ports: ConsolePorts,
  request: FastifyRequest,
  password: string,
  second?: () => Promise<'right' | 'wrong' | 'missing'>,
): Promise<Refusal | null> {
  const { accountId } = peerOf(request).account
  const browser = request.cookies[consoleCookies(ports).browser]
  const record = await ports.vault.passwordOf(accountId)
  const from = { ip: request.ip, browser }
  const checked = await ports.guard.check(accountId, { password, record, from, second })
  if (!('right' in checked)) return checked
  if (checked.right) return null
  return refuse(checked.wrongCode ? 'account.wrongCode' : 'password.wrong')
}
