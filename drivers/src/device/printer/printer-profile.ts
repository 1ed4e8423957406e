/** What a family of ESC/POS printers can prove. */
export type PrinterTraits = {
  /** The reply that proves a print: a process id after printing, or an in-sequence status byte. */
  proof: 'processId' | 'fence'
  /** Whether DLE DC4 8 empties the buffers and is answered. */
  answersClear: boolean
}

export const printerProfiles = {
  /** TM-T20/T70/T81III/T82/T83/T88IV and later, and those that copy them fully. */
  epson: { proof: 'processId', answersClear: true },
  /** The common denominator: DLE EOT, ASB, GS r, DLE ENQ. */
  clone: { proof: 'fence', answersClear: false },
} as const satisfies Record<string, PrinterTraits>

export type PrinterProfile = keyof typeof printerProfiles

/** Deadlines in milliseconds. */
export type PrinterTiming = {
  /** Answer to a real-time question. */
  answerMs: number
  /** Silence after which an unfinished reply is given up. */
  replyGapMs: number
  /** Time between idle liveness polls. */
  pollMs: number
  /** Time to get a clean start after a line opened. */
  settleMs: number
  /** First look after a print proof that does not come; repeated while the printer says it is well. */
  proofMs: number
  /** When to stop waiting for the proof. */
  longestProofMs: number
}

export const printerTiming: PrinterTiming = {
  answerMs: 1_000,
  replyGapMs: 100,
  pollMs: 5_000,
  settleMs: 3_000,
  proofMs: 3_000,
  longestProofMs: 30_000,
}
