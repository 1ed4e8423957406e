import { AUDIENCES, visibleFacts } from '@service-hall/contract'
import type { Audience, FactBatch, FactEntry } from '@service-hall/contract'

/** Where a batch goes: a room of sockets that see the same. */
export type Channel = {
  room: string
  audience: Audience
  /** Batches are gathered this long, ms; 0: sent at once. */
  gatherMs: number
}

/**
 * Kiosks show how many wait, which nobody reads to the tenth of a second; there may be many of them and every
 * ticket would go to all. Everybody else sees each commit at once.
 */
export const KIOSK_CHANNEL: Channel = { room: 'kiosks', audience: 'station', gatherMs: 100 }
const CHANNELS: readonly Channel[] = [
  ...AUDIENCES.map((audience) => ({ room: `audience:${audience}`, audience, gatherMs: 0 })),
  KIOSK_CHANNEL,
]

export function channelOf(audience: Audience, isKiosk: boolean): Channel {
  const channel = isKiosk ? KIOSK_CHANNEL : CHANNELS.find((row) => row.audience === audience)
  return channel ?? KIOSK_CHANNEL
}
/** Call displays. */
export const DISPLAY_CHANNEL: Channel = channelOf('display', false)

/** Where batches go, and whether anybody would get them. */
export type Listeners = {
  has(channel: Channel): boolean
  send(channel: Channel, batch: FactBatch): void
}

/** Turns commits into batches for each channel that somebody listens to. */
export class Broadcaster {
  readonly #listeners: Listeners
  readonly #gathering = new Map<string, FactBatch>()
  readonly #timers = new Map<string, NodeJS.Timeout>()

  constructor(listeners: Listeners) {
    this.#listeners = listeners
  }

  /** One commit's facts, in order. */
  publish(entries: readonly FactEntry[]): void {
    const from = entries[0]?.number
    const to = entries.at(-1)?.number
    if (from === undefined || to === undefined) return
    for (const channel of CHANNELS) {
      // Who begins to listen later begins with a snapshot, and that holds these facts.
      if (!this.#listeners.has(channel)) continue
      const batch = { from, to, entries: visibleFacts(channel.audience, entries) }
      if (channel.gatherMs === 0) this.#listeners.send(channel, batch)
      else this.#gather(channel, batch)
    }
  }

  /**
   * Tells everybody that the hall stands at fact `number`, by a batch of none after it: who has all facts knows it
   * already, who missed any sees a gap and asks for a view again.
   */
  announce(number: number): void {
    for (const channel of CHANNELS) {
      this.flush(channel)
      if (this.#listeners.has(channel))
        this.#listeners.send(channel, { from: number + 1, to: number, entries: [] })
    }
  }

  /** Sends what a channel has gathered so far. */
  flush(channel: Channel): void {
    clearTimeout(this.#timers.get(channel.room))
    this.#timers.delete(channel.room)
    const batch = this.#gathering.get(channel.room)
    this.#gathering.delete(channel.room)
    if (batch) this.#listeners.send(channel, batch)
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #gather(channel: Channel, batch: FactBatch): void {
    const gathered = this.#gathering.get(channel.room)
    if (gathered) {
      gathered.to = batch.to
      gathered.entries.push(...batch.entries)
      return
    }
    this.#gathering.set(channel.room, batch)
    this.#timers.set(
      channel.room,
      setTimeout(() => this.flush(channel), channel.gatherMs),
    )
  }
}
