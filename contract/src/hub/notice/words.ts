import { z } from 'zod'
import { cleanText } from '../../clean-text.ts'
import { Language } from '../../text.ts'
import { AlertKind, Severity } from '../alert/words.ts'
import { RegionId } from '../words.ts'

export const ChannelId = z.uuid().brand<'ChannelId'>()
export type ChannelId = z.infer<typeof ChannelId>

/** How notices go out: a request to a program, mail, short messages. */
export const ChannelKind = z.enum(['webhook', 'mail', 'sms'])
export type ChannelKind = z.infer<typeof ChannelKind>

const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM')
const timeZone = z
  .string()
  .max(60)
  .regex(/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/)
  .refine(isTimeZone, 'an IANA time zone such as Asia/Shanghai')

function isTimeZone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }) instanceof Intl.DateTimeFormat
  } catch {
    return false // that it throws is the answer
  }
}

/**
 * A way by which notices leave the region (通知渠道). Where it goes, and its secret, stand in no fact: addresses and numbers
 * are people's.
 */
export const Channel = z.strictObject({
  channelId: ChannelId,
  /** Alerts of halls in it and below. */
  regionId: RegionId,
  kind: ChannelKind,
  name: z.string().trim().min(1).max(60).overwrite(cleanText),
  on: z.boolean(),
  /** `escalated`: only alerts that were raised to this very region. */
  of: z.enum(['all', 'escalated']),
  least: Severity,
  /** Only these; absent: all. */
  kinds: z.array(AlertKind).max(40).optional(),
  /** That an alert has ended is told, too. */
  endings: z.boolean(),
  language: Language,
  /** Between these times of the day only what is critical goes out; the rest is told afterwards. Not for webhooks. */
  quiet: z.strictObject({ from: WallTime, to: WallTime, timeZone }).optional(),
  /** From so many that wait together on, one message tells of all. Not for webhooks. */
  digestFrom: z.number().int().min(2).max(100),
})
export type Channel = z.infer<typeof Channel>

/** Addresses that a program may be asked at; only what an administrator entered is ever asked. */
const WebAddress = z.url({ protocol: /^https?$/ }).max(500)
const Mail = z.email().max(120)
/** E.164 or as dialled in the country. */
const Phone = z.string().regex(/^\+?\d{5,15}$/)

/** Where a channel goes. */
export const ChannelTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('webhook'), url: WebAddress }),
  z.strictObject({ kind: z.literal('mail'), to: z.array(Mail).min(1).max(20) }),
  z.strictObject({ kind: z.literal('sms'), to: z.array(Phone).min(1).max(20) }),
])
export type ChannelTarget = z.infer<typeof ChannelTarget>
