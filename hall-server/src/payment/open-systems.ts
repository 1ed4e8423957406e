import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { HallFile, lookUp, tableOf } from '@service-hall/contract'
import { StartError, TokenBucket } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import { z } from 'zod'
import { createHttpBilling } from '../billing/http-client.ts'
import { BillingSettings } from '../billing/settings.ts'
import { AgreedWaits, DeliveryWaits, withWaits } from './agreed-waits.ts'
import { CHANNEL_KINDS } from './channel/channels.ts'
import type { ChannelKind, ChannelTools } from './channel/port.ts'
import { sensible } from './channel/sensible.ts'
import { CredentialShelf } from './systems.ts'
import type { OpenChannel, PaymentSystems } from './systems.ts'

const REFUSED_NOTICES = { burst: 20, perMinute: 6 } as const

type Options = {
  /** The file that the systems stand in: names of keys in it are from its folder. */
  path: string
  clock: Clock
  log: Log
}

export type RunningSystems = PaymentSystems & { stop(): void }

/**
 * Opens what the hall's file says of billing and channels. Throws a `StartError` that names the setting: a hall that cannot
 * take money as its file says is not started.
 */
export async function openPaymentSystems(
  { paymentSystems, payments }: HallFile,
  { path, clock, log }: Options,
): Promise<RunningSystems> {
  const folder = dirname(path)
  const readSecret = (name: string): Promise<string> =>
    readFile(isAbsolute(name) ? name : join(folder, name), 'utf8')
  const tools = { clock, log, readSecret }
  const waits = paymentSystems?.waits ?? {}
  const waitsOf = <Schema extends z.ZodType>(id: string, schema: Schema): z.output<Schema> =>
    checked(`paymentSystems.waits.${id}`, schema, lookUp(waits, id) ?? {})
  for (const id of Object.keys(waits))
    if (id !== 'billing' && !Object.hasOwn(paymentSystems?.channels ?? {}, id))
      throw new StartError('payments.settings', `paymentSystems.waits.${id}: there is no such channel`)
  const channels = tableOf(
    await Promise.all(
      Object.entries(paymentSystems?.channels ?? {}).map(
        async ([id, settings]) =>
          [id, withWaits(await openChannel(id, settings, tools), waitsOf(id, AgreedWaits))] as const,
      ),
    ),
  )
  if (payments && !paymentSystems) log.warn('payments.noSystems')
  for (const { channel } of (paymentSystems && payments?.ways) ?? [])
    if (channel !== 'cash' && !Object.hasOwn(channels, channel))
      throw new StartError(
        'payments.settings',
        `payments.ways: ${channel} has no paymentSystems.channels.${channel}`,
      )
  const billing = paymentSystems ? await openBilling(paymentSystems.billing, tools) : null
  const stopping = new AbortController()
  return {
    billing,
    channels: new Map(Object.entries(channels)),
    deliveryWaits: waitsOf('billing', DeliveryWaits),
    shelf: new CredentialShelf(clock),
    refusedNotices: new TokenBucket(clock, REFUSED_NOTICES),
    stopping: stopping.signal,
    stop() {
      stopping.abort()
      for (const { channel } of Object.values(channels)) channel.stop?.()
      billing?.stop?.()
    },
  }
}

/** The systems of a file of their own, instead of those in the hall's file: another machine's, or a sandbox's. */
export async function readSystems(path: string): Promise<HallFile['paymentSystems']> {
  try {
    return HallFile.shape.paymentSystems.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    throw new StartError('payments.settings', path, cause)
  }
}

async function openChannel(id: string, raw: unknown, tools: ChannelTools): Promise<OpenChannel> {
  const kind: ChannelKind | undefined = CHANNEL_KINDS.find((one) => one.id === id)
  const place = `paymentSystems.channels.${id}`
  if (!kind) throw new StartError('payments.settings', `${place}: there is no such channel`)
  const settings = checked(place, kind.settings, raw)
  return { kind, channel: sensible(await made(place, () => kind.create(settings, tools))) }
}

function openBilling(raw: unknown, tools: ChannelTools) {
  const place = 'paymentSystems.billing'
  const settings = checked(place, BillingSettings, raw)
  return made(place, () => createHttpBilling(settings, tools))
}

function checked<Schema extends z.ZodType>(place: string, schema: Schema, raw: unknown): z.output<Schema> {
  const { success, data, error } = schema.safeParse(raw)
  if (!success) throw new StartError('payments.settings', `${place}: ${z.prettifyError(error)}`)
  return data
}

async function made<Made>(place: string, make: () => Promise<Made> | Made): Promise<Made> {
  try {
    return await make()
  } catch (cause) {
    throw new StartError('payments.settings', place, cause)
  }
}
