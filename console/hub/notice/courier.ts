import { localTime } from '@service-hall/contract'
import type { WebhookBody } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import type { HubRecords } from '../capabilities.ts'
import type { Store } from '../core/store.ts'
import type { LiveRegion } from '../live/live-region.ts'
import { hallNameOf } from '../alert/seen.ts'
import { recordsAfter } from '../records/store.ts'
import type { HallId, HubFact } from '@service-hall/contract'
import { noticesOf } from './events.ts'
import { messageOf } from './message.ts'
import { sendMail, sendSms } from './send.ts'
import type { Sent } from './send.ts'
import type { NoticeSettings } from './settings.ts'
import type { KeptChannel } from './state.ts'
import { claimRows, noteSent, noticedUpTo, putNotices, tidyOutbox, unfinished } from './store.ts'
import type { OutboxRow } from './store.ts'
import type { ChannelTargets, KeptTarget } from './targets.ts'
import { sendWebhook } from './webhook.ts'

export type CourierPorts = {
  store: Store
  records: HubRecords
  live: LiveRegion
  clock: Clock
  log: Log
  noticeTargets: ChannelTargets
  noticeSettings: NoticeSettings
}

const LOOK_EVERY_MS = 1_000
const PAGE = 500
/** Pauses before the second, third … try, ms; after the last the notice has failed. */
export const PAUSES_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000, 7_200_000] as const
/** A node that has taken a notice and has not said what came of it for so long is no more, ms. */
const CLAIM_MS = 90_000
const TIDY_EVERY_MS = 3_600_000
/** Channels that are sent to at once. */
const AT_ONCE = 8

/**
 * Makes notices of what happens to alerts and sends them, on every node: each is made once, in one transaction with the
 * place up to which that was done, and sent by whichever node takes it. One that died sending leaves it to the others; so
 * a notice comes once or, seldom, twice under the same id. Pauses are of each node's steady clock.
 */
export class NoticeCourier {
  readonly #ports: CourierPorts
  /** Since when this node sees a notice as it stands. */
  readonly #seen = new Map<string, { mark: string; since: number }>()
  readonly #startedAt: number
  #tidiedAt = -Infinity
  #cancel: Cancel | null = null
  #working: Promise<void> = Promise.resolve()
  #closed = false

  constructor(ports: CourierPorts) {
    this.#ports = ports
    this.#startedAt = ports.clock.monotonic()
  }

  start(): void {
    this.#cancel = this.#ports.clock.after(LOOK_EVERY_MS, () => {
      this.#working = this.look()
        .catch((error: unknown) => this.#ports.log.error('notice.notLooked', error))
        .finally(() => {
          if (!this.#closed) this.start()
        })
    })
  }

  async stop(): Promise<void> {
    this.#closed = true
    this.#cancel?.()
    await this.#working
  }

  /** Makes what is to be told, sends what is due. */
  async look(): Promise<void> {
    await this.#make()
    await this.#send()
    const { clock, store, records } = this.#ports
    const now = clock.monotonic()
    if (now - this.#tidiedAt < TIDY_EVERY_MS) return
    this.#tidiedAt = now
    const { channels, removedChannels } = records.state
    await tidyOutbox(store, { channels: [...channels.keys()], removed: [...removedChannels] })
  }

  async #make(): Promise<void> {
    const { store, records, live, clock } = this.#ports
    const { state } = records
    const from = await noticedUpTo(store)
    if (from >= state.number) return
    const entries = (await recordsAfter(store, from, PAGE)).filter(({ number }) => number <= state.number)
    const upTo = entries.at(-1)?.number
    if (upTo === undefined) return
    const notices = entries.flatMap((entry) =>
      entry.fact
        ? noticesOf(state, { ...entry, fact: entry.fact satisfies HubFact }, (id) =>
            hallNameOf(live, id as HallId),
          )
        : [],
    )
    await putNotices(store, { from, upTo, notices, made: clock.now() })
  }

