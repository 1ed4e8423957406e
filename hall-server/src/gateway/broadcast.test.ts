import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FactBatch, FactEntry } from '@service-hall/contract'
import { Broadcaster, KIOSK_CHANNEL, channelOf } from './broadcast.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function lost(number: number): FactEntry {
  return { number, at: 0, fact: { type: 'StationLost', stationId: 'K1' as never } }
}
function opened(number: number): FactEntry {
  return { number, at: 0, commandId: 'secret', fact: { type: 'DayOpened', day: '2026-01-05' as never } }
}
function aBroadcaster(listening: (room: string) => boolean = () => true) {
  const sent: [string, FactBatch][] = []
  const broadcaster = new Broadcaster({
    has: ({ room }) => listening(room),
    send: ({ room }, batch) => sent.push([room, structuredClone(batch)]),
  })
  return {
    broadcaster,
    batchesOf: (room: string) => sent.filter(([to]) => to === room).map(([, batch]) => batch),
  }
}

test('everybody but kiosks gets each commit at once, each audience what it may see', () => {
  const { broadcaster, batchesOf } = aBroadcaster()
  broadcaster.publish([opened(1), lost(2)])
  const { fact, number, at } = opened(1)
  expect(batchesOf('audience:staff')).toEqual([{ from: 1, to: 2, entries: [{ number, at, fact }, lost(2)] }])
  expect(batchesOf('audience:display')).toEqual([{ from: 1, to: 2, entries: [{ number, at, fact }] }])
  expect(batchesOf(KIOSK_CHANNEL.room)).toEqual([])
})

test('kiosks get the commits of a tenth of a second as one batch without gap', () => {
  const { broadcaster, batchesOf } = aBroadcaster()
  broadcaster.publish([opened(1), lost(2)])
  vi.advanceTimersByTime(60)
  broadcaster.publish([opened(3)])
  vi.advanceTimersByTime(40)
  broadcaster.publish([lost(4)])
  vi.advanceTimersByTime(100)
  const batches = batchesOf(KIOSK_CHANNEL.room)
  expect(batches.map(({ from, to, entries }) => [from, to, entries.map(({ number }) => number)])).toEqual([
    [1, 3, [1, 3]],
    [4, 4, []],
  ])
})

test('channels nobody listens to cost nothing', () => {
  const { broadcaster, batchesOf } = aBroadcaster((room) => room === 'audience:staff')
  broadcaster.publish([opened(1)])
  expect(batchesOf('audience:staff')).toHaveLength(1)
  expect(batchesOf('audience:display')).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

test('nothing is sent once it is closed', () => {
  const { broadcaster, batchesOf } = aBroadcaster()
  broadcaster.publish([opened(1)])
  broadcaster.close()
  vi.advanceTimersByTime(1000)
  expect(batchesOf(KIOSK_CHANNEL.room)).toEqual([])
})

test('a kiosk has a channel of its own, a device host that of stations', () => {
  expect(channelOf('station', true)).toBe(KIOSK_CHANNEL)
  expect(channelOf('station', false)).toMatchObject({ room: 'audience:station', gatherMs: 0 })
})
