import type { ChipChannel } from '../../src/device/card-reader/chip-channel.ts'
import { createSerialCardReader } from '../../src/device/card-reader/create-card-reader.ts'
import { soonMoved } from '../a-card-reader.ts'
import type { ReaderProfile, ReaderState } from '../a-card-reader.ts'
import type { MatrixEntry, Said } from './harness/entry.ts'

const selectFolder = Uint8Array.of(0x00, 0xa4, 0x00, 0x00, 0x02, 0xdf, 0x01)

/** Reads so many bytes from such a place of the chip's file, both different from one probe to the next. */
function readApdu(n: number): Uint8Array {
  return Uint8Array.of(0x00, 0xb0, 0x81, (n >> 5) % 32, 1 + (n % 32))
}

const entry = (profile: ReaderProfile): MatrixEntry => ({
  title: `cardReader ${profile}`,
  simulator: { name: 'card-reader', options: { profile, stepMs: 0 } },
  answerMs: soonMoved.slowMs,
  drive(url, surroundings) {
    const reader = createSerialCardReader(
      {
        id: 'reader',
        profile,
        link: { url, baud: 115_200 },
        whenFoundInside: 'keep',
        timing: { ...soonMoved, pollMs: 60_000 },
      },
      surroundings,
    )
    let chip: ChipChannel | undefined
    return {
      device: reader,
      async probe(n): Promise<Said> {
        const known = await chip?.transmit(readApdu(n))
        if (known && (known.ok || known.error.code !== 'noMedia')) return saidOf(known)
        const powered = await reader.powerOn()
        chip = powered.ok ? powered.chip : undefined
        if (!powered.ok) return saidOf(powered)
        const selected = await powered.chip.transmit(selectFolder)
        // A chip whose folder may not be selected would answer the next probe with a mere refusal.
        if (!selected.ok) chip = undefined
        return selected.ok ? saidOf(await powered.chip.transmit(readApdu(n))) : saidOf(selected)
      },
    }
  },
  async prepare(_n, control) {
    const { card } = (await control.ask({ get: 'state' })) as ReaderState
    if (card === null) await control.ask({ do: 'put', card: 'cpu' })
  },
  async oracle({ n, said, control }) {
    const apdu = readApdu(n)
    const { done } = (await control.ask({ get: 'state' })) as ReaderState
    const times = done.filter((text) => text.endsWith(Buffer.from(apdu).toString('hex'))).length
    if (times > 1) return `the command of probe ${n} reached the chip ${times} times`
    if (said.ok && times === 0) return `the chip never heard the command of probe ${n}`
    if (said.ok && said.value !== (apdu[4] ?? 0) + 2) return `probe ${n} was given the answer of another`
    return undefined
  },
  without: { busy: 'its protocol has no word for it' },
})

type Replied = { ok: true; response: Uint8Array } | { ok: false; error: { code: string } }

function saidOf(outcome: Replied): Said {
  return outcome.ok ? { ok: true, value: outcome.response.length } : { ok: false, code: outcome.error.code }
}

export const entries = [entry('crt310'), entry('crt571'), entry('sankyo')]
