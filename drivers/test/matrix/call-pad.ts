import { createCallPad } from '../../src/device/call-pad/call-pad.ts'
import type { CallPadConfig, CallPadEvent } from '../../src/device/call-pad/call-pad.ts'
import type { MatrixEntry } from './harness/entry.ts'

const polled: Omit<CallPadConfig, 'link'> = { id: 'pad', profile: 'own', pollMs: 10_000 }

/** A line of text and its acknowledgement, which does not name the text. */
const own: MatrixEntry = {
  title: 'callPad own',
  simulator: { name: 'call-pad', options: { profile: 'own' } },
  answerMs: 200,
  drive(url, surroundings) {
    const device = createCallPad({ ...polled, link: { url, baud: 115_200 } }, surroundings)
    return {
      device,
      async probe(n) {
        const outcome = await device.show(`text ${n}`)
        return outcome.ok ? outcome : { ok: false, code: outcome.error.code }
      },
    }
  },
  async oracle({ n, said, control }) {
    const times = (await control.ask({ get: 'timesShown', text: `text ${n}` })) as number
    return said.ok && times === 0 ? `text ${n} was never shown` : undefined
  },
  without: { busy: 'its protocol has no word for it' },
}

/** A press, which the pad repeats until it is seen: told once, whatever happens on the way. */
const keys: MatrixEntry = {
  title: 'callPad own keys',
  simulator: { name: 'call-pad', options: { profile: 'own' } },
  answerMs: 200,
  drive(url, surroundings) {
    const device = createCallPad({ ...polled, pollMs: 30, link: { url, baud: 115_200 } }, surroundings)
    const events: CallPadEvent[] = []
    device.onEvent((event) => events.push(event))
    let pressed = 0
    return {
      device,
      async probe(_n, control) {
        const before = events.length
        await control.ask({ press: 1 })
        pressed += 1
        // A pad that loses its power forgets what it was not asked for; told is never more than pressed.
        const inTime = await until(() => events.length > before, 1_500)
        const value = events.length - pressed
        return inTime ? { ok: true, value } : { ok: false, seen: 'nothing told', value }
      },
    }
  },
  oracle: async ({ n, said }) =>
    typeof said.value === 'number' && said.value > 0
      ? `by press ${n}, ${said.value} were told that were not`
      : undefined,
  without: { busy: 'its protocol has no word for it' },
}

const NO_CHECK = 'a press is one byte without a check'
const NOT_ASKED = 'it is asked nothing'

/** A press of one byte, said once and never again: told in time or lost, never told as another or twice. */
const keypad: MatrixEntry = {
  title: 'callPad keypad',
  simulator: { name: 'call-pad', options: { profile: 'keypad' } },
  answerMs: 100,
  drive(url, surroundings) {
    const device = createCallPad({ id: 'pad', profile: 'keypad', link: { url, baud: 115_200 } }, surroundings)
    const told: string[] = []
    device.onEvent(({ key }) => told.push(key))
    const pressed: string[] = []
    return {
      device,
      async probe(n, control) {
        const key = `digit${n % 10}`
        const before = told.length
        pressed.push(key)
        await control.ask({ press: 0x30 + (n % 10) })
        const inTime = await until(() => told.slice(before).includes(key), 1_200)
        const value = told.find((one) => count(told, one) > count(pressed, one))
        return inTime ? { ok: true, value } : { ok: false, seen: 'nothing told', value }
      },
    }
  },
  oracle: async ({ n, said }) =>
    said.value === undefined
      ? undefined
      : `by press ${n}, ${JSON.stringify(said.value)} was told more often than pressed`,
  without: {
    noise: NO_CHECK,
    garble: NO_CHECK,
    badCheckOnce: NO_CHECK,
    badCheckForEver: NO_CHECK,
    overLong: NO_CHECK,
    nakOnce: NOT_ASKED,
    nakForEver: NOT_ASKED,
    busy: NOT_ASKED,
    unplugRequest: NOT_ASKED,
  },
}

function count(keys: readonly string[], one: string): number {
  return keys.filter((key) => key === one).length
}

async function until(holds: () => boolean, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    if (holds()) return true
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return holds()
}

export const entries = [own, keys, keypad]
