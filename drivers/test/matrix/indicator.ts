import { createIndicator } from '../../src/device/indicator/indicator.ts'
import type { IndicatorConfig } from '../../src/device/indicator/indicator.ts'
import type { Control, MatrixEntry } from './harness/entry.ts'
import { soon } from './harness/soon.ts'

/** One light switched, on and off by turns; what is said is compared at once with what shines. */
function indicator(profile: IndicatorConfig['profile'], rest: Partial<MatrixEntry>): MatrixEntry {
  return {
    title: `indicator ${profile}`,
    simulator: { name: 'indicator', options: { profile } },
    answerMs: 300,
    drive(url, surroundings) {
      const lights = { lamp: { default: 2 } }
      const config = { id: 'lights', profile, lights, pollMs: 10_000, link: { url, baud: 115_200 } }
      const device = createIndicator(config, surroundings)
      return {
        device,
        async probe(n, control) {
          const on = n % 2 === 1
          const outcome = await device.set('lamp', on ? 'continuous' : 'off')
          if (!outcome.ok) return { ok: false, code: outcome.error.code }
          if (await shines(control, on)) return { ok: true }
          // A stack light never answers: `ok` means that it went out.
          return profile === 'stackLight'
            ? { ok: false, seen: 'went out unseen' }
            : { ok: true, value: 'not so' }
        },
      }
    },
    oracle: async ({ n, said }) =>
      said.value === 'not so' ? `light ${n} was not as it was said` : undefined,
    ...rest,
  }
}

/** Whether the lamp is so, soon. */
function shines(control: Control, on: boolean): Promise<boolean> {
  return soon(async () => ((await control.ask({ get: 'shown' })) as string)[1] === (on ? '1' : '0'))
}

export const entries = [
  indicator('modbusCoils', { without: { busy: 'the board carries every write out at once' } }),
  indicator('stackLight', { answerMs: 100, without: { noise: 'it sends nothing that could be disturbed' } }),
]
