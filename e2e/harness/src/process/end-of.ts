import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { waitFor } from './wait-for.ts'

/** How a child ended, and what it said. */
export type End = {
  /** Exit code; null when a signal ended it. */
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  error: string
}

/** The end of a child that was just started, with all it said. One that does not end is killed, and the wait fails. */
export async function endOf(child: ChildProcessByStdio<Writable | null, Readable, Readable>): Promise<End> {
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  try {
    const [how, out, error] = await waitFor(`${child.spawnargs.join(' ')} to end`, ended)
    const [code, signal] = how as [End['code'], End['signal']]
    return { code, signal, out, error }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}
