import type { LinkConfig } from '../../link/config.ts'
import type { PresenterBits } from '../../frame/escpos-status.ts'
import type { GlyphSource } from '../../paper/glyphs.ts'
import type { PaperSupply } from '../common/status.ts'
import type { PrinterProfile, PrinterTiming } from './printer-profile.ts'

/** What a printer tells by itself. */
export type PrinterEvent =
  /** The roll crossed a threshold, or was changed. */
  | { type: 'paperThreshold'; paper: PaperSupply }
  /** Paper was fed, or the estimate corrected: to be kept and handed back as `roll.leftMm` after a restart. */
  | { type: 'paperUsage'; leftMm: number }
  /** Kiosk printers: a paper lies in the exit, was taken, was taken back in because nobody took it. */
  | { type: 'mediaPresented' }
  | { type: 'mediaTaken' }
  | { type: 'mediaRetracted'; inBin: number }

/** A roll whose length is known, so that what is left of it can be estimated. Lengths in mm. */
export type RollConfig = {
  /** Length of a fresh roll. */
  rollMm: number
  /** What is left when the near-end sensor strikes; it corrects the estimate. Without, the estimate only counts. */
  nearEndMm?: number
  /** What was left when the program ended, from the last `paperUsage`. Default: a fresh roll. */
  leftMm?: number
}

/** What a kiosk printer does with a paper that nobody takes. */
export type PresenterConfig = {
  /** Takes a paper back in that lies in the exit for so long, ms. Without, it lies there until the next job. */
  retractAfterMs?: number
  /** Papers that the bin holds. */
  binCapacity?: number
  /** Papers in the bin when the program ended, from the last `mediaRetracted`. Default 0. */
  inBin?: number
  /** Bits of the answer to DLE EOT 9 of this SNBC model, when not the usual ones. */
  presenterBits?: PresenterBits
}

/** Which printer, on which line, and what of it the driver cannot find out. */
export type PrinterConfig = {
  id: string
  profile: PrinterProfile
  link: LinkConfig
  /** Deadlines other than the usual ones. */
  timing?: Partial<PrinterTiming>
  roll?: RollConfig
  presenter?: PresenterConfig
  /** Pictures of letters that the printer's font lacks, for names; without, they come out as `□` with a warning. */
  glyphs?: GlyphSource
}
