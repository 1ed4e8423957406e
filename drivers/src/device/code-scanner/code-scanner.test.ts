import { inspect } from 'node:util'
import { lookUntil } from '@service-hall/harness/process'
import { describe, expect, test } from 'vitest'
import { aCodeScanner } from '../../../test/a-code-scanner.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import type { ScanResult } from './code-scanner.ts'
import { isPaymentCode, maskCode, scannedCode } from './scanned-code.ts'

const textOf = (result: ScanResult) => (result.ok ? result.code.text : result.error.code)
/** Begins like no wallet's payment code. */
const PAYMENT = '990000000000001234'

describe.concurrent.each(['newland', 'honeywell'] as const)('a scanner of %s', (profile) => {
  test('is lit for a scan and put out after it', async ({ onTestFinished }) => {
    const { scanner, control, show, hide, untilLit } = await aCodeScanner(onTestFinished, { profile })
    expect(await control.state()).toMatchObject({ isLit: false, on: 0 })
    await show('https://hall.example/t/A001')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe('https://hall.example/t/A001')
    await hide()
    const scanning = scanner.scan({ timeoutMs: 5_000 })
    await untilLit(true)
    await show(PAYMENT)
    expect(textOf(await scanning)).toBe(PAYMENT)
    await untilLit(false)
    expect(await scanner.selfTest()).toMatchObject({ ok: true })
  })

  test('is put out when the time is over and when the scan is called off', async ({ onTestFinished }) => {
    const { scanner, control, untilLit } = await aCodeScanner(onTestFinished, { profile })
    expect(textOf(await scanner.scan({ timeoutMs: 150 }))).toBe('timeOut')
    await untilLit(false)
    const calling = new AbortController()
    const scanning = scanner.scan({ timeoutMs: 20_000, signal: calling.signal })
    await untilLit(true)
    calling.abort()
    expect(textOf(await scanning)).toBe('canceled')
    await untilLit(false)
    expect(textOf(await scanner.scan({ timeoutMs: 20_000, signal: calling.signal }))).toBe('canceled')
    expect(await control.state()).toMatchObject({ on: 2 })
  })

  test('never gives the code of one customer to the next', async ({ onTestFinished }) => {
    const { scanner, control, send, show, events, untilLit } = await aCodeScanner(onTestFinished, { profile })
    const calling = new AbortController()
    const first = scanner.scan({ timeoutMs: 20_000, signal: calling.signal })
    await untilLit(true)
    // The code leaves with the answer to putting out, before it: a serial line keeps order.
    await control.fault('merge', { times: 1 })
    await send('CODE-OF-THE-FIRST')
    calling.abort()
    await first
    await show('CODE-OF-THE-SECOND')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe('CODE-OF-THE-SECOND')
    expect(events).toEqual([])
  })

  test('does not take the same code again at once, but after a while', async ({ onTestFinished }) => {
    const { scanner, show } = await aCodeScanner(onTestFinished, { profile })
    await show(PAYMENT)
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe(PAYMENT)
    expect(textOf(await scanner.scan({ timeoutMs: 100 }))).toBe('timeOut')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe(PAYMENT)
  })

  test('is lit again when it has gone out by itself', async ({ onTestFinished }) => {
    const { scanner, control, show, untilLit } = await aCodeScanner(onTestFinished, { profile })
    await control.ask({ sessionMs: 100 })
    const scanning = scanner.scan({ timeoutMs: 20_000 })
    await untilLit(true)
    await untilLit(false)
    await show('A-GOOD-CODE')
    expect(textOf(await scanning)).toBe('A-GOOD-CODE')
    await untilLit(false)
  })

  test('looks on when it read what is no code', async ({ onTestFinished }) => {
    const { scanner, control, show, untilStrays } = await aCodeScanner(onTestFinished, { profile })
    await control.fault('control', { times: 3 })
    const scanning = scanner.scan({ timeoutMs: 5_000 })
    await show('A-GOOD-CODE')
    await untilStrays(1)
    expect(textOf(await scanning)).toBe('A-GOOD-CODE')
  })

  test('ends a scan when the cable is out, and is put out when it is back', async ({ onTestFinished }) => {
    const { scanner, control, pty, show, untilLit } = await aCodeScanner(onTestFinished, { profile })
    const scanning = scanner.scan({ timeoutMs: 20_000 })
    await untilLit(true)
    await pty.unplug()
    expect(await scanning).toMatchObject({ ok: false, error: { code: 'lineLost' } })
    await untilStatus(scanner, ({ device }) => device !== 'online')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe('lineLost')
    await pty.plug()
    await untilOnline(scanner)
    expect(await control.state()).toMatchObject({ isLit: false })
    await show('A-GOOD-CODE')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe('A-GOOD-CODE')
  })

  test.for(['dribble', 'merge', 'duplicate'])('scans through %s', async (fault, { onTestFinished }) => {
    const { scanner, control, show } = await aCodeScanner(onTestFinished, { profile })
    await control.fault(fault)
    await show('A-GOOD-CODE')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe('A-GOOD-CODE')
  })
})

