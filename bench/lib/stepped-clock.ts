import type { ServerOptions } from '@service-hall/hall-server/server'

type Clock = NonNullable<ServerOptions['clock']>

/** A clock that goes on by what it is told; its timers are the machine's own. */
export function steppedClock(at: number): Clock & { advance(ms: number): void } {
  let now = at
  return {
    now: () => now,
    monotonic: () => now,
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    advance: (ms) => void (now += ms),
  }
}
