import { expect, onTestFinished, test } from 'vitest'
import { aPrinter, aTicket } from '../../../test/a-printer.ts'
import { untilOnline, untilStatus } from '../../../test/until.ts'
import { noFlags } from '../../frame/escpos-status.ts'
import { ErrorRecovery } from './error-recovery.ts'

test.each(['epson', 'clone', 'snbc', 'custom'] as const)(
  'a %s whose knife is free again is told to recover, and prints',
  async (profile) => {
    const { printer, control } = await aPrinter({ profile }, (end) => onTestFinished(end))
    await control.fault('cutterJam')
    expect(await printer.print(aTicket('A012'), { jobId: 'one' })).toMatchObject({ outcome: 'unknown' })
    await untilStatus(printer, ({ error }) => error?.code === 'cutterJam')
    await control.fault(null)
    await untilOnline(printer)
    expect(await printer.print(aTicket('A013'), { jobId: 'two' })).toMatchObject({ outcome: 'printed' })
  },
)

test('an operator has a printer recover, and hears whether it did', async () => {
  const timing = { pollMs: 300, answerMs: 700, proofMs: 500, longestProofMs: 1_500 }
  const { printer, control } = await aPrinter({ timing }, (end) => onTestFinished(end))
  expect(await printer.recover()).toEqual({ ok: true })
  await control.fault('cutterJam')
  await printer.print(aTicket('A012'), { jobId: 'one' })
  await untilStatus(printer, ({ error }) => error?.code === 'cutterJam')
  expect(await printer.recover()).toMatchObject({ ok: false, error: { code: 'cutterJam' } })
  await control.fault(null)
  expect(await printer.recover()).toEqual({ ok: true })
  await untilOnline(printer)
})

test('attempts are bounded, and begin anew when somebody has opened the cover', () => {
  const recovery = new ErrorRecovery()
  const stuck = { ...noFlags, cutterError: true }
  const attemptsIn = (from: number, seconds: number) =>
    Array.from({ length: seconds }, (_, second) => {
      recovery.hear(stuck, from + second * 1_000)
      return recovery.take(from + second * 1_000)
    }).filter(Boolean).length
  expect(attemptsIn(0, 10_000)).toBe(12)
  recovery.hear({ ...stuck, coverOpen: true }, 10_000_000)
  expect(recovery.take(10_000_000)).toBe(false)
  expect(attemptsIn(10_001_000, 3)).toBeGreaterThan(0)
  recovery.hear(noFlags, 20_000_000)
  expect(recovery.take(20_600_000)).toBe(false)
})
