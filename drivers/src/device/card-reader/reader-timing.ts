/** How long a reader may take, all in ms. */
export type ReaderTiming = {
  /** Until a command is acknowledged, counted from its last byte. */
  ackMs: number
  /** Until the answer to a question. */
  quickMs: number
  /** Until the answer to an operation of the mechanics or of a chip. */
  slowMs: number
  /** Until a cancelled command is answered. */
  cancelMs: number
  /** Silence within a frame after which it is given up. */
  gapMs: number
  /** Between looks while a card is awaited, coming or going. */
  watchMs: number
  /** Between looks otherwise. */
  pollMs: number
}

/** Acknowledgement and cancelling as the makers have them; 20 s for an operation is what is used in the field. */
export const usualTiming: ReaderTiming = {
  ackMs: 300,
  quickMs: 2_000,
  slowMs: 20_000,
  cancelMs: 300,
  gapMs: 150,
  watchMs: 250,
  pollMs: 5_000,
}
