import { createLedBar } from '../../src/device/led-bar/led-bar.ts'
import type { LedBarKind } from '../../src/frame/led-bar-profiles.ts'
import type { SimulatedBar } from '../bus-controls.ts'
import type { Control, MatrixEntry } from './harness/entry.ts'
import { soon } from './harness/soon.ts'

/** One frame, never answered: what counts is that the bar shows what it was told when the fault is over. */
function ledBar(profile: LedBarKind): MatrixEntry {
  let accepted: string | undefined
  return {
    title: `ledBar ${profile}`,
    simulator: { name: 'led-bar', options: { profile } },
    answerMs: 100,
    drive(url, surroundings) {
      const device = createLedBar({ id: 'bar', profile, link: { url, baud: 115_200 } }, surroundings)
      return {
        device,
        async probe(n, control) {
          const outcome = await device.show(`text ${n}`)
          if (!outcome.ok) return { ok: false, code: outcome.error.code }
          accepted = `text ${n}`
          return (await shows(control, `text ${n}`))
            ? { ok: true, value: 'shown' }
            : { ok: false, seen: 'went out unseen' }
        },
      }
    },
    // Nothing older, and nothing of what the fault made of it, may take its place.
    oracle: async ({ control }) =>
      accepted === undefined || (await shows(control, accepted))
        ? undefined
        : `what is shown is not “${accepted}”, which was accepted last`,
    without: { noise: 'it sends nothing that could be disturbed' },
  }
}

/** Whether the bar shows this, soon. */
function shows(control: Control, text: string): Promise<boolean> {
  return soon(async () => ((await control.ask({ get: 'shown' })) as SimulatedBar | null)?.text === text)
}

export const entries = (['own', 'bx5', 'alpha'] as const).map(ledBar)
