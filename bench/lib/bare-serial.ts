import { waitFor } from '@service-hall/harness/process'
import { SerialPort } from 'serialport'
import type { Step } from './tap.ts'

const OPEN_TRIES = 40
const OPEN_RETRY_MS = 25

/** A serial port without any driver: writes and counts what comes back. */
export type BareSerial = {
  /** Milliseconds that the steps take, one after the other. */
  time(steps: readonly Step[]): Promise<number>
  close(): Promise<void>
}

export async function openBareSerial(path: string, baudRate: number): Promise<BareSerial> {
  const port = new SerialPort({ path, baudRate, autoOpen: false })
  let missing = 0
  let heard = (): void => undefined
  port.on('data', (bytes: Uint8Array) => {
    missing -= bytes.length
    if (missing <= 0) heard()
  })
  await opened(port)
  return {
    async time(steps) {
      const began = performance.now()
      for (const { write, readBytes } of steps) {
        missing = readBytes
        const answered = new Promise<void>((resolve) => (heard = resolve))
        port.write(write)
        if (readBytes > 0) await waitFor(`${readBytes} bytes of ${path}`, answered)
      }
      return performance.now() - began
    },
    close: () => waitFor(`${path} to close`, new Promise((resolve) => port.close(() => resolve()))),
  }
}

/** The one before may need a moment to let go of the line. */
async function opened(port: SerialPort): Promise<void> {
  for (let tries = 0; !port.isOpen; tries += 1) {
    const error = await new Promise<Error | null>((resolve) => port.open(resolve))
    if (!error) return
    if (tries === OPEN_TRIES) throw error
    await new Promise((resolve) => setTimeout(resolve, OPEN_RETRY_MS))
  }
}
