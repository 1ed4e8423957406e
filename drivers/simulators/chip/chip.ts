import { ChipFaults } from './faults.ts'
import { meterFiles } from './files.ts'
import type { MeterCardContent } from './files.ts'
import { simulatedKeys } from './keys.ts'
import { OperatingSystem } from './operating-system.ts'

/** What chip to make: `meterCard` is a prepaid meter's user card, `plain` a CPU card whose file 0001 may be written. */
export type ChipOptions = (({ kind: 'meterCard' } & MeterCardContent) | { kind: 'plain' }) & {
  protocol?: 'T=0' | 'T=1'
  /** Number of the card, 16 hexadecimal digits. */
  serial?: string
}

/** A simulated chip: bytes in, bytes out. */
export type Chip = {
  readonly protocol: 'T=0' | 'T=1'
  /** What it answers to a reset. */
  readonly atr: Uint8Array
  /** Files under DF01 by short identifier: 1 parameters, 2 wallet, 3 and 4 tariffs, 5 what the meter wrote back. */
  readonly files: Map<number, Uint8Array>
  /** Answers a command; `undefined` when it is mute, torn out or was never reset. */
  apdu(bytes: Uint8Array): Uint8Array | undefined
  /** Powers it (anew), as when it is put in again; `undefined` when mute. */
  reset(): Uint8Array | undefined
  /** Power is taken away. */
  powerOff(): void
  /** Sets `mute`, `wrongMac` or `tear` `{ at, when: 'before' | 'after' | 'during', bytes }`; `null` ends them. */
  fault(name: string | null, details?: Record<string, unknown>): boolean
}

export function createChip(options: ChipOptions): Chip {
  const { protocol = 'T=0', serial = '9900000000000001' } = options
  const number = Uint8Array.from(Buffer.from(serial, 'hex'))
  const faults = new ChipFaults()
  const files = options.kind === 'meterCard' ? meterFiles(options) : new Map([[1, new Uint8Array(64)]])
  const system = new OperatingSystem({
    protocol,
    serial: number,
    files,
    ...(options.kind === 'meterCard' && { keys: simulatedKeys }),
    wrongMac: () => faults.wrongMac,
  })
  const atr = atrOf(protocol, number)
  let powered = false

  function powerOff(): void {
    powered = false
    system.reset()
  }
  return {
    protocol,
    atr,
    files,
    powerOff,
    reset() {
      system.reset()
      powered = !faults.mute
      return powered ? atr : undefined
    },
    apdu(bytes) {
      if (!powered || faults.mute) return undefined
      const torn = faults.strike()
      const before = new Map(files)
      if (torn?.when !== 'before') {
        const reply = system.run(bytes)
        if (!torn) return reply
      }
      if (torn.when === 'during') leaveTorn(files, before, torn.bytes)
      powerOff()
      return undefined
    },
    fault: (name, details) => faults.set(name, details),
  }
}

/** Of whatever was just written, only so many bytes are. */
function leaveTorn(files: Map<number, Uint8Array>, before: ReadonlyMap<number, Uint8Array>, bytes: number) {
  for (const [file, content] of files) {
    const old = before.get(file)
    if (old && old !== content)
      files.set(file, Uint8Array.of(...content.subarray(0, bytes), ...old.subarray(bytes)))
  }
}

/** T=0: two interface bytes and the number in the historical bytes. T=1: the same, and the check byte it needs. */
function atrOf(protocol: 'T=0' | 'T=1', serial: Uint8Array): Uint8Array {
  if (protocol === 'T=0') return Uint8Array.of(0x3b, 0x69, 0x00, 0x00, 0x24, ...serial)
  const body = [0x89, 0x81, 0x31, 0xfe, 0x45, 0x24, ...serial]
  return Uint8Array.of(
    0x3b,
    ...body,
    body.reduce((check, byte) => check ^ byte, 0),
  )
}
