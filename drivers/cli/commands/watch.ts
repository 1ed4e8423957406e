import { once } from 'node:events'
import type { HostFact } from '../../src/host/facts.ts'
import { chosen, endOf, withHost } from '../session.ts'
import type { Session } from '../session.ts'

/** Tells statuses, events and facts as they come, until Ctrl-C or `--for` seconds. People are shown masked. */
export async function watch(session: Session): Promise<number> {
  const [name] = session.args
  const devices = name === undefined ? session.devices : [chosen(session, name)]
  const { tell } = session
  const end = endOf(session)
  const stamp = () => new Date().toISOString()
  const options = {
    onStatus: (device: string, status: object) => {
      // At the end each device is stopped, in order: no news, and no fault.
      if (!end.aborted)
        tell({ at: stamp(), device, status }, `${stamp()}  ${device}  ${JSON.stringify(status)}`)
    },
    // A person's JSON is the masked form, so that nothing of an identity is written here.
    onEvent: (device: string, event: object) =>
      tell({ at: stamp(), device, event }, `${stamp()}  ${device}  event ${JSON.stringify(event)}`),
    onFact: (fact: HostFact) => tell({ fact }, `${stamp()}  ${fact.device}  fact ${JSON.stringify(fact)}`),
  }
  return withHost(devices, options, async (host) => {
    for (const device of host.devices.values()) if (device.kind === 'idReader') device.arm()
    if (!end.aborted) await once(end, 'abort')
    return 0
  })
}
