import { ChannelParams, ChannelTest, ChannelWish, refuse } from '@service-hall/contract'
import type { ChannelAnswer, ChannelsAnswer, DeliveriesAnswer, WebhookBody } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import { isIP } from 'node:net'
import { mayActOn } from '../access/may.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { channelFor } from './decide.ts'
import { isBarred } from './request.ts'
import { deliveriesOf, outboxCounts, putTest } from './store.ts'
import { freshSecret, masked } from './targets.ts'

const SELDOM = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }
const SHOWN = 100

/** Channels of the regions that somebody administers: what there is, what became of what they sent, trials. */
export function noticeRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, store, clock, noticeTargets, noticeSettings } = ports
  const { state } = records

  app.get('/api/notice-channels', async (request): Promise<ChannelsAnswer> => {
    const { account } = peerOf(request)
    const [targets, counts] = [await noticeTargets.all(), await outboxCounts(store)]
    const mine = [...state.channels.values()].filter(({ regionId }) =>
      mayActOn(state, account, 'administer', { regionId }),
    )
    const none = { waiting: 0, failed: 0, dropped: 0, lastSentAt: null }
    return {
      gateways: { mail: noticeSettings.smtp !== undefined, sms: noticeSettings.sms?.kind ?? 'none' },
      channels: mine.map((channel) => {
        const kept = targets.get(channel.channelId)
        const shown = { ...channel, ...(counts.get(channel.channelId) ?? none) }
        return { ...shown, target: kept ? masked(kept.target) : '' } as ChannelsAnswer['channels'][number]
      }),
    }
  })

  app.post('/api/notice-channels', SELDOM, async (request, reply) => {
    const wish = ChannelWish.safeParse(request.body)
    if (!wish.success)
      return sendRefusal(reply, refuse('input.invalid', wish.error.issues[0]?.path.join('.')))
    const { id, channel, target } = wish.data
    const isNew = !state.channels.has(channel.channelId)
    if (isNew && !target) return sendRefusal(reply, refuse('notice.noTarget'))
    if (target && target.kind !== channel.kind)
      return sendRefusal(reply, refuse('input.invalid', 'target.kind'))
    if (target?.kind === 'webhook' && isBarredHost(target.url))
      return sendRefusal(reply, refuse('notice.addressBarred'))
    const hasNoGateway =
      (channel.kind === 'mail' && !noticeSettings.smtp) || (channel.kind === 'sms' && !noticeSettings.sms)
    if (isNew && hasNoGateway) return sendRefusal(reply, refuse('notice.noGateway'))
    const before = (await noticeTargets.all()).get(channel.channelId)
    const secret = channel.kind === 'webhook' ? (before?.secret ?? freshSecret()) : null
    const command = { type: 'notice.setChannel' as const, id, channel }
    const { answer, fresh } = await records.execute(senderOf(request), command, async (trx) => {
      if (target) await noticeTargets.keep(trx, channel.channelId, { target, secret })
    })
    if (!answer.ok) return sendRefusal(reply, answer)
    return { ok: true, secret: fresh && isNew ? secret : null } satisfies ChannelAnswer
  })

  app.get('/api/notice-channels/:channelId/deliveries', async (request, reply) => {
    const params = ChannelParams.safeParse(request.params)
    const { account } = peerOf(request)
    if (!params.success || !channelFor(state, { account }, params.data.channelId))
      return sendRefusal(reply, refuse('notice.unknown'))
    const answer: DeliveriesAnswer = { deliveries: await deliveriesOf(store, params.data.channelId, SHOWN) }
    return answer
  })

  app.post('/api/notice-channels/:channelId/test', SELDOM, async (request, reply) => {
    const params = ChannelParams.safeParse(request.params)
    const wish = ChannelTest.safeParse(request.body)
    const { account } = peerOf(request)
    if (!params.success || !wish.success || !channelFor(state, { account }, params.data.channelId))
      return sendRefusal(reply, refuse('notice.unknown'))
    const body: WebhookBody = { type: 'test', timestamp: new Date(clock.now()).toISOString(), data: null }
    const { channelId } = params.data
    await putTest(store, {
      ...{ id: `test.${channelId}.${wish.data.id}`, channel: channelId, made: clock.now() },
      body: JSON.stringify(body),
    })
    return reply.status(202).send({ ok: true })
  })

  /** An address of numbers is looked at at once; a name whenever it is asked. */
  function isBarredHost(url: string): boolean {
    const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
    return isIP(host) !== 0 && isBarred(host, noticeSettings)
  }
}
