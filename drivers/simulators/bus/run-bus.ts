import { SimulatedLine } from '../lib/line.ts'
import type { Options } from '../lib/options.ts'
import { run } from '../lib/run.ts'
import type { Spoilers } from '../lib/sending.ts'
import type { BusDevice, MakeDevice } from './device.ts'

/**
 * Runs the devices a profile names on one line: `own`, `own@7`, or several kinds and addresses as in
 * `pad@1,pad@2,coils@5`. A request or fault with `address` means one device, without it the first. The fault `dead`
 * silences one device for good, until cured; `echo` makes the line give back what comes in.
 */
export async function runBus(
  options: Options,
  kinds: Readonly<Record<string, MakeDevice>>,
  spoilers: Spoilers = {},
): Promise<void> {
  const dead = new Set<BusDevice>()
  let echoes = false
  const line: SimulatedLine = new SimulatedLine(
    (bytes) => {
      if (echoes) line.send(bytes)
      for (const device of devices) if (!dead.has(device)) device.hear(bytes)
    },
    options.seed,
    spoilers,
  )
  const devices = options.profile.split(',').map((name) => make(name, kinds, (bytes) => line.send(bytes)))
  const meant = ({ address }: Record<string, unknown>) => {
    const device = address === undefined ? devices[0] : devices.find((one) => one.address === address)
    if (!device) throw new Error(`no device at ${String(address)}`)
    return device
  }
  await run(options, {
    line,
    fault(name, request) {
      if (name === null) {
        dead.clear()
        echoes = false
        return devices.every((device) => device.fault(null, request))
      }
      if (name === 'echo') return (echoes = true)
      if (name !== 'dead') return meant(request).fault(name, request)
      dead.add(meant(request))
      return true
    },
    control(request, peer) {
      if (request['get'] !== 'state') return meant(request).control(request, peer)
      const own = meant(request).control(request, peer)
      return { bytesIn: line.bytesIn, connections: line.connections, ...(own as object) }
    },
  })
}

function make(
  name: string,
  kinds: Readonly<Record<string, MakeDevice>>,
  send: (bytes: Uint8Array) => void,
): BusDevice {
  const [kind = '', address = '1'] = name.split('@')
  const maker = kinds[kind]
  if (!maker) throw new Error(`unknown profile ${kind}; expected one of ${Object.keys(kinds).join(', ')}`)
  return maker(Number(address), send)
}
