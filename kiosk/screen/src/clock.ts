/** Time as the screen knows it, ms. */
export type Clock = {
  /** Wall clock, epoch ms: for what people read and for times that others name. May be set in either direction. */
  now(): number
  /** Never runs backwards nor jumps: for durations and deadlines. */
  monotonic(): number
  /** Runs the task again and again. */
  every(ms: number, task: () => void): void
}

export const browserClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  every: (ms, task) => void setInterval(task, ms),
}
