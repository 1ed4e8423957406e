import { UsageError, chosen, failed, withDevice } from '../session.ts'
import type { Session } from '../session.ts'

/** Shows a text on a counter display or another device that shows one. */
export async function show(session: Session): Promise<number> {
  const [name, text] = session.args
  if (name === undefined || text === undefined) throw new UsageError('show wants NAME and TEXT.')
  const { kind } = chosen(session, name)
  if (kind !== 'counterDisplay') throw new UsageError(`${name} is a ${kind}, which shows no text.`)
  return withDevice(session, kind, name, async (display) => {
    const deed = await display.show({ text, ticketNumber: text, state: 'calling' })
    if (!deed.ok) return failed(session, name, deed.error)
    session.tell({ ok: true, device: name, text }, `${name}: shown`)
    return 0
  })
}
