/** Exit codes a shell expects of a process that a signal ended. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

const cleanups = new Set<() => void>()
const farewells = new Set<() => Promise<void>>()
let listening = false
let leaving = false

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

/**
 * Has something done, and waits for it, when a signal asks this process to end. A second signal does not wait.
 *
 * @returns takes the wish back
 */
export function onSignal(farewell: () => Promise<void>): () => void {
  listen()
  farewells.add(farewell)
  return () => void farewells.delete(farewell)
}

function listen(): void {
  if (listening) return
  listening = true
  process.once('exit', () => {
    for (const cleanup of [...cleanups].reverse()) cleanup()
  })
  for (const [signal, code] of Object.entries(SIGNALS)) process.on(signal, () => leave(code))
}

function leave(code: number): void {
  if (leaving) process.exit(code)
  leaving = true
  void Promise.allSettled([...farewells].map((farewell) => farewell())).then(() => process.exit(code))
}
