import { failed, withDevice } from '../session.ts'
import type { Session } from '../session.ts'

/** Asks a customer for a rating and tells the level, 5 the best. Exit code 1 when none came in `--for` seconds. */
export async function askRating(session: Session): Promise<number> {
  const [name] = session.args
  const timeoutMs = Number(session.values['for'] ?? 20) * 1_000
  return withDevice(session, 'ratingPad', name, async (pad) => {
    const sequence = 1 + (process.pid % 60_000)
    const told = new Promise<{ level: number } | { reason: string }>((resolve) => {
      pad.onEvent((event) => {
        if (event.type === 'lateKey' || event.sequence !== sequence) return
        resolve(event.type === 'rated' ? { level: event.level } : { reason: event.type })
      })
      session.signal.addEventListener('abort', () => resolve({ reason: 'canceled' }), { once: true })
    })
    const asked = await pad.invite({ sequence, staffName: '测试', staffNumber: '0000', timeoutMs })
    if (!asked.ok) return failed(session, pad.id, asked.error)
    const answer = await told
    if ('reason' in answer) {
      await pad.cancel(sequence)
      return failed(session, pad.id, answer.reason)
    }
    session.tell({ ok: true, device: pad.id, level: answer.level }, `${pad.id}: level ${answer.level} of 5`)
    return 0
  })
}
