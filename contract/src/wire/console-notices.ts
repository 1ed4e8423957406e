// Channels of notices between the console and the hub of a region.
import { z } from 'zod'
import { Channel, ChannelId, ChannelTarget } from '../hub/notice/words.ts'
import { PeerCommandId } from '../ids.ts'

/** `POST /api/notice-channels`: a channel, and where it goes; absent: as before. */
export const ChannelWish = z.strictObject({
  id: PeerCommandId,
  channel: Channel,
  target: ChannelTarget.optional(),
})
export type ChannelWish = z.infer<typeof ChannelWish>
/** Its answer. `secret`: what a new webhook is signed with, told once. */
export type ChannelAnswer = { ok: true; secret: string | null }

/** `POST /api/notice-channels/:channelId/test` */
export const ChannelParams = z.object({ channelId: ChannelId })
export const ChannelTest = z.strictObject({ id: PeerCommandId })

/** One thing that goes out by a channel, and how far it has come. */
export type Delivery = {
  id: string
  event: string
  alertId: string | null
  state: 'waiting' | 'sending' | 'sent' | 'failed' | 'dropped'
  tries: number
  /** What went wrong at the last try, in a word or a status; never what was answered. */
  error: string | null
  /** Stamps of the nodes, epoch ms. */
  madeAt: number
  doneAt: number | null
}

/** `GET /api/notice-channels`, of regions that one administers. `target`: where it goes, in parts that name nobody. */
export type ChannelSeen = Channel & {
  target: string
  waiting: number
  failed: number
  dropped: number
  lastSentAt: number | null
}
export type ChannelsAnswer = {
  gateways: { mail: boolean; sms: 'none' | 'sandbox' | 'http' }
  channels: ChannelSeen[]
}
/** `GET /api/notice-channels/:channelId/deliveries`: the latest first. */
export type DeliveriesAnswer = { deliveries: Delivery[] }

/** What a webhook gets as its body; docs/region.md says how it is signed. */
export type WebhookBody = {
  type: 'alert.raised' | 'alert.reopened' | 'alert.worsened' | 'alert.escalated' | 'alert.cleared' | 'test'
  /** ISO 8601, by the hub's clock. */
  timestamp: string
  data: {
    alertId: string
    kind: string
    severity: string
    hallId: string
    hallName: { zh: string; en: string }
    regionId: string
    subject: string
    value: number | null
    limit: number | null
    raisedAt: string
    escalatedTo: string | null
  } | null
}
