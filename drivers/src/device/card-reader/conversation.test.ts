import { describe, expect, test } from 'vitest'
import { manualClock } from '../../../test/manual-clock.ts'
import { encodeCrt310 } from '../../frame/crt310.ts'
import { encodeCrt571 } from '../../frame/crt571.ts'
import type { Line } from '../../link/link.ts'
import { noTalk } from '../common/exchange.ts'
import { Conversation } from './conversation.ts'
import { crt310 } from './crt310-dialect.ts'
import { crt571 } from './crt571-dialect.ts'
import type { Dialect } from './dialect.ts'
import { usualTiming } from './reader-timing.ts'

const ack = Uint8Array.of(0x06)
const nak = Uint8Array.of(0x15)
const eot = Uint8Array.of(0x04)
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

function setUp(dialect: Dialect, address = 0) {
  const clock = manualClock()
  const sent: string[] = []
  const dropped: string[] = []
  const counters = noTalk()
  const line: Line = {
    generation: 1,
    get alive() {
      return dropped.length === 0
    },
    write: async (bytes) => {
      sent.push(hex(bytes))
      return { ok: true, lastByteAt: 0, wireMs: 0 }
    },
    turn: (task) => task(),
    ready: () => undefined,
    drop: (fault) => void dropped.push(fault),
  }
  const conversation = new Conversation({
    line,
    clock,
    dialect,
    address,
    counters,
    timing: usualTiming,
    pace: undefined,
  })
  return {
    clock,
    sent,
    dropped,
    counters,
    conversation,
    hear: (...parts: Uint8Array[]) => conversation.receive(Buffer.concat(parts)),
  }
}

const apdu = crt571.chip.exchange('T=0', Uint8Array.of(0, 0x84, 0, 0, 8))
const apduBytes = hex(crt571.encode(apdu, 0))
const markerBytes = hex(crt571.encode(crt571.marker, 0))
const eject = crt571.eject()
const reply = (command: { body: Uint8Array }, ...data: number[]) =>
  encodeCrt571(Uint8Array.of(0x50, command.body[0] ?? 0, command.body[1] ?? 0, 0x32, 0x32, 0x30, ...data))

