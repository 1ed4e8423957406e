import { createCardTerminal } from '../../src/device/card-terminal/card-terminal.ts'
import type { MatrixEntry, Said } from './harness/entry.ts'

const KEYS = { pin: '0123456789ABCDEF1032547698BADCFE', track: 'FEDCBA98765432100123456789ABCDEF' }
const TIMEOUT_MS = 1_000

/** A number that is another for each probe, as far as its mask shows it. */
const panOf = (n: number): string => `62162610000000${String(n % 10_000).padStart(4, '0')}`

/** A reading of a card that is there at once: a command with its answer, and the events up to what the card gave. */
const own: MatrixEntry = {
  title: 'cardTerminal own',
  simulator: { name: 'card-terminal' },
  answerMs: 400,
  drive(url, surroundings) {
    const terminal = createCardTerminal(
      { id: 'card', profile: 'own', link: { url, baud: 115_200 } },
      surroundings,
    )
    return {
      device: terminal,
      async probe(n): Promise<Said> {
        const read = await terminal.read({ requestId: String(n), fen: n + 1, timeoutMs: TIMEOUT_MS })
        if (read.outcome === 'read') return { ok: true, value: read.card.maskedPan }
        return { ok: false, code: read.outcome === 'failed' ? read.error.code : read.outcome }
      },
    }
  },
  async prepare(n, control) {
    await control.ask({ keys: KEYS })
    await control.ask({ ready: { how: 'tap', card: { pan: panOf(n) } } })
  },
  async oracle({ n, said, control }) {
    const times = (await control.ask({ get: 'readings', fen: n + 1 })) as number
    if (times > 1) return `reading ${n} was begun ${times} times`
    if (said.ok && times === 0) return `reading ${n} was never begun`
    const masked = `621626********${panOf(n).slice(-4)}`
    return said.ok && said.value !== masked ? `reading ${n} was given the card of another` : undefined
  },
  without: { busy: 'its protocol has no word for it' },
}

export const entries = [own]
