/** Exit codes a shell expects of a process that a signal ended. */
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

const cleanups = new Set<() => void>()
let listening = false

/**
 * Has something done when this process ends, be it by itself or by a signal. It must be quick and synchronous:
 * nothing can be waited for any more.
 *
 * @returns takes the wish back
 */
export function onExit(cleanup: () => void): () => void {
  listen()
  cleanups.add(cleanup)
  return () => void cleanups.delete(cleanup)
}

function listen(): void {
  if (listening) return
  listening = true
  process.once('exit', () => {
    for (const cleanup of [...cleanups].reverse()) cleanup()
  })
  for (const [signal, code] of Object.entries(signals))
    process.on(signal, () => {
      // Who stops children in order (procs.ts) listens too, and ends the process when that is done.
      if (process.listenerCount(signal) === 1) process.exit(code)
    })
}
