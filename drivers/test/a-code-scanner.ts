import { lookUntil } from '@service-hall/harness/process'
import { createCodeScanner } from '../src/device/code-scanner/code-scanner.ts'
import type { CodeScannerConfig, CodeScannerEvent } from '../src/device/code-scanner/code-scanner.ts'
import { startSimulator } from './simulator.ts'
import { told } from './told.ts'
import { untilOnline } from './until.ts'

type Wanted = Partial<Omit<CodeScannerConfig, 'id' | 'link'>>

/** A driver on a real pseudo-terminal with a simulated code scanner at the other end; online. */
export async function aCodeScanner(onEnd: (end: () => Promise<void>) => void, wanted: Wanted = {}) {
  const { profile = 'newland' } = wanted
  const simulator = await startSimulator('code-scanner', { profile })
  onEnd(() => simulator.stop())
  const pty = await simulator.pty()
  const link = { url: pty.url, baud: 115_200 }
  const scanner = createCodeScanner({ id: 'codes', profile, repeatMs: 400, ...wanted, link })
  onEnd(() => scanner.stop())
  const heard = told<CodeScannerEvent>(scanner)
  scanner.start()
  await untilOnline(scanner)
  const { control } = simulator
  return {
    scanner,
    pty,
    control,
    ...heard,
    /** Lays a code before the scanner. */
    show: (code: string) => control.ask({ show: code }),
    hide: () => control.ask({ hide: true }),
    /** Sends a code as if somebody had pressed the scanner's own button. */
    send: (code: string) => control.ask({ send: code }),
    /** Resolves when the scanner is lit, or out, as wanted. */
    untilLit: async (wantedLight: boolean) => {
      const so = async () => (await control.state())['isLit'] === wantedLight
      await lookUntil(`a scanner that is ${wantedLight ? 'lit' : 'out'}`, so, { everyMs: 5 })
    },
    /** Resolves when so many lines have been passed over. */
    untilStrays: (count: number) =>
      lookUntil(`${count} lines passed over`, () => scanner.counters.strays >= count, { everyMs: 5 }),
  }
}
