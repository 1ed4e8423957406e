import { openPty, startSimulator } from '@service-hall/drivers/testing'
import { startBody } from './links/body-process.ts'
import type { Body } from './links/body-process.ts'
import { soakedDevices } from './links/devices.ts'
import type { SoakedDevice } from './links/devices.ts'
import type { Measured } from './links/orders.ts'
import { openSpy } from './links/spy.ts'

export type LinksResult = {
  /** How often all eight cables were pulled and put back. */
  cycles: number
  /** Open files of the drivers' process, after all cycles against after the first tenth. */
  fdGrowth: number
  /** Listeners on all living event emitters of that process, likewise. */
  listenerGrowth: number
  /** Its resident memory after a garbage collection, likewise, in MiB. */
  rssGrowthMb: number
  /** Bytes of writes made while a cable was out that came out of it after it was put back. */
  staleWrites: number
}

export type LinksSoak = {
  cycles: number
  /** How long the drivers are left alone before they are measured, ms; default 8,000. */
  settleMs?: number
  say: (line: string) => void
}

/** Memory that may come and go with heap and allocator; a leak of one buffer a cycle is far beyond it. */
const MEMORY_NOISE_MB = 20
const LOOKS = 3

/** Whether nothing grew and nothing stale came out. */
export function isFlat({ fdGrowth, listenerGrowth, rssGrowthMb, staleWrites }: LinksResult): boolean {
  return staleWrites === 0 && fdGrowth <= 0 && listenerGrowth <= 0 && rssGrowthMb <= MEMORY_NOISE_MB
}

/**
 * Pulls the cables of eight devices together and puts them back, over and over, on real pseudo-terminals; while they
 * are out, something is written to each. The drivers run in a process of their own, which is what is measured.
 */
export async function soakLinks({ cycles, say, settleMs = 8_000 }: LinksSoak): Promise<LinksResult> {
  const cables = await Promise.all(soakedDevices.map(aCable))
  const body = startBody()
  try {
    await body.ask({ do: 'start', urls: Object.fromEntries(cables.map(({ id, pty }) => [id, pty.url])) })
    await body.ask({ do: 'waitOnline' })
    const warmUp = Math.max(1, Math.floor(cycles / 10))
    await pullAll(body, cables, warmUp, say)
    const before = await body.ask({ do: 'measure', settleMs })
    await pullAll(body, cables, cycles - warmUp, say)
    let after = await body.ask({ do: 'measure', settleMs })
    // What is only on its way out is gone at the next look; a leak stays however often one looks.
    for (let look = 1; look < LOOKS && after.measured.listeners > before.measured.listeners; look += 1)
      after = await body.ask({ do: 'measure', settleMs })
    tellGrowth(before.measured, after.measured, say)
    return {
      cycles,
      fdGrowth: after.measured.fds - before.measured.fds,
      listenerGrowth: after.measured.listeners - before.measured.listeners,
      rssGrowthMb: Math.round((after.measured.rssMb - before.measured.rssMb) * 10) / 10,
      staleWrites: cables.reduce((sum, { spy }) => sum + spy.found(), 0),
    }
  } finally {
    await body.stop()
    await Promise.all(cables.map((cable) => cable.stop()))
  }
}

/** Names the listeners that grew. */
function tellGrowth(before: Measured, after: Measured, say: (line: string) => void): void {
  for (const [name, count] of Object.entries(after.listenersOf)) {
    const growth = count - (before.listenersOf[name] ?? 0)
    if (growth > 0) say(`${growth} more listeners: ${name}`)
  }
}

type Cable = Awaited<ReturnType<typeof aCable>>

async function aCable({ id, simulator: { kind, profile }, staleBytes }: SoakedDevice) {
  const simulator = await startSimulator(kind, { profile })
  const spy = await openSpy(simulator.port, staleBytes)
  const pty = await openPty(spy.port)
  return {
    id,
    pty,
    spy,
    async stop() {
      await pty.stop()
      await spy.close()
      await simulator.stop()
    },
  }
}

async function pullAll(
  body: Body,
  cables: readonly Cable[],
  cycles: number,
  say: (line: string) => void,
): Promise<void> {
  for (let cycle = 1; cycle <= cycles; cycle += 1) {
    await Promise.all(cables.map(({ pty }) => pty.unplug()))
    await body.ask({ do: 'waitOffline' })
    const { claimed } = await body.ask({ do: 'write' })
    if (claimed > 0) throw new Error(`${claimed} writes were said to be done while the cables were out`)
    await Promise.all(cables.map(({ pty }) => pty.plug()))
    await body.ask({ do: 'waitOnline' })
    if (cycle % 50 === 0) say(`${cycle} of ${cycles} cycles`)
  }
}