describe('the talk with a CRT-571', () => {
  test('is: command, ACK, answer, ACK', async () => {
    const { conversation, sent, hear, clock } = setUp(crt571)
    const asked = conversation.ask(apdu)
    await clock.advance(0)
    hear(ack, reply(apdu, 0x90, 0x00))
    expect(await asked).toMatchObject({ ok: true, data: Uint8Array.of(0x90, 0x00) })
    expect(sent).toEqual([apduBytes, '06'])
  })

  test('takes for an answer only what comes after the acknowledgement', async () => {
    const { conversation, hear, clock } = setUp(crt571)
    const first = conversation.ask(apdu)
    await clock.advance(0)
    hear(ack, reply(apdu, 1))
    await first
    const second = conversation.ask(apdu)
    await clock.advance(0)
    hear(reply(apdu, 1), ack, reply(apdu, 2))
    expect(await second).toMatchObject({ data: Uint8Array.of(2) })
  })

  test('sends a question again that nobody acknowledged, but not a movement', async () => {
    const { conversation, sent, clock, counters } = setUp(crt571)
    const asked = conversation.ask(crt571.status)
    await clock.advance(900)
    expect(await asked).toBeUndefined()
    expect(sent).toEqual(Array(3).fill(hex(crt571.encode(crt571.status, 0))))
    expect(counters).toMatchObject({ retries: 2, timeouts: 3 })
    const moving = setUp(crt571)
    const moved = moving.conversation.ask(eject)
    await moving.clock.advance(900)
    expect(await moved).toBeUndefined()
    expect(moving.sent).toHaveLength(1)
  })

  test('sends a question again, at most twice, that was not taken', async () => {
    const { conversation, sent, hear, clock, counters } = setUp(crt571)
    const asked = conversation.ask(crt571.status)
    for (let sending = 0; sending < 5; sending += 1) {
      await clock.advance(0)
      hear(nak)
    }
    expect(await asked).toBeUndefined()
    expect(sent).toHaveLength(3)
    expect(counters.naks).toBe(3)
  })

  test.each([
    ['a movement', eject],
    ['an APDU', apdu],
    ['a code that a card counts', crt571.memory?.verify(Uint8Array.of(1, 2, 3)) ?? eject],
  ])('sends %s once, since its NAK may be an ACK that noise has changed', async (_what, command) => {
    const { conversation, sent, hear, clock, counters } = setUp(crt571)
    const commandBytes = hex(crt571.encode(command, 0))
    const asked = conversation.ask(command)
    await clock.advance(0)
    hear(nak)
    await clock.advance(usualTiming.ackMs)
    expect(await asked).toBeUndefined()
    const looked = conversation.ask(crt571.status)
    // Done slowly after all: its answer must not be taken for that of what is asked next.
    await clock.advance(500)
    hear(reply(command, 0x90, 0x00), ack, reply(crt571.marker))
    await clock.advance(0)
    hear(ack, reply(crt571.status))
    expect((await looked)?.ok).toBe(true)
    expect(sent.filter((bytes) => bytes === commandBytes)).toHaveLength(1)
    expect(counters.naks).toBe(1)
  })

  test('does not take noise that looks like NAK for a reason to do a thing twice', async () => {
    const { conversation, sent, hear, clock } = setUp(crt571)
    const asked = conversation.ask(apdu)
    await clock.advance(0)
    hear(nak)
    await clock.advance(10)
    hear(ack, reply(apdu, 0x90, 0x00))
    expect((await asked)?.ok).toBe(true)
    expect(sent).toEqual([apduBytes, '06'])
  })

  test('does not do a thing twice whose acknowledgement is lost but whose answer is there', async () => {
    const { conversation, sent, hear, clock } = setUp(crt571)
    const asked = conversation.ask(apdu)
    await clock.advance(0)
    hear(nak, reply(apdu, 0x90, 0x00))
    await clock.advance(usualTiming.ackMs)
    expect(await asked).toBeUndefined()
    expect(sent.filter((bytes) => bytes === apduBytes)).toHaveLength(1)
  })

  test('is broken off by EOT, and an answer that crosses with that still counts', async () => {
    const { conversation, sent, hear, clock } = setUp(crt571)
    const asked = conversation.ask(apdu)
    await clock.advance(0)
    hear(ack)
    await clock.advance(usualTiming.ackMs + usualTiming.slowMs)
    expect(sent.at(-1)).toBe('04')
    hear(reply(apdu, 7), eot)
    expect(await asked).toMatchObject({ data: Uint8Array.of(7) })
  })

  test('asks something else before it goes on after an answer was missed', async () => {
    const { conversation, sent, hear, clock } = setUp(crt571)
    const missed = conversation.ask(apdu)
    await clock.advance(0)
    hear(ack)
    await clock.advance(usualTiming.ackMs + usualTiming.slowMs)
    hear(eot)
    expect(await missed).toBeUndefined()
    const next = conversation.ask(apdu)
    await clock.advance(0)
    expect(sent.at(-1)).toBe(markerBytes)
    hear(reply(apdu, 1), ack, reply(crt571.marker))
    await clock.advance(0)
    expect(sent.at(-1)).toBe(apduBytes)
    hear(ack, reply(apdu, 2))
    expect(await next).toMatchObject({ data: Uint8Array.of(2) })
  })

  test('says NAK to a broken answer, but not for ever', async () => {
    const { conversation, sent, hear, clock } = setUp(crt571)
    const asked = conversation.ask(apdu)
    await clock.advance(0)
    hear(ack)
    const broken = Buffer.from(reply(apdu, 1))
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1
    for (let time = 0; time < 6; time += 1) hear(broken)
    expect(sent.filter((bytes) => bytes === '15')).toHaveLength(3)
    hear(reply(apdu, 1))
    expect((await asked)?.ok).toBe(true)
  })

  test('leaves the words of other units alone', async () => {
    const { conversation, sent, hear, clock } = setUp(crt571, 2)
    const asked = conversation.ask(crt571.status)
    await clock.advance(0)
    hear(ack, reply(crt571.status))
    expect(sent).toHaveLength(1)
    hear(encodeCrt571(Uint8Array.of(0x50, 0x31, 0x30, 0x31, 0x32, 0x30), 2))
    expect(await asked).toMatchObject({ seen: { card: 'gate' } })
    expect(sent.at(-1)).toBe('06')
  })
})

describe('the talk with a CRT-310', () => {
  test('sends even an APDU again that was not taken', async () => {
    const { conversation, sent, hear, clock } = setUp(crt310)
    const asked = conversation.ask(crt310.chip.exchange('T=0', Uint8Array.of(0, 0x84, 0, 0, 8)))
    await clock.advance(0)
    hear(nak)
    await clock.advance(usualTiming.ackMs)
    expect(sent).toHaveLength(2)
    hear(ack, encodeCrt310(Uint8Array.of(0x37, 0x31, 0x59, 0, 2, 0x90, 0)))
    expect((await asked)?.ok).toBe(true)
  })

  test('is: command, ACK, ENQ, answer', async () => {
    const { conversation, sent, hear, clock } = setUp(crt310)
    const asked = conversation.ask(crt310.status)
    await clock.advance(0)
    hear(ack)
    expect(sent.at(-1)).toBe('05')
    hear(encodeCrt310(Uint8Array.of(0x31, 0x30, 0x4e, 0x4e, 0x4e)))
    expect(await asked).toMatchObject({ seen: { card: 'none', entryOpen: false } })
    expect(sent).toHaveLength(2)
  })

  test('sends even a movement again while it was not acknowledged, since nothing happens before ENQ', async () => {
    const { conversation, sent, hear, clock } = setUp(crt310)
    const asked = conversation.ask(crt310.eject())
    await clock.advance(usualTiming.ackMs)
    expect(sent).toHaveLength(2)
    hear(ack, encodeCrt310(Uint8Array.of(0x32, 0x31, 0x59)))
    expect((await asked)?.ok).toBe(true)
  })
})