  async #send(): Promise<void> {
    const { store, records, noticeTargets } = this.#ports
    const rows = await unfinished(store)
    const due = rows.filter((row) => this.#isDue(row))
    const known = new Set(rows.map(({ id }) => id))
    for (const id of this.#seen.keys()) if (!known.has(id)) this.#seen.delete(id)
    if (due.length === 0) return
    const targets = await noticeTargets.all()
    const byChannel = new Map<string, OutboxRow[]>()
    for (const row of due) byChannel.set(row.channel, [...(byChannel.get(row.channel) ?? []), row])
    const jobs = [...byChannel].flatMap(([channelId, list]) => {
      const channel = records.state.channels.get(channelId as KeptChannel['channelId'])
      const target = targets.get(channelId)
      if (!channel) return []
      return this.#parcels(channel, list).map((parcel) => () => this.#deliver(channel, target, parcel))
    })
    for (let at = 0; at < jobs.length && !this.#closed; at += AT_ONCE)
      await Promise.all(jobs.slice(at, at + AT_ONCE).map((job) => job()))
  }

  #isDue({ id, state, tries, claim }: OutboxRow): boolean {
    const now = this.#ports.clock.monotonic()
    const mark = `${state} ${tries} ${claim}`
    const known = this.#seen.get(id)
    const since = known?.mark === mark ? known.since : now
    this.#seen.set(id, { mark, since })
    if (state === 'sending') return now - since >= CLAIM_MS
    const pause = tries === 0 ? 0 : (PAUSES_MS[tries - 1] ?? 0)
    // What waited before this node was there has waited for some of it already.
    const isOld = since - this.#startedAt < 2 * LOOK_EVERY_MS
    return now - since >= (isOld ? Math.min(pause, 30_000) : pause)
  }

  /** What goes out together. Quiet hours hold back what is not critical. */
  #parcels(channel: KeptChannel, rows: readonly OutboxRow[]): OutboxRow[][] {
    if (channel.kind === 'webhook') return rows.map((row) => [row])
    const isQuiet = channel.quiet !== undefined && isWithin(channel.quiet, this.#ports.clock.now())
    const loud = rows.filter(({ critical }) => !isQuiet || critical === 1)
    if (loud.length === 0) return []
    return loud.length >= channel.digestFrom ? [loud] : loud.map((row) => [row])
  }

  async #deliver(
    channel: KeptChannel,
    target: KeptTarget | undefined,
    rows: readonly OutboxRow[],
  ): Promise<void> {
    const { store, clock, log } = this.#ports
    const claimed = await claimRows(store, rows)
    if (claimed.length === 0) return
    const sent = target
      ? await this.#sendTo(channel, target, claimed)
      : { ok: false as const, error: 'noTarget' }
    const at = clock.now()
    if (sent.ok) return noteSent(store, claimed, { state: 'sent', error: null, at })
    log.warn('notice.notSent', { channel: channel.channelId, error: sent.error, notices: claimed.length })
    for (const row of claimed) {
      const isLast = row.tries >= PAUSES_MS.length
      await noteSent(store, [row], { state: isLast ? 'failed' : 'waiting', error: sent.error, at })
    }
  }

  async #sendTo(
    channel: KeptChannel,
    { target, secret }: KeptTarget,
    rows: readonly OutboxRow[],
  ): Promise<Sent> {
    const { clock, noticeSettings: settings } = this.#ports
    const [first] = rows
    try {
      if (target.kind === 'webhook')
        return await sendWebhook(
          { url: target.url, secret: secret ?? '' },
          { id: first?.id ?? '', body: first?.body ?? '', now: clock.now() },
          settings,
        )
      const bodies = rows.map(({ body }) => JSON.parse(body) as WebhookBody)
      const message = messageOf(bodies, channel.language, settings.origin)
      if (target.kind === 'mail') return await sendMail(settings.smtp, target, message)
      return await sendSms(settings.sms, target, message, settings)
    } catch (error) {
      // A library that throws must not keep the others from being told.
      this.#ports.log.error('notice.sendFailed', error, { channel: channel.channelId })
      return {
        ok: false,
        error: reasonOf(error)
          .slice(0, 60)
          .replace(/\S+@\S+|\+?\d{5,}/g, '…'),
      }
    }
  }
}

/** Whether the clock of a place stands between two times of the day, over midnight too. */
export function isWithin({ from, to, timeZone }: NonNullable<KeptChannel['quiet']>, at: number): boolean {
  const { time } = localTime(at, timeZone)
  return from <= to ? from <= time && time < to : time >= from || time < to
}
