import { expect, test } from 'vitest'
import { aCardTerminal, decipher, pinOf, TERMINAL_KEYS } from '../../../test/a-card-terminal.ts'
import { cleanup } from '../../../test/cleanup.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import type { CardRead } from './card-terminal.ts'

const onEnd = cleanup()
const DEBIT = '6216261000000000018'

function cardOf(read: CardRead) {
  if (read.outcome !== 'read') throw new Error(`no card was read: ${JSON.stringify(read)}`)
  return read.card
}

test('shows the amount, reads the chip and the PIN, and gives what only the acquirer can open', async () => {
  const { begin, act, events } = await aCardTerminal(onEnd)
  const { outcome, shown } = await begin({ language: 'en', timeoutMs: 45_500 })
  expect(shown).toMatchObject({ fen: 8_640, timeoutS: 46, language: 'en' })
  await act('insert', { card: 'debit' })
  await act('type', { keys: '12' })
  await act('clear')
  await act('pin')
  const card = cardOf(await outcome)
  expect(card).toMatchObject({
    kind: 'card',
    maskedPan: '621626*********0018',
    entryMode: 'chip',
    cardSequence: '001',
  })
  expect(decipher(TERMINAL_KEYS.track, card.track2)).toBe(`${DEBIT}D301222000000000`.padEnd(48, 'F'))
  expect(pinOf(decipher(TERMINAL_KEYS.pin, card.pinBlock ?? ''), DEBIT)).toBe('123456')
  expect(card.chipData).toContain('9F0206000000008640')
  const counts = [0, 1, 2, 0, 1, 2, 3, 4, 5, 6]
  expect(events).toEqual([
    { type: 'cardPresented', requestId: 'r1', how: 'inserted' },
    ...counts.map((count) => ({ type: 'pinDigits', requestId: 'r1', count })),
    { type: 'pinEntered', requestId: 'r1' },
  ])
})

test('takes a stripe, and a customer whose card has no PIN', async () => {
  const { begin, act } = await aCardTerminal(onEnd)
  const { outcome } = await begin()
  await act('swipe', { card: 'stripe' })
  await act('enter')
  const card = cardOf(await outcome)
  expect(card).toMatchObject({ entryMode: 'stripe', pinBlock: null, cardSequence: null, chipData: null })
  expect(decipher(TERMINAL_KEYS.track, card.track2)).toBe('6226388000000095D280612000000000')
})

test.each([
  [8_640, null],
  [8_639, '654321'],
])(
  'with a limit of %i fen for contactless without a PIN, 86.40 yuan brings the PIN %s',
  async (pinFreeFen, pin) => {
    const { begin, act } = await aCardTerminal(onEnd)
    const { outcome } = await begin({ pinFreeFen })
    await act('tap', { card: 'credit' })
    if (pin !== null) await act('pin')
    const { entryMode, pinBlock } = cardOf(await outcome)
    expect(entryMode).toBe('contactless')
    expect(pinBlock && pinOf(decipher(TERMINAL_KEYS.pin, pinBlock), '6221558812340000')).toBe(pin)
  },
)

test('tells that the customer cancelled, at any step', async () => {
  const { begin, act } = await aCardTerminal(onEnd)
  const first = await begin()
  await act('cancel')
  expect(await first.outcome).toEqual({ outcome: 'canceled', by: 'customer' })
  const second = await begin({ requestId: 'r2' })
  await act('tap', { card: 'debit' })
  await act('type', { keys: '123' })
  await act('cancel')
  expect(await second.outcome).toEqual({ outcome: 'canceled', by: 'customer' })
})

test('tells a card that was pulled out too soon, and one that was taken after it was read', async () => {
  const { begin, act, untilEvents } = await aCardTerminal(onEnd)
  const first = await begin()
  await act('insert', { card: 'debit' })
  await act('remove')
  expect(await first.outcome).toEqual({ outcome: 'cardRemoved' })
  const second = await begin({ requestId: 'r2' })
  await act('insert', { card: 'debit' })
  await act('pin')
  expect((await second.outcome).outcome).toBe('read')
  await act('remove')
  const all = await untilEvents(13)
  expect(all.at(-1)).toEqual({ type: 'cardRemoved', requestId: 'r2' })
})

test('tells the end of the time, also of a terminal that went silent', async () => {
  const { begin, control } = await aCardTerminal(onEnd)
  const first = await begin({ timeoutMs: 1_000 })
  expect(await first.outcome).toEqual({ outcome: 'timeOut' })
  const second = await begin({ requestId: 'r2', timeoutMs: 1_000 })
  await control.fault('silence')
  expect((await second.outcome).outcome).not.toBe('read')
})

