import { STATUS_LAYOUTS } from '../../frame/escpos-status.ts'
import type { StatusLayout } from '../../frame/escpos-status.ts'
import { ESCPOS } from '../../paper/escpos.ts'

/** What a family of ESC/POS printers says, proves and does with paper. */
export type PrinterTraits = {
  /** The reply that proves a print: a process id after printing, or an in-sequence status byte. */
  proof: 'processId' | 'fence'
  /** Whether it tells its model and serial number (GS I). */
  tellsIdentity: boolean
  /** Whether DLE DC4 8 empties the buffers and is answered. */
  answersClear: boolean
  /** How it is asked for its state and how it tells it. */
  status: StatusLayout
  /** Cuts a finished paper, and gives it to the customer. */
  cut: (mode: 'partial' | 'full') => Buffer
  /** Cuts off what must not reach the customer. */
  discard: (mode: 'partial' | 'full') => Buffer
  /** Kiosk printers that hold the cut paper in their exit: the command that takes it back in. */
  retract?: Buffer
}

export const PRINTER_PROFILES = {
  /** TM-T20/T70/T81III/T82/T83/T88IV and later, and those that copy them fully. */
  epson: {
    proof: 'processId',
    tellsIdentity: true,
    answersClear: true,
    status: STATUS_LAYOUTS.escpos,
    cut: ESCPOS.cut,
    discard: ESCPOS.cut,
  },
  /** The common denominator: DLE EOT, ASB, GS r, DLE ENQ. */
  clone: {
    proof: 'fence',
    tellsIdentity: false,
    answersClear: false,
    status: STATUS_LAYOUTS.escpos,
    cut: ESCPOS.cut,
    discard: ESCPOS.cut,
  },
  /**
   * SNBC kiosk printers with presenter (BK-C310, BT-T080). The printer presents by itself after the cut, as its own
   * settings say. Jam in DLE EOT 3 bit 2: BT-T080 Programming Manual, "DLE EOT". That DLE EOT 9 tells of the presenter
   * is in the public Linux service provider for the BK-C310; its bits are not public, so `presenterBits` can set them.
   */
  snbc: {
    proof: 'fence',
    tellsIdentity: false,
    answersClear: false,
    status: STATUS_LAYOUTS.snbc,
    cut: ESCPOS.cut,
    discard: (mode) => Buffer.concat([ESCPOS.cut(mode), ESCPOS.ejector.retract()]),
    retract: ESCPOS.ejector.retract(),
  },
  /**
   * Custom kiosk printers (KPM, TG, VKP) with ejector: DLE EOT 20 and GS E0 full status, ESC i total cut, GS e ejector
   * (KPM210/216 User Manual, "GS e"; KPM150 Commands Manual, "DLE EOT", "GS $E0").
   */
  custom: {
    proof: 'fence',
    tellsIdentity: false,
    answersClear: false,
    status: STATUS_LAYOUTS.custom,
    cut: () => Buffer.concat([ESCPOS.totalCut(), ESCPOS.ejector.present(8)]),
    discard: () => Buffer.concat([ESCPOS.totalCut(), ESCPOS.ejector.retract()]),
    retract: ESCPOS.ejector.retract(),
  },
} as const satisfies Record<string, PrinterTraits>

/** The dialect of a printer. */
export type PrinterProfile = keyof typeof PRINTER_PROFILES

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
