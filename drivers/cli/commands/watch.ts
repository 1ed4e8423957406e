import type { HostFact } from '../../src/host/facts.ts'
import { chosen, withHost } from '../session.ts'
import type { Session } from '../session.ts'

/** Tells statuses, events and facts as they come, until Ctrl-C or `--for` seconds. People are shown masked. */
export async function watch(session: Session): Promise<number> {
  const [name] = session.args
  const devices = name === undefined ? session.devices : [chosen(session, name)]
  const { tell, signal } = session
  const stamp = () => new Date().toISOString()
  const options = {
    onStatus: (device: string, status: object) =>
      tell({ at: stamp(), device, status }, `${stamp()}  ${device}  ${JSON.stringify(status)}`),
    // A person's JSON is the masked form, so that nothing of an identity is written here.
    onEvent: (device: string, event: object) =>
      tell({ at: stamp(), device, event }, `${stamp()}  ${device}  event ${JSON.stringify(event)}`),
    onFact: (fact: HostFact) => tell({ fact }, `${stamp()}  ${fact.device}  fact ${JSON.stringify(fact)}`),
  }
  return withHost(devices, options, async (host) => {
    for (const device of host.devices.values()) if (device.kind === 'idReader') device.arm()
    await ended(signal, Number(session.values['for'] ?? Infinity))
    return 0
  })
}

function ended(signal: AbortSignal, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = Number.isFinite(seconds) ? setTimeout(resolve, seconds * 1_000) : undefined
    const done = () => {
      clearTimeout(timer)
      resolve()
    }
    if (signal.aborted) done()
    else signal.addEventListener('abort', done, { once: true })
  })
}
