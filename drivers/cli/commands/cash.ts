import type { CashAcceptor } from '../../src/device/cash-acceptor/cash-acceptor.ts'
import { UsageError, failed, withDevice } from '../session.ts'
import type { Session } from '../session.ts'

/**
 * Takes one note into escrow, or one coin, and tells what became of it: given back, or with `--stack` put into the box.
 * Exit code 1 when none came in `--for` seconds, and when nobody can tell what became of it.
 */
export function cash(session: Session): Promise<number> {
  const timeoutMs = Number(session.values['for'] ?? 30) * 1_000
  if (session.args.length > 1) throw new UsageError('cash wants at most a NAME.')
  return withDevice(session, 'cashAcceptor', session.args[0], async (acceptor) => {
    const end = untilDone(session, acceptor, timeoutMs)
    const enabled = await acceptor.enable()
    if (!enabled.ok) return failed(session, acceptor.id, enabled.error)
    console.error('Put a note in.')
    const result = await end
    await acceptor.disable()
    if (typeof result === 'string') return failed(session, acceptor.id, result)
    const { outcome, denominationFen } = result
    session.tell(
      { ok: true, device: acceptor.id, ...result },
      `${acceptor.id}: ${yuan(denominationFen)} ${outcome}`,
    )
    return 0
  })
}

type Done = { outcome: 'credited' | 'returned'; denominationFen: number }

/** How the first note or coin ended, or why none did. Each is told once, and what it tells is what the acceptor said. */
function untilDone(session: Session, acceptor: CashAcceptor, timeoutMs: number): Promise<Done | string> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve('timeOut'), timeoutMs)
    const done = (result: Done | string) => {
      clearTimeout(timer)
      resolve(result)
    }
    session.signal.addEventListener('abort', () => done('canceled'), { once: true })
    acceptor.onEvent((event) => {
      switch (event.type) {
        case 'escrowed':
          if (session.values['stack'] === true) void acceptor.stack(event.noteId)
          else void acceptor.returnNote(event.noteId)
          break
        case 'credited':
        case 'returned':
          done({ outcome: event.type, denominationFen: event.denominationFen })
          break
        case 'uncertain':
        case 'jammed':
        case 'boxFull':
        case 'boxRemoved':
        case 'fraud':
          done(event.type)
          break
        default:
          break
      }
    })
  })
}

function yuan(fen: number): string {
  return `${(fen / 100).toFixed(2)} yuan`
}
