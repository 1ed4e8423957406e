import { refuse } from '@service-hall/contract'
import type { HubCommandType } from '@service-hall/contract'
import { barred } from '../organisation/decide.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders, Sender } from '../records/decision.ts'
import { mayActOn } from '../access/may.ts'
import type { KeptChannel, NoticeState } from './state.ts'

type State = OrganisationState & NoticeState

const MOST = 500

/** Channels that somebody does not administer are to them as if there were none. */
export function channelFor(state: State, { account }: Sender, channelId: string): KeptChannel | undefined {
  const channel = state.channels.get(channelId as KeptChannel['channelId'])
  if (!channel || account === null) return channel
  return mayActOn(state, account, 'administer', { regionId: channel.regionId }) ? channel : undefined
}

export const decideNotice: HubDeciders<State, Extract<HubCommandType, `notice.${string}`>> = {
  'notice.setChannel'(state, { channel }, sender) {
    const { channelId, regionId, kind } = channel
    const bar = barred(state, sender, { regionId })
    if (bar) return bar
    const before = state.channels.get(channelId)
    // Its address goes with it, so it comes back as another one.
    if (state.removedChannels.has(channelId)) return refuse('notice.unknown')
    if (before && !channelFor(state, sender, channelId)) return refuse('notice.unknown')
    // Its address belongs to its kind, and who entered it to its region.
    if (before && (before.kind !== kind || before.regionId !== regionId)) return refuse('notice.kindStays')
    if (!before && state.channels.size >= MOST) return refuse('notice.tooMany')
    return records(`channel:${channelId}`, [{ type: 'NoticeChannelSet', channel }], [TREE])
  },
  'notice.removeChannel'(state, { channelId }, sender) {
    if (!channelFor(state, sender, channelId)) return refuse('notice.unknown')
    return records(`channel:${channelId}`, [{ type: 'NoticeChannelRemoved', channelId }], [TREE])
  },
}
