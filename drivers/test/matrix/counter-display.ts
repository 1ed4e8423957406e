import { createCounterDisplay } from '../../src/device/counter-display/counter-display.ts'
import type { DisplayProfile } from '../../src/frame/display-profiles.ts'
import type { SimulatedContent } from '../simulator.ts'
import type { Control, MatrixEntry } from './harness/entry.ts'
import { soon } from './harness/soon.ts'

/**
 * One frame, never answered: what counts is that the display shows what it was told when the fault is over. Each probe
 * shows its number, as digits or as text.
 */
function counterDisplay(profile: DisplayProfile): MatrixEntry {
  let accepted: number | undefined
  return {
    title: `counterDisplay ${profile}`,
    simulator: { name: 'counter-display', options: { profile } },
    answerMs: 100,
    drive(url, surroundings) {
      const device = createCounterDisplay({ id: 'led', profile, link: { url, baud: 115_200 } }, surroundings)
      return {
        device,
        async probe(n, control) {
          const outcome = await device.show({ ticketNumber: String(n), state: 'calling' })
          if (!outcome.ok) return { ok: false, code: outcome.error.code }
          accepted = n
          // `ok` means that it went out; whether it is shown is asked of the simulator.
          return (await shows(n, control))
            ? { ok: true, value: 'shown' }
            : { ok: false, seen: 'went out unseen' }
        },
      }
    },
    // Nothing older, and nothing of what the fault made of it, may take its place.
    oracle: async ({ control }) =>
      accepted === undefined || (await shows(accepted, control))
        ? undefined
        : `what is shown is not ${accepted}, which was accepted last`,
    without: { noise: 'it sends nothing that could be disturbed' },
  }
}

/** Whether the display shows `n`, soon. */
function shows(n: number, control: Control): Promise<boolean> {
  return soon(async () => {
    const content = (await control.ask({ get: 'shown' })) as SimulatedContent | null
    return content?.number === n || content?.text === String(n)
  })
}

export const entries = (['text', 'colour', 'digits4'] as const).map(counterDisplay)
