import { UsageError, chosen, failed, untilSettled, withHost } from '../session.ts'
import type { Session } from '../session.ts'

/** Does at a device what an operator can do there. */
export function operate(session: Session): Promise<number> {
  const [name, wanted] = session.args
  if (name === undefined || wanted === undefined) throw new UsageError('do wants NAME and OPERATION.')
  const config = chosen(session, name)
  return withHost([config], {}, async (host) => {
    const [described] = host.describe()
    const operation = described?.operations.find((one) => one === wanted)
    if (!operation) {
      const operations = described?.operations.join(', ') ?? ''
      throw new UsageError(`${wanted} is nothing to do at ${name}; there are ${operations}.`)
    }
    const device = host.devices.get(name)
    if (device) await untilSettled(device, session.signal)
    const outcome = await host.operate(name, operation, 'command line')
    if (!outcome.ok) return failed(session, name, outcome.error)
    session.tell({ ok: true, device: name, operation }, `${name}: ${operation} done`)
    return 0
  })
}
