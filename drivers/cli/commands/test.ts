import { chosen, failed, untilSettled, withHost } from '../session.ts'
import type { Session } from '../session.ts'

/** Runs a device's self-test; exit code 0 when it is well. */
export async function test(session: Session): Promise<number> {
  const config = chosen(session, session.args[0])
  return withHost([config], {}, async (host) => {
    const device = host.devices.get(config.id)
    if (device) await untilSettled(device, session.signal)
    const result = await host.selfTest(config.id)
    const [described] = host.describe()
    if (!result.ok) return failed(session, config.id, described?.problem ?? result.error)
    session.tell(
      { device: config.id, ...result, counters: described?.counters },
      `${config.id}: ${result.identity}`,
    )
    return 0
  })
}
