/** What the parent asks of the process under test. */
export type Order =
  | { do: 'start'; urls: Record<string, string> }
  | { do: 'waitOnline' }
  | { do: 'waitOffline' }
  | { do: 'write' }
  /** After so long; more than the longest question of a driver takes. */
  | { do: 'measure'; settleMs: number }

/** What a process holds. */
export type Measured = {
  fds: number
  listeners: number
  /** The same by class of emitter and event, for whoever looks for one that grew. */
  listenersOf: Record<string, number>
  rssMb: number
}

/** Its answer. */
export type Report =
  | { done: 'start' | 'waitOnline' | 'waitOffline' }
  /** How many writes said `ok` although the cable was out. */
  | { done: 'write'; claimed: number }
  | { done: 'measure'; measured: Measured }
