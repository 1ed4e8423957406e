import type { ChannelId, HubFact } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

type Kept = Extract<HubFact, { type: 'NoticeChannelSet' }>['channel']

export type NoticeState = { channels: Map<ChannelId, Kept>; removedChannels: Set<ChannelId> }
export type KeptChannel = Kept

export const emptyNotices = (): NoticeState => ({ channels: new Map(), removedChannels: new Set() })

export const evolveNotices: HubEvolve<NoticeState, 'NoticeChannelSet' | 'NoticeChannelRemoved'> = {
  NoticeChannelSet({ channels }, { channel }) {
    channels.set(channel.channelId, channel)
  },
  NoticeChannelRemoved({ channels, removedChannels }, { channelId }) {
    channels.delete(channelId)
    removedChannels.add(channelId)
  },
}

/** Whether a channel tells of this kind. A kind that was taken out of a list in another release stays out. */
export const tellsOf = ({ kinds }: Pick<Kept, 'kinds'>, kind: string): boolean =>
  kinds === undefined || kinds.includes(kind)
