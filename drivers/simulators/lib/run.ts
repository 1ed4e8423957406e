import { Console } from './console.ts'
import { openControl } from './control.ts'
import type { ControlHandler } from './control.ts'
import type { FaultDetails, SimulatedLine } from './line.ts'
import type { LinkPlace } from './link.ts'
import type { Options } from './options.ts'
import { PtyLink } from './pty-link.ts'

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

/**
 * Offers the line and the control channel, tells where in one line of JSON, plays the script, and ends cleanly on
 * SIGTERM and SIGINT.
 */
export async function run(options: Options, simulation: Simulation): Promise<void> {
  const { line } = simulation
  const { link } = options
  const listening = await line.listen(...addressOf(link))
  const pty = link.kind === 'pty' ? await PtyLink.open(link.path, listening) : undefined
  const obey: ControlHandler = (request, peer) => handle(simulation, request, peer)
  const channel = await openControl(options.controlPort, obey)
  const place = { listening, control: channel.port, ...(link.kind === 'pty' && { pty: link.path }) }
  const watch = new Console(async (request) => obey(request, simulation), options.console)
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  process.stdout.write(`${JSON.stringify(place)}\n`)

  if (options.console && options.traffic) line.onTraffic = (way, bytes) => watch.traffic(way, bytes)
  for (const fault of options.faults) await obey(fault, simulation)
  watch.play(options.script)
  if (options.console) watch.listen(end)

  function end(): void {
    simulation.stop?.()
    watch.close()
    // A peer that will not hang up must not keep the simulator.
    setTimeout(() => process.exit(0), STOP_MS).unref()
    void Promise.all([pty?.close(), line.close(), channel.close()]).then(() => process.exit(0))
  }
}

function addressOf(link: LinkPlace): [host: string, port: number] {
  return link.kind === 'tcp' ? [link.host, link.port] : ['127.0.0.1', 0]
}

/** Answers what every simulator is asked, and leaves the rest to the device. */
async function handle(
  simulation: Simulation,
  request: Record<string, unknown>,
  peer: object,
): Promise<unknown> {
  const { line } = simulation
  if (request['get'] === 'line') {
    const { bytesIn, bytesOut, connections } = line
    return { bytesIn, bytesOut, connections }
  }
  if (!('fault' in request)) return simulation.control(request, peer)
  const name = request['fault']
  if (name === null) {
    simulation.fault(null, request)
    await line.cure()
  } else if (typeof name === 'string' && line.knows(name)) {
    await line.fault(name, detailsOf(request))
  } else if (typeof name !== 'string' || !simulation.fault(name, request)) {
    throw new Error(`unknown fault ${JSON.stringify(name)}`)
  }
  return null
}

function detailsOf(request: Record<string, unknown>): FaultDetails {
  const details: FaultDetails = {}
  for (const key of ['afterBytes', 'afterBytesOut', 'times', 'ms'] as const) {
    const value = request[key]
    if (typeof value === 'number') details[key] = value
  }
  return details
}
