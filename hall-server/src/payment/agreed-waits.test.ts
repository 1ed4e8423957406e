import { expect, test } from 'vitest'
import { AgreedWaits, DELIVERY_WAITS, DeliveryWaits, withWaits } from './agreed-waits.ts'
import type { Channel, ChannelRules } from './channel/port.ts'

const RULES = {
  payableMs: 60_000,
  queryMs: [3_000],
  closeMs: [0],
  source: 'its document',
} as unknown as ChannelRules

/** Keeps what it was asked in a field of its own, as a channel of a class does. */
class OneChannel {
  readonly rules = RULES
  readonly #asked: string[] = []
  query({ channelNo }: { channelNo: string }) {
    this.#asked.push(channelNo)
    return Promise.resolve({ is: 'unsure', why: this.#asked.join() })
  }
}

const opened = () => ({ kind: { id: 'one' } as never, channel: new OneChannel() as unknown as Channel })

test('a channel is asked as was agreed with it, and by its own rules where nothing was', async () => {
  const { channel } = withWaits(opened(), { queryMs: [200] })
  expect(channel.rules).toEqual({ ...RULES, queryMs: [200] })
  expect(await channel.query({ channelNo: 'P1' } as never)).toEqual({ is: 'unsure', why: 'P1' })
  expect(channel.notice).toBeUndefined()
  const own = opened()
  expect(withWaits(own, {}).channel).toBe(own.channel)
})

test('a wait that is none is refused, and write-offs have theirs where nothing was agreed', () => {
  expect(AgreedWaits.safeParse({ queryMs: [] }).success).toBe(false)
  expect(AgreedWaits.safeParse({ payableMs: 0 }).success).toBe(false)
  expect(AgreedWaits.safeParse({ pollMs: [1] }).success).toBe(false)
  expect(DeliveryWaits.parse({ customerMs: [0] })).toEqual({ ...DELIVERY_WAITS, customerMs: [0] })
})
