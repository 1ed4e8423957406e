import { SerialPort } from 'serialport'
import { describe, expect, test } from 'vitest'
import { aLink } from '../../test/a-link.ts'
import { cleanup } from '../../test/cleanup.ts'
import { aFarEnd } from '../../test/far-end.ts'
import { openPty } from '../../test/pty.ts'

const onEnd = cleanup()
const BAUD = 115_200
const BYTES_PER_MS = BAUD / 10 / 1_000
const BUFFER_BYTES = 4_096
const burst = Buffer.alloc(30_000, 'x')

/**
 * A device without flow control: takes bytes into a buffer of 4 KB, works them off at the speed of the wire, and loses
 * what finds no room. A pseudo-terminal carries as fast as it is fed, so only the sender's own pace can protect it.
 */
async function aSlowDevice() {
  let held = 0
  let lost = 0
  let heard = 0
  let at = performance.now()
  let whole: () => void = () => undefined
  const all = new Promise<void>((resolve) => (whole = resolve))
  const far = await aFarEnd((bytes) => {
    const now = performance.now()
    held = Math.max(0, held - (now - at) * BYTES_PER_MS)
    at = now
    const taken = Math.min(bytes.length, BUFFER_BYTES - Math.floor(held))
    lost += bytes.length - taken
    held += taken
    heard += bytes.length
    if (heard >= burst.length) whole()
  })
  onEnd(() => far.stop())
  const pty = await openPty(far.port)
  onEnd(() => pty.stop())
  return { pty, all, lost: () => lost }
}

describe('a burst of 30 KB to a device with a buffer of 4 KB and no flow control', () => {
  test('loses most of it when it is simply written', async () => {
    const { pty, all, lost } = await aSlowDevice()
    const port = new SerialPort({ path: pty.path, baudRate: BAUD })
    onEnd(
      async () =>
        void port
          .removeAllListeners()
          .on('error', () => undefined)
          .destroy(),
    )
    port.on('data', () => undefined)
    port.write(burst)
    await all
    expect(lost()).toBeGreaterThan(15_000)
  })

  test('loses nothing at the pace of the wire', async () => {
    const { pty, all, lost } = await aSlowDevice()
    const { link, lines, until } = aLink({ url: pty.url, baud: BAUD })
    onEnd(() => link.close())
    await until('ready')
    const began = performance.now()
    expect(await lines[0]!.write(burst)).toMatchObject({ ok: true })
    const tookMs = performance.now() - began
    await all
    expect(lost()).toBe(0)
    expect(tookMs).toBeGreaterThan(burst.length / BYTES_PER_MS - 100)
    expect(tookMs).toBeLessThan((burst.length / BYTES_PER_MS) * 1.5)
    expect(link.counters).toMatchObject({ bytesOut: burst.length, refusedWrites: 0, faults: {} })
  })
})