describe.concurrent('any scanner', () => {
  test('tells codes by itself when it reads all the time, each once as long as it lies there', async ({
    onTestFinished,
  }) => {
    const { scanner, show, hide, events, untilEvents, untilStrays } = await aCodeScanner(onTestFinished, {
      profile: 'line',
    })
    await show(PAYMENT)
    await untilEvents(1)
    await untilStrays(3)
    expect(events.map(({ text, purpose }) => ({ text, purpose }))).toEqual([
      { text: PAYMENT, purpose: 'payment' },
    ])
    await hide()
    await show('TICKET-A001')
    expect((await untilEvents(2))[1]?.text).toBe('TICKET-A001')
    const scanning = scanner.scan({ timeoutMs: 5_000 })
    await show('TICKET-A002')
    expect(textOf(await scanning)).toBe('TICKET-A002')
    expect(events).toHaveLength(2)
  })

  test('does not take a line that had begun before the scan', async ({ onTestFinished }) => {
    const { scanner, control, send, untilStrays } = await aCodeScanner(onTestFinished, { profile: 'line' })
    await control.fault('dribble', { times: 1 })
    const before = scanner.counters.bytesIn
    await send('CODE-OF-THE-FIRST-CUSTOMER-WHO-HAS-LEFT')
    await lookUntil('the first byte', () => scanner.counters.bytesIn !== before, { everyMs: 1 })
    const scanning = scanner.scan({ timeoutMs: 5_000 })
    await untilStrays(1)
    await send('CODE-OF-THE-SECOND')
    expect(textOf(await scanning)).toBe('CODE-OF-THE-SECOND')
  })

  test('says that it is refused when the scanner refuses', async ({ onTestFinished }) => {
    const { scanner, control } = await aCodeScanner(onTestFinished, { profile: 'newland' })
    await control.fault('nak', { times: 1 })
    expect(await scanner.scan({ timeoutMs: 5_000 })).toEqual({
      ok: false,
      error: { code: 'refused', action: 'configuration' },
    })
  })

  test('is dropped when it fell silent, and found again', async ({ onTestFinished }) => {
    const { scanner, control, show } = await aCodeScanner(onTestFinished, { profile: 'newland' })
    await control.fault('silence')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe('noAnswer')
    await untilStatus(scanner, ({ device }) => device !== 'online')
    await control.fault(null)
    await untilOnline(scanner)
    await show('A-GOOD-CODE')
    expect(textOf(await scanner.scan({ timeoutMs: 5_000 }))).toBe('A-GOOD-CODE')
  })
})

describe('a code', () => {
  test('is a payment code when it is 16 to 24 digits', () => {
    const lengths = [15, 16, 24, 25].map((length) => isPaymentCode('9'.repeat(length)))
    expect(lengths).toEqual([false, true, true, false])
    expect(isPaymentCode('99000000000000123X')).toBe(false)
  })

  test('shows no more than a mask to whoever does not ask for its text', () => {
    const code = scannedCode(PAYMENT, false)
    expect(code?.text).toBe(PAYMENT)
    const shown = [
      inspect(code),
      inspect({ code }, { showHidden: true }),
      JSON.stringify({ code }),
      JSON.stringify({ ...code }),
    ]
    for (const text of shown) expect(text).not.toContain('0000')
    expect(code?.toJSON()).toEqual({ masked: '99******34', purpose: 'payment' })
    expect(maskCode('1234567')).toBe('*******')
  })

  test('has its symbology when the scanner tells it', () => {
    expect(scannedCode(']Q1HELLO', true)).toMatchObject({ symbology: 'Q1', text: 'HELLO' })
    expect(scannedCode('HELLO', true)).toBeUndefined()
    expect(scannedCode(']Q1', true)).toBeUndefined()
  })
})
