import { hubCommand } from '../define/define.ts'
import { Channel, ChannelId } from './words.ts'

/** Makes a channel, or changes it. Where it goes is told beside the command. */
export const SetChannel = hubCommand('notice.setChannel', { channel: Channel }, { by: 'account' })
export const RemoveChannel = hubCommand('notice.removeChannel', { channelId: ChannelId }, { by: 'account' })
