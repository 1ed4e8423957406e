import type { Clock } from '@service-hall/server-kit'

type Timer = { at: number; order: number; task: () => void }

/** Time that goes on only when it is told to; the disk's own time is no part of it. */
export class VirtualClock implements Clock {
  #now: number
  #order = 0
  readonly #timers = new Set<Timer>()

  constructor(now: number) {
    this.#now = now
  }

  now = (): number => this.#now
  monotonic = (): number => this.#now

  after = (ms: number, task: () => void): (() => void) => {
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order++, task }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve))
  }

  /** Lets time go on, task by task; `between` runs after each moment at which something was due. */
  async advance(ms: number, between: () => Promise<void>): Promise<void> {
    const until = this.#now + ms
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at || a.order - b.order)
      if (!next || next.at > until) break
      this.#now = Math.max(this.#now, next.at)
      for (const timer of [...this.#timers].filter(({ at }) => at <= this.#now)) {
        this.#timers.delete(timer)
        timer.task()
      }
      await between()
    }
    this.#now = until
    await between()
  }
}

/** A program's own clock: what it waits for comes no more once it is dead. `bootedAt`: when its machine was started. */
export function clockOf(
  clock: VirtualClock,
  isAlive: () => boolean,
  bootedAt: () => number,
): Clock & { uptime(): number } {
  return {
    now: clock.now,
    monotonic: clock.monotonic,
    uptime: () => clock.now() - bootedAt(),
    after: (ms, task) => clock.after(ms, () => isAlive() && task()),
  }
}
