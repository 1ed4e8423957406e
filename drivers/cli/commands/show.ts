import type { Outcome } from '../../src/device/common/device.ts'
import type { AnyDevice } from '../../src/device/kinds.ts'
import { UsageError, chosen, failed, untilSettled, withHost } from '../session.ts'
import type { Session } from '../session.ts'

/** Shows a text on a device that has room for one. */
export async function show(session: Session): Promise<number> {
  const [name, text] = session.args
  if (name === undefined || text === undefined) throw new UsageError('show wants NAME and TEXT.')
  const config = chosen(session, name)
  return withHost([config], {}, async (host) => {
    const device = host.devices.get(name)
    if (!device) return failed(session, name, host.describe()[0]?.problem)
    await untilSettled(device, session.signal)
    const outcome = await showOn(device, text)
    if (!outcome.ok) return failed(session, name, outcome.error)
    session.tell({ ok: true, device: name, text }, `${name}: shown`)
    return 0
  })
}

function showOn(device: AnyDevice, text: string): Promise<Outcome> {
  switch (device.kind) {
    case 'counterDisplay':
      return device.show({ text, ticketNumber: text, state: 'calling' })
    case 'ledBar':
    case 'callPad':
      return device.show(text)
    default:
      throw new UsageError(`${device.id} is a ${device.kind}, which shows no text.`)
  }
}
