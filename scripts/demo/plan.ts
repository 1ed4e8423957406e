import { busOf } from '@service-hall/contract'
import type { DeviceConfig, HallFile, Station } from '@service-hall/contract'
import { simulatorOf } from '@service-hall/drivers'

/** A simulated device to start: the program, its arguments, and where it listens. */
export type SimulatorPlan = {
  name: string
  script: string
  args: string[]
  port: number
  controlPort: number
}

/** A station whose agent is to be started. */
export type StationPlan = { id: string; name: string; code: string | null }

/** What a hall's file asks the demo to start, beside the hall server. */
export type DemoPlan = {
  simulators: SimulatorPlan[]
  deviceHosts: StationPlan[]
  kiosk: StationPlan | null
  displays: StationPlan[]
}

/** A simulator takes instructions (faults, keys) this far above the port of its line. */
const CONTROL_ABOVE = 100

/** Reads out of a hall's file what is to run on this machine. */
export function planOf(file: HallFile): DemoPlan {
  const stations = (kind: Station['kind']): StationPlan[] =>
    file.stations
      .filter((station) => station.kind === kind)
      .map(({ id, name }) => ({
        id,
        name: name.zh,
        code: file.preApproved.find((row) => row.station === id)?.code ?? null,
      }))
  const [kiosk = null] = stations('kiosk')
  const simulators = new Map<number, SimulatorPlan>()
  for (const device of file.devices) {
    const port = localPort(device.link.url)
    // Several devices may share a line.
    if (port === null || simulators.has(port)) continue
    const simulator = planFor(device, port, simulators.size)
    if (simulator) simulators.set(port, simulator)
  }
  return {
    simulators: [...simulators.values()],
    deviceHosts: stations('deviceHost'),
    kiosk,
    displays: stations('display'),
  }
}

/** Port of a TCP line that ends on this machine, else null. */
function localPort(url: string): number | null {
  const match = /^tcp:\/\/(?:127\.0\.0\.1|localhost):(\d+)$/.exec(url)
  return match === null ? null : Number(match[1])
}

/** None for what no simulator plays: such a device stays offline. */
function planFor(device: DeviceConfig, port: number, index: number): SimulatorPlan | null {
  const program = programOf(device)
  if (program === null) return null
  const controlPort = port + CONTROL_ABOVE
  const common = [
    '--listen',
    `tcp://127.0.0.1:${port}`,
    '--control',
    `${controlPort}`,
    '--seed',
    `${index + 1}`,
  ]
  const [script, args] = program
  return { name: device.id, script, args: [...common, ...args], port, controlPort }
}

function programOf(device: DeviceConfig): [script: string, args: string[]] | null {
  const profile = driverProfile(device)
  const program = simulatorOf(device.kind, profile)
  if (program === null) return null
  const args = ['--profile', `${profile}${variantOf(device)}`]
  if (device.kind === 'ratingPad') args.push('--auto-rate')
  return [`drivers/simulators/${program}.ts`, args]
}

/** `servicehall` is `own` under the name it has in files of earlier releases. */
function driverProfile({ profile }: DeviceConfig): string {
  return profile === 'servicehall' ? 'own' : profile
}

/** What a simulator is told behind its profile: where it is on a shared line, how wide its paper is. */
function variantOf(device: DeviceConfig): string {
  if (device.kind === 'printer') return device.paperWidth === 58 ? '-58' : ''
  const shares = busOf(device.kind, device.profile) !== undefined
  return shares && 'address' in device && device.address !== undefined ? `@${device.address}` : ''
}
