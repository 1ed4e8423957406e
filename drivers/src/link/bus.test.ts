import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delay } from '../clock.ts'
import { manualClock } from '../../test/manual-clock.ts'
import type { BusManners } from './bus.ts'
import type { LinkConfig } from './config.ts'
import { createLineBook } from './line-book.ts'
import type { Line, LinkState } from './link.ts'
import type { Transport, TransportEvents } from './transport.ts'

type Attempt = TransportEvents & { destroyed: boolean }

const URL = 'serial:/dev/ttyRS485'
/** 9600 8N1: 3.5 characters are 3.65 ms, which timers round up. */
const TURNAROUND_MS = 3.65

/** A bus on transports that the test opens, feeds and ends by hand. Bytes sent are kept with the time they went. */
function aBus() {
  const clock = manualClock()
  const attempts: Attempt[] = []
  const wire: { at: number; bytes: string }[] = []
  let onSent: (text: string) => void = () => undefined
  const book = createLineBook()
  const options = {
    clock,
    random: () => 0.5,
    openTransport(events: TransportEvents): Transport {
      const attempt = { ...events, destroyed: false }
      attempts.push(attempt)
      return {
        write(bytes, done) {
          const text = Buffer.from(bytes).toString('latin1')
          wire.push({ at: clock.monotonic(), bytes: text })
          done(true)
          onSent(text)
        },
        drain: (done) => done(),
        destroy: () => (attempt.destroyed = true),
      }
    },
  }
  function join(config: Partial<LinkConfig> = {}, manners: BusManners = {}) {
    const lines: Line[] = []
    const heard: string[] = []
    const states: LinkState[] = []
    const user = {
      onLine: (line: Line) => lines.push(line),
      onData: (bytes: Uint8Array) => heard.push(Buffer.from(bytes).toString('latin1')),
      onState: (state: LinkState) => states.push(state),
    }
    const link = book.link({ url: URL, ...config }, user, options, manners)
    return { link, lines, heard, states, line: () => lines.at(-1)! }
  }
  return {
    clock,
    attempts,
    wire,
    join,
    answers: (sent: (text: string) => void) => (onSent = sent),
    say: (text: string) => attempts.at(-1)!.onData(Buffer.from(text, 'latin1')),
  }
}

/** Members on an open port, all of them ready. */
function members(count: number, bus = aBus()) {
  const all = Array.from({ length: count }, () => bus.join())
  for (const { link } of all) link.open()
  bus.attempts[0]!.onOpen()
  for (const { line } of all) line().ready()
  return { ...bus, all }
}

