import { openControl } from './control.ts'
import type { ControlHandler } from './control.ts'
import type { FaultDetails, SimulatedLine } from './line.ts'
import type { Options } from './options.ts'

/** One simulated device as seen from its control channel. */
export type Simulation = {
  line: SimulatedLine
  /** Faults of its own besides those of the line; `null` ends them all. Answers false to a fault it does not know. */
  fault(name: string | null, request: Record<string, unknown>): boolean
  control: ControlHandler
  stop?(): void
}

/** How long an orderly end may take, ms. */
const STOP_MS = 2_000

/** Listens, tells where in one line of JSON, and ends cleanly on SIGTERM and SIGINT. */
export async function run(options: Options, simulation: Simulation): Promise<void> {
  const { line } = simulation
  const listening = await line.listen(options.host, options.port)
  const channel = await openControl(options.controlPort, async (request, peer) => {
    if (request['get'] === 'line') {
      const { bytesIn, bytesOut, connections } = line
      return { bytesIn, bytesOut, connections }
    }
    if (!('fault' in request)) return simulation.control(request, peer)
    await setFault(request)
    return null
  })
  const end = () => {
    simulation.stop?.()
    // A peer that will not hang up must not keep the simulator.
    setTimeout(() => process.exit(0), STOP_MS).unref()
    void Promise.all([line.close(), channel.close()]).then(() => process.exit(0))
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.stdout.write(`${JSON.stringify({ listening, control: channel.port })}\n`)

  async function setFault(request: Record<string, unknown>): Promise<void> {
    const name = request['fault']
    if (name === null) {
      simulation.fault(null, request)
      await line.cure()
    } else if (typeof name === 'string' && line.knows(name)) {
      await line.fault(name, detailsOf(request))
    } else if (typeof name !== 'string' || !simulation.fault(name, request)) {
      throw new Error(`unknown fault ${JSON.stringify(name)}`)
    }
  }
}

function detailsOf(request: Record<string, unknown>): FaultDetails {
  const details: FaultDetails = {}
  for (const key of ['afterBytes', 'afterBytesOut', 'times', 'ms'] as const) {
    const value = request[key]
    if (typeof value === 'number') details[key] = value
  }
  return details
}
