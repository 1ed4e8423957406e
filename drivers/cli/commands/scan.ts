import { failed, withDevice } from '../session.ts'
import type { Session } from '../session.ts'

/** Lights a scanner and tells one code. Exit code 1 when none was read in `--for` seconds. */
export function scan(session: Session): Promise<number> {
  const timeoutMs = Number(session.values['for'] ?? 20) * 1_000
  return withDevice(session, 'codeScanner', session.args[0], async (scanner) => {
    const result = await scanner.scan({ timeoutMs, signal: session.signal })
    if (!result.ok) return failed(session, scanner.id, result.error)
    session.tell({ device: scanner.id, ...result }, `${scanner.id}: ${result.code.masked}`)
    return 0
  })
}
