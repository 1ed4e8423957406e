import { openControl } from './control.ts'
import type { ControlHandler } from './control.ts'
import { lineFaults } from './line.ts'
import type { LineFault, SimulatedLine } from './line.ts'
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
    } else if (typeof name === 'string' && lineFaults.includes(name)) {
      const after = request['afterBytes']
      await line.fault(name as LineFault, typeof after === 'number' ? after : undefined)
    } else if (typeof name !== 'string' || !simulation.fault(name, request)) {
      throw new Error(`unknown fault ${JSON.stringify(name)}`)
    }
  }
}