test('ends a reading at once when it is cancelled, and takes it off the screen', async () => {
  const { terminal, begin, control } = await aCardTerminal(onEnd)
  const { outcome } = await begin()
  const cancelled = terminal.cancel('r1')
  expect(await outcome).toEqual({ outcome: 'canceled', by: 'host' })
  expect(await cancelled).toEqual({ ok: true })
  expect(await control.ask({ get: 'reading' })).toBeNull()
  expect(await terminal.cancel('r1')).toEqual({ ok: true })
})

test('never gives what a card gave for an earlier reading to the next', async () => {
  const { terminal, begin, act, control } = await aCardTerminal(onEnd)
  const first = await begin()
  await control.fault('late', { ms: 300 })
  await act('tap', { card: 'debit' })
  await act('pin')
  void terminal.cancel('r1')
  const second = terminal.read({ requestId: 'r2', fen: 100, timeoutMs: 60_000 })
  expect(await first.outcome).toEqual({ outcome: 'canceled', by: 'host' })
  await control.fault(null)
  await control.ask({ wait: 'reading' })
  await act('tap', { card: 'credit' })
  await act('pin')
  expect(cardOf(await second).maskedPan).toBe('622155******0000')
})

test('ends an open reading when the next begins', async () => {
  const { begin, act } = await aCardTerminal(onEnd)
  const first = await begin()
  const second = await begin({ requestId: 'r2', fen: 1 })
  expect(await first.outcome).toEqual({ outcome: 'canceled', by: 'host' })
  expect(second.shown).toMatchObject({ fen: 1 })
  await act('cancel')
  expect(await second.outcome).toEqual({ outcome: 'canceled', by: 'customer' })
})

test.each([
  ['unreadable', 'readFailed'],
  ['refusedCard', 'invalidMedia'],
  ['tamper', 'fraudAttempt'],
])('tells a card that could not be read: %s', async (fault, code) => {
  const { begin, act, control } = await aCardTerminal(onEnd)
  const { outcome } = await begin()
  await control.fault(fault)
  if (fault !== 'tamper') await act('insert', { card: 'debit' })
  expect(await outcome).toMatchObject({ outcome: 'failed', error: { code } })
})

test('takes nothing that is no amount', async () => {
  const { terminal, control } = await aCardTerminal(onEnd)
  for (const fen of [0, -1, 0.5, 1e12, Number.NaN]) {
    const read = await terminal.read({ requestId: 'r', fen, timeoutMs: 1_000 })
    expect(read).toMatchObject({ outcome: 'failed', error: { code: 'invalidData' } })
  }
  expect(await control.ask({ get: 'reading' })).toBeNull()
})

test('shows how it went', async () => {
  const { terminal, control } = await aCardTerminal(onEnd)
  for (const screen of ['approved', 'declined', 'takeCard', 'idle'] as const) {
    expect(await terminal.show(screen)).toEqual({ ok: true })
    expect(await control.ask({ get: 'screen' })).toBe(screen)
  }
})

test('says at once that a reading failed when the cable goes, and reads again when it is back', async () => {
  const { terminal, pty, begin, act } = await aCardTerminal(onEnd)
  const first = await begin()
  await act('insert', { card: 'debit' })
  await pty.unplug()
  expect(await first.outcome).toMatchObject({ outcome: 'failed', error: { code: 'lineLost' } })
  await untilStatus(terminal, ({ device }) => device === 'offline' || device === 'noDevice')
  expect(await terminal.read({ requestId: 'r2', fen: 1, timeoutMs: 1_000 })).toMatchObject({
    outcome: 'failed',
  })
  await pty.plug()
  await untilOnline(terminal)
  await act('remove')
  const third = await begin({ requestId: 'r3' })
  await act('tap', { card: 'credit' })
  await act('pin')
  expect(cardOf(await third.outcome).maskedPan).toBe('622155******0000')
})

test('notices that the terminal lost its power, and with it the reading', async () => {
  const { terminal, begin, control } = await aCardTerminal(onEnd)
  const { outcome } = await begin()
  await control.ask({ fault: 'powerCycle', ms: 1 })
  expect(await terminal.selfTest()).toMatchObject({ ok: true })
  expect(await outcome).toMatchObject({ outcome: 'failed', error: { code: 'noAnswer' } })
})

test.each(['noise', 'dribble', 'duplicate', 'merge'])('reads once through %s', async (fault) => {
  const { begin, act, control, events } = await aCardTerminal(onEnd)
  await control.fault(fault)
  const { outcome } = await begin()
  await act('insert', { card: 'debit' })
  await act('pin')
  const card = cardOf(await outcome)
  await control.fault(null)
  expect(pinOf(decipher(TERMINAL_KEYS.pin, card.pinBlock ?? ''), DEBIT)).toBe('123456')
  expect(events.map((event) => event.type)).toEqual([
    'cardPresented',
    ...Array.from({ length: 7 }, () => 'pinDigits'),
    'pinEntered',
  ])
})
