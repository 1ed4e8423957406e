import { z } from 'zod'
import { hubFact } from '../define/define.ts'
import { RegionId } from '../words.ts'
import { ChannelId } from './words.ts'

const OfSeverity = z.enum(['warning', 'critical'])

export const NoticeChannelSet = hubFact('NoticeChannelSet', {
  channel: z.object({
    channelId: ChannelId,
    regionId: RegionId,
    kind: z.enum(['webhook', 'mail', 'sms']),
    name: z.string(),
    on: z.boolean(),
    of: z.enum(['all', 'escalated']),
    least: OfSeverity,
    kinds: z.array(z.string()).optional(),
    endings: z.boolean(),
    language: z.enum(['zh', 'en']),
    quiet: z.object({ from: z.string(), to: z.string(), timeZone: z.string() }).optional(),
    digestFrom: z.number(),
  }),
})
export const NoticeChannelRemoved = hubFact('NoticeChannelRemoved', { channelId: ChannelId })
