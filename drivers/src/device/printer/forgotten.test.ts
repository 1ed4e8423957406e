import { describe, expect, test } from 'vitest'
import { aPrinter, aTicket } from '../../../test/a-printer.ts'

/** Shorter than the time after which an answer is missed, so that only a printer that forgot shows it. */
const POWER_OFF_MS = 60

describe.each(['epson', 'clone', 'snbc', 'custom'] as const)('%s', (profile) => {
  test.concurrent.for([13, 200, 500])(
    'a job is told as lost soon after a power cut at byte %i, long before the longest wait',
    async (afterBytes, { onTestFinished }) => {
      // No idle question comes between, so that the bytes counted are those of the job.
      const timing = { answerMs: 900, proofMs: 600, longestProofMs: 50_000, pollMs: 60_000 }
      const { printer, control } = await aPrinter({ profile, timing }, onTestFinished)
      await control.fault('powerCycle', { afterBytes, ms: POWER_OFF_MS })
      const began = performance.now()
      const { outcome } = await printer.print(aTicket('A012'), { jobId: 'one' })
      expect(outcome).toBe('notPrinted')
      expect(performance.now() - began).toBeLessThan(25_000)
    },
  )

  test.concurrent('a slow printer that has not forgotten is waited for', async ({ onTestFinished }) => {
    const timing = { answerMs: 900, proofMs: 150, longestProofMs: 50_000, pollMs: 300 }
    const simulator = { stepMs: 60 }
    const { printer } = await aPrinter({ profile, timing, simulator }, onTestFinished)
    expect(await printer.print(aTicket('A012'), { jobId: 'one' })).toMatchObject({ outcome: 'printed' })
  })
})