const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('a bus', () => {
  test('opens one port for all, and closes it with the last of them', async () => {
    const { attempts, all, clock } = members(3)
    expect(attempts.length).toBe(1)
    expect(all.map(({ link }) => link.state.name)).toEqual(['ready', 'ready', 'ready'])
    await all[0]!.link.close()
    await all[1]!.link.close()
    expect(attempts[0]!.destroyed).toBe(false)
    const closed = all[2]!.link.close()
    await clock.advance(0)
    await closed
    expect(attempts[0]!.destroyed).toBe(true)
    expect(all.map(({ link }) => link.state.name)).toEqual(['closed', 'closed', 'closed'])
  })

  test('gives an answer only to the one whose turn it is', async () => {
    const { all, clock, say } = members(2)
    const [a, b] = [all[0]!, all[1]!]
    const asking = a.line().turn(async () => {
      await a.line().write(bytes('a?'))
      await delay(clock, 20)
    })
    await clock.advance(5)
    say('a!')
    await clock.advance(20)
    await asking
    expect(a.heard).toEqual(['a!'])
    expect(b.heard).toEqual([])
  })

  test('keeps an answer that comes too late from whoever asks next', async () => {
    const { all, clock, say } = members(2)
    void all[0]!.line().write(bytes('a?'))
    await clock.advance(1)
    say('late')
    void all[1]!.line().write(bytes('b?'))
    await clock.advance(100)
    expect(all.map(({ heard }) => heard)).toEqual([[], []])
  })

  test('lets those overhear who speak unasked', async () => {
    const bus = aBus()
    const keypad = bus.join({}, { overhears: true })
    const { all } = members(1, bus)
    keypad.link.open()
    bus.say('key')
    expect(keypad.heard).toEqual(['key'])
    expect(all[0]!.heard).toEqual([])
  })

  test('is silent for 3.5 characters, counted from when the wire is free, between two turns', async () => {
    const { all, clock, wire } = members(2)
    void all[0]!.line().write(bytes('1234567890'))
    void all[1]!.line().write(bytes('b'))
    await clock.advance(100)
    const wireMs = (10 * 10_000) / 9_600
    expect(wire.map(({ bytes: sent }) => sent)).toEqual(['1234567890', 'b'])
    expect(wire[1]!.at - wire[0]!.at).toBeGreaterThanOrEqual(wireMs + TURNAROUND_MS)
    expect(wire[1]!.at - wire[0]!.at).toBeLessThan(wireMs + TURNAROUND_MS + 2)
  })

  test('does not wait for ever for a line that never falls silent', async () => {
    const { all, clock, say, wire } = members(1)
    await all[0]!.line().write(bytes('a'))
    const babble = (): void => void clock.after(1, () => (say('x'), babble()))
    babble()
    void all[0]!.line().write(bytes('b'))
    await clock.advance(300)
    expect(wire.map(({ bytes: sent }) => sent)).toEqual(['a', 'b'])
  })

  test('loses one that does not answer alone, and tries it again later', async () => {
    const { all, clock, attempts } = members(3)
    const dead = all[1]!
    const old = dead.line()
    old.drop('silent')
    expect(dead.link.state).toEqual({ name: 'lost', fault: 'silent', retryInMs: 250 })
    expect(all.map(({ link }) => link.state.name)).toEqual(['ready', 'lost', 'ready'])
    expect(await old.write(bytes('STALE'))).toEqual({ ok: false, fault: 'notReady', handedOver: 0 })
    await clock.advance(250)
    expect(dead.link.state).toEqual({ name: 'probing', generation: 2 })
    expect(attempts.length).toBe(1)
    dead.line().drop('silent')
    expect(dead.link.state).toMatchObject({ retryInMs: 500 })
    expect(dead.link.counters.faults).toEqual({ silent: 2 })
    expect(all[0]!.link.counters.faults).toEqual({})
  })

  test('opens the port anew when nobody answers any more', async () => {
    const { all, clock, attempts } = members(2)
    all[0]!.line().drop('silent')
    expect(attempts[0]!.destroyed).toBe(false)
    all[1]!.line().drop('silent')
    expect(attempts[0]!.destroyed).toBe(true)
    expect(all[1]!.link.state).toMatchObject({ name: 'lost', fault: 'silent' })
    expect(all.map(({ link }) => link.counters.faults.silent)).toEqual([2, 1])
    await clock.advance(250)
    attempts[1]!.onOpen()
    expect(all.map(({ link }) => link.state.name)).toEqual(['probing', 'probing'])
  })

  test('takes everybody along when the cable goes, and brings everybody back', async () => {
    const { all, clock, attempts, wire } = members(2)
    const waiting = all.map(({ line }) => line().write(bytes('x'.repeat(200))))
    attempts[0]!.onEnd('disconnected')
    for (const write of waiting) expect(await write).toMatchObject({ ok: false })
    expect(all.map(({ link }) => link.state)).toEqual(
      all.map(() => ({ name: 'lost', fault: 'disconnected', retryInMs: 250 })),
    )
    const before = wire.length
    await clock.advance(250)
    attempts[1]!.onOpen()
    await clock.advance(100)
    expect(all.map(({ link }) => link.state)).toEqual(all.map(() => ({ name: 'probing', generation: 2 })))
    expect(wire.length).toBe(before)
  })

  test('takes the word from one that never ends', async () => {
    const { all, clock, wire } = members(2)
    void all[0]!.line().turn(() => new Promise(() => undefined))
    void all[1]!.line().write(bytes('b'))
    await clock.advance(10_050)
    expect(all[0]!.link.state).toMatchObject({ name: 'lost', fault: 'silent' })
    expect(wire.map(({ bytes: sent }) => sent)).toEqual(['b'])
  })

  test('sends what was asked before the end, then lets go', async () => {
    const { all, clock, wire } = members(2)
    const written = all[0]!.line().write(bytes('last'))
    const closed = all[0]!.link.close()
    expect(await all[0]!.line().write(bytes('more'))).toMatchObject({ ok: false })
    await clock.advance(50)
    await closed
    expect(await written).toMatchObject({ ok: true })
    expect(wire.map(({ bytes: sent }) => sent)).toEqual(['last'])
  })

  test('refuses a second device that asks for other settings of the same line', async () => {
    const bus = aBus()
    bus.join({ baud: 9_600 })
    const other = bus.join({ baud: 19_200 })
    other.link.open()
    await expect.poll(() => other.link.state).toMatchObject({ name: 'lost', fault: 'misconfigured' })
  })
})

/** What the members do in a run: how many questions each asks, and how long each answer takes, null for never. */
const plans = fc.array(fc.array(fc.option(fc.integer({ min: 0, max: 30 })), { maxLength: 5 }), {
  minLength: 2,
  maxLength: 5,
})

/** Carries a plan out: every question is `q<member>.<n>;`, every answer `a<member>.<n>;`. */
async function carryOut(plan: readonly (readonly (number | null)[])[]) {
  const { all, clock, wire, say, answers } = members(plan.length)
  answers((question) => {
    const [, member, n] = /^q(\d+)\.(\d+);$/.exec(question) ?? []
    const ms = plan[Number(member)]?.[Number(n)]
    if (typeof ms === 'number') clock.after(ms, () => say(`a${member}.${n};`))
  })
  const answered = plan.map(() => new Array<string>())
  const asking = plan.map(async (questions, index) => {
    const { line, heard } = all[index]!
    const asked = questions.map((_, n) =>
      line().turn(async () => {
        const before = heard.length
        await line().write(bytes(`q${index}.${n};`))
        await delay(clock, 40)
        answered[index]!.push(heard.slice(before).join(''))
      }),
    )
    await Promise.all(asked)
  })
  await clock.advance(plan.flat().length * 60 + 100)
  await Promise.all(asking)
  return { answered, order: wire.map(({ bytes: sent }) => sent), times: wire.map(({ at }) => at) }
}

test('whoever asks how much and whoever answers how late, each gets its own answers and no turns overlap', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { answered, times } = await carryOut(plan)
      expect(answered).toEqual(
        plan.map((questions, member) => questions.map((ms, n) => (ms === null ? '' : `a${member}.${n};`))),
      )
      times.slice(1).forEach((at, index) => expect(at - times[index]!).toBeGreaterThanOrEqual(40))
    }),
    { numRuns: 60 },
  )
})

test('nobody starves: between two turns of one, everybody else that waits has had one', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const { order } = await carryOut(plan)
      const rounds = Math.max(...plan.map(({ length }) => length))
      const expected = Array.from({ length: rounds }, (_, n) =>
        plan.flatMap((questions, member) => (n < questions.length ? [`q${member}.${n};`] : [])),
      )
      expect(order).toEqual(expected.flat())
    }),
    { numRuns: 60 },
  )
})
