import type { CashMemory } from '@service-hall/drivers'

/** Where too little goes: to the account's balance, or to a counter that pays it out. */
export type CashShort = 'credit' | 'counter'

export type CashFact =
  /**
   * On disk before the acceptor takes a note: whose money it is. `short`: what becomes of too little. `upToFen`: how much may be
   * put in all the same where it is `counter`; left out: what is asked for.
   */
  | {
      type: 'CashOpened'
      deviceId: string
      orderId: string
      attemptId: string
      short: CashShort
      upToFen?: number
    }
  /** What the acceptor did, kept before it hears of it; the credits are queued for the hall in the same group. */
  | {
      type: 'CashRecorded'
      deviceId: string
      memory: CashMemory
      credits: { creditId: string; fen: number }[]
      /** Notes of which nobody can tell where they are. */
      uncertain?: number
    }
  /** No more notes are wanted; the hall is told when the acceptor is at rest and it has heard of every note. */
  | { type: 'CashEnding'; deviceId: string; short: CashShort }
  /** The hall was told, or will be: that command is queued. */
  | { type: 'CashEnded'; deviceId: string }
