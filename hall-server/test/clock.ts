import { MORNING } from '@service-hall/contract/testing'

/** A clock that stands until it is set. */
export type TestClock = {
  (): number
  advance(ms: number): number
  set(at: number): number
}

export function aClock(at = MORNING): TestClock {
  let now = at
  const set = (to: number): number => (now = to)
  return Object.assign(() => now, { set, advance: (ms: number) => set(now + ms) })
}
