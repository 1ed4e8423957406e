import { expect, test } from 'vitest'
import { manualClock } from '../../test/manual-clock.ts'
import { createLink } from './link.ts'
import type { Line, LinkOptions, LinkState } from './link.ts'
import type { Transport, TransportEvents } from './transport.ts'

type Attempt = TransportEvents & { written: number[]; destroyed: boolean; take: ((taken: boolean) => void)[] }

/** A link on transports that the test opens, feeds and ends by hand. */
function aLink(config: { pace?: number; takesAtOnce?: boolean } = {}, options: LinkOptions = {}) {
  const clock = manualClock()
  const attempts: Attempt[] = []
  const lines: Line[] = []
  const states: LinkState[] = []
  const heard: { bytes: number[]; generation: number }[] = []
  const link = createLink(
    { url: 'tcp://h:1', ...(config.pace && { paceBytesPerSecond: config.pace }) },
    {
      onLine: (line) => lines.push(line),
      onData: (bytes, line) => heard.push({ bytes: [...bytes], generation: line.generation }),
      onState: (state) => states.push(state),
    },
    {
      clock,
      random: () => 0.5,
      openTransport(events): Transport {
        const attempt: Attempt = { ...events, written: [], destroyed: false, take: [] }
        attempts.push(attempt)
        return {
          write(bytes, done) {
            attempt.written.push(...bytes)
            if (config.takesAtOnce === false) attempt.take.push(done)
            else done(true)
          },
          drain: () => undefined,
          destroy: () => (attempt.destroyed = true),
        }
      },
      ...options,
    },
  )
  return { link, clock, attempts, lines, states, heard }
}

test('waits 0.25, 0.5, 1, 2, 5, 10 and again 10 s between attempts, and starts afresh once the device has answered', async () => {
  const { link, clock, attempts, lines, states } = aLink()
  link.open()
  for (let attempt = 0; attempt < 7; attempt += 1) {
    attempts.at(-1)!.onEnd('refused')
    await clock.advance(link.state.name === 'lost' ? link.state.retryInMs : 0)
  }
  const waits = states.flatMap((state) => (state.name === 'lost' ? [state.retryInMs] : []))
  expect(waits).toEqual([250, 500, 1_000, 2_000, 5_000, 10_000, 10_000])
  attempts.at(-1)!.onOpen()
  lines.at(-1)!.ready()
  attempts.at(-1)!.onEnd('disconnected')
  expect(link.state).toEqual({ name: 'lost', fault: 'disconnected', retryInMs: 250 })
  expect(link.counters.faults).toEqual({ refused: 7, disconnected: 1 })
})

test('spreads the waits by a fifth either way', () => {
  const early = aLink({}, { random: () => 0 })
  const late = aLink({}, { random: () => 0.999 })
  for (const { link, attempts } of [early, late]) {
    link.open()
    attempts[0]!.onEnd('refused')
  }
  expect(early.link.state).toMatchObject({ retryInMs: 200 })
  expect(late.link.state).toMatchObject({ retryInMs: 300 })
})

test('refuses to write on a line that is not open, was lost, or belongs to an earlier opening', async () => {
  const { link, clock, attempts, lines } = aLink()
  link.open()
  attempts[0]!.onOpen()
  const [old] = lines
  attempts[0]!.onEnd('disconnected')
  expect(await old!.write(Buffer.from('STALE'))).toEqual({ ok: false, fault: 'notReady', handedOver: 0 })
  await clock.advance(1_000)
  attempts[1]!.onOpen()
  expect(await old!.write(Buffer.from('STALE'))).toMatchObject({ ok: false })
  expect(attempts[1]!.written).toEqual([])
  expect(lines[1]!.generation).toBe(old!.generation + 1)
  expect(link.counters.refusedWrites).toBe(2)
})

test('throws the transport away when it loses it, and hears nothing more from it', async () => {
  const { link, clock, attempts, heard } = aLink()
  link.open()
  attempts[0]!.onOpen()
  attempts[0]!.onData(Uint8Array.of(1))
  attempts[0]!.onEnd('disconnected')
  attempts[0]!.onData(Uint8Array.of(2))
  await clock.advance(1_000)
  attempts[1]!.onOpen()
  attempts[0]!.onData(Uint8Array.of(3))
  attempts[0]!.onEnd('failed')
  expect(attempts[0]!.destroyed).toBe(true)
  expect(heard).toEqual([{ bytes: [1], generation: 1 }])
  expect(link.state).toEqual({ name: 'probing', generation: 2 })
})

test('says how many bytes may have gone when the line dies under a write', async () => {
  const { link, clock, attempts, lines } = aLink({ pace: 1_000 })
  link.open()
  attempts[0]!.onOpen()
  const writing = lines[0]!.write(new Uint8Array(500))
  const waiting = lines[0]!.write(new Uint8Array(10))
  await clock.advance(100)
  attempts[0]!.onEnd('disconnected')
  const result = await writing
  expect(result).toEqual({ ok: false, fault: 'disconnected', handedOver: attempts[0]!.written.length })
  expect(attempts[0]!.written.length).toBeGreaterThanOrEqual(64)
  expect(attempts[0]!.written.length).toBeLessThanOrEqual(164)
  expect(await waiting).toMatchObject({ ok: false, handedOver: 0 })
})

test('stops in mid-write when asked to, and goes on with the next write', async () => {
  const { link, clock, attempts, lines } = aLink({ pace: 1_000 })
  link.open()
  attempts[0]!.onOpen()
  const stop = new AbortController()
  const writing = lines[0]!.write(new Uint8Array(500), stop.signal)
  const next = lines[0]!.write(Uint8Array.of(7))
  await clock.advance(50)
  stop.abort()
  await clock.advance(100)
  expect(await writing).toMatchObject({ ok: false, fault: 'stopped' })
  expect(await next).toMatchObject({ ok: true })
  expect(attempts[0]!.written.at(-1)).toBe(7)
})

test('gives a line up that takes no bytes, and one that does not open', async () => {
  const stalled = aLink({ takesAtOnce: false })
  stalled.link.open()
  stalled.attempts[0]!.onOpen()
  const writing = stalled.lines[0]!.write(Uint8Array.of(1))
  await stalled.clock.advance(10_000)
  expect(await writing).toEqual({ ok: false, fault: 'stalled', handedOver: 1 })
  const hanging = aLink()
  hanging.link.open()
  await hanging.clock.advance(5_000)
  expect(hanging.link.state).toMatchObject({ name: 'lost', fault: 'openTimeout' })
})

test('closes in bounded time although the drain never ends', async () => {
  const { link, clock, attempts, lines } = aLink()
  link.open()
  attempts[0]!.onOpen()
  lines[0]!.ready()
  const closed = link.close()
  expect(await lines[0]!.write(Uint8Array.of(1))).toMatchObject({ ok: false, fault: 'notReady' })
  await clock.advance(1_000)
  await closed
  expect(attempts[0]!.destroyed).toBe(true)
  expect(link.state).toEqual({ name: 'closed' })
  await clock.advance(60_000)
  expect(attempts.length).toBe(1)
})

test('reports a url that cannot be used as misconfigured', () => {
  const states: LinkState[] = []
  const user = {
    onLine: () => undefined,
    onData: () => undefined,
    onState: (state: LinkState) => states.push(state),
  }
  const link = createLink({ url: 'usb:1' }, user, { clock: manualClock() })
  link.open()
  expect(states.at(-1)).toMatchObject({ name: 'lost', fault: 'misconfigured' })
})
