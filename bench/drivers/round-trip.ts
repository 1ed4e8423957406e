import { startDevices } from '@service-hall/drivers'
import type { AnyDevice, DeviceHost } from '@service-hall/drivers'
import { openPty, untilOnline } from '@service-hall/drivers/testing'
import { openBareSerial } from '../lib/bare-serial.ts'
import { spread } from '../lib/quantile.ts'
import { openTap } from '../lib/tap.ts'
import type { Step } from '../lib/tap.ts'
import { startSimulatorOf } from './protocols.ts'
import type { BenchedProtocol } from './protocols.ts'

/** A question through the driver, and the same bytes written and read on the same line without it. */
export type RoundTrip = {
  protocol: string
  p50: number
  p95: number
  bareP50: number
  bareP95: number
}

export type RoundTripOptions = {
  /** Rounds of each; half of them before the other kind's, half after. */
  rounds: number
}

const WARM_UP = 20
/** Polls recorded to find a whole one among them. */
const FEW = 3

/** Times a device's self-test on a pseudo-terminal beside its own bytes without a driver. */
export async function benchRoundTrip(
  benched: BenchedProtocol,
  { rounds }: RoundTripOptions,
): Promise<RoundTrip> {
  const { protocol, device, polls } = benched
  const simulated = await startSimulatorOf(benched)
  const tap = await openTap(simulated.port)
  const pty = await openPty(tap.port)
  const config = device(pty.url, 'withoutPause')
  const driven: number[] = []
  const bare: number[] = []
  let steps: Step[] = []
  try {
    for (let half = 0; half < 2; half += 1) {
      await withDevice(startDevices([config]), async (tested) => {
        driven.push(...(await repeat(rounds / 2, () => timeOf(tested))))
        steps = oneTalk(await tap.record(() => repeat(polls ? FEW : 1, () => timeOf(tested), 0)), polls)
      })
      const port = await openBareSerial(pty.path, ('link' in config && config.link.baud) || 9_600)
      bare.push(...(await repeat(rounds / 2, () => port.time(steps))))
      await port.close()
    }
  } finally {
    await pty.stop()
    tap.close()
    await simulated.stop()
  }
  const { p50, p95 } = spread(driven)
  const { p50: bareP50, p95: bareP95 } = spread(bare)
  return { protocol, p50, p95, bareP50, bareP95 }
}

async function withDevice(host: DeviceHost, work: (device: AnyDevice) => Promise<void>): Promise<void> {
  try {
    const [device] = host.devices.values()
    if (!device) throw new Error('the host has no device')
    await untilOnline(device)
    await work(device)
  } finally {
    await host.stop()
  }
}

async function timeOf(device: AnyDevice): Promise<number> {
  const began = performance.now()
  const result = await device.selfTest()
  if (!result.ok) throw new Error(`${device.id} is not well: ${result.error.code}`)
  return performance.now() - began
}

async function repeat(times: number, measure: () => Promise<number>, warmUp = WARM_UP): Promise<number[]> {
  const all: number[] = []
  for (let done = 0; done < times + warmUp; done += 1) all.push(await measure())
  return all.slice(warmUp)
}

/** What one self-test said; where it is the device's next poll, that poll and no more. */
function oneTalk(steps: readonly Step[], polls: true | undefined): Step[] {
  const whole = steps.filter(({ readBytes }) => readBytes > 0)
  return polls ? whole.slice(0, 1) : [...steps]
}
