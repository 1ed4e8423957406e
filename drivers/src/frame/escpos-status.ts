/** What a printer's sensors and error logic say, whichever way it was asked. */
export type PrinterFlags = {
  offline: boolean
  coverOpen: boolean
  paperNearEnd: boolean
  paperEnd: boolean
  feeding: boolean
  /** Paper is jammed on its way to the knife. */
  paperJammed: boolean
  mechanicalError: boolean
  cutterError: boolean
  unrecoverableError: boolean
  autoRecoverableError: boolean
  /** Kiosk printers: a cut paper lies in the exit; it is jammed there. */
  mediaPresent: boolean
  mediaJammed: boolean
}

export const noFlags: PrinterFlags = {
  offline: false,
  coverOpen: false,
  paperNearEnd: false,
  paperEnd: false,
  feeding: false,
  paperJammed: false,
  mechanicalError: false,
  cutterError: false,
  unrecoverableError: false,
  autoRecoverableError: false,
  mediaPresent: false,
  mediaJammed: false,
}

/** Bits of an SNBC presenter's answer to DLE EOT 9. */
export type PresenterBits = { present: number; jammed: number }

/** SNBC tells no layout in public; models that differ are set in the configuration. */
export const usualPresenterBits: PresenterBits = { present: 0x04, jammed: 0x08 }

/**
 * How a family of printers is asked for its state: `realtime` by DLE EOT n, each answered by one byte; `full` by
 * Custom's DLE EOT 20, answered by six bytes, with DLE EOT 1 behind it to mark the end of the answer.
 */
export type StatusLayout =
  | { kind: 'realtime'; questions: readonly number[]; mechanicalMeansJam: boolean }
  | { kind: 'full'; questions: readonly number[] }

export const STATUS_LAYOUTS = {
  /** Printer, cause of being offline, cause of error, roll sensors (Epson ESC/POS reference, "DLE EOT"). */
  escpos: { kind: 'realtime', questions: [1, 2, 3, 4], mechanicalMeansJam: false },
  /** The same and the presenter; error bit 2 is the anti-jam sensor (SNBC BT-T080 Programming Manual, "DLE EOT"). */
  snbc: { kind: 'realtime', questions: [1, 2, 3, 4, 9], mechanicalMeansJam: true },
  custom: { kind: 'full', questions: [20, 1] },
} as const satisfies Record<string, StatusLayout>

/** Reads four automatic status bytes (Epson ESC/POS reference, "GS a"). They say nothing of a presenter. */
export function flagsOfAsb(
  [a, b, c]: readonly [number, number, number, number],
  mechanicalMeansJam = false,
): PrinterFlags {
  const isMechanical = (b & 0x04) !== 0
  return {
    ...noFlags,
    offline: (a & 0x08) !== 0,
    coverOpen: (a & 0x20) !== 0,
    feeding: (a & 0x40) !== 0,
    paperJammed: isMechanical && mechanicalMeansJam,
    mechanicalError: isMechanical && !mechanicalMeansJam,
    cutterError: (b & 0x08) !== 0,
    unrecoverableError: (b & 0x20) !== 0,
    autoRecoverableError: (b & 0x40) !== 0,
    paperNearEnd: (c & 0x03) !== 0,
    paperEnd: (c & 0x0c) !== 0,
  }
}

/** Reads the answers to DLE EOT 1, 2, 3 and 4, and 9 where there is one, given in that order. */
export function flagsOfRealtime(
  [printer = 0, cause = 0, error = 0, roll = 0, presenter = 0]: readonly number[],
  mechanicalMeansJam = false,
  bits: PresenterBits = usualPresenterBits,
): PrinterFlags {
  const isMechanical = (error & 0x04) !== 0
  return {
    offline: (printer & 0x08) !== 0,
    coverOpen: (cause & 0x04) !== 0,
    feeding: (cause & 0x08) !== 0,
    paperJammed: isMechanical && mechanicalMeansJam,
    mechanicalError: isMechanical && !mechanicalMeansJam,
    cutterError: (error & 0x08) !== 0,
    unrecoverableError: (error & 0x20) !== 0,
    autoRecoverableError: (error & 0x40) !== 0,
    paperNearEnd: (roll & 0x0c) !== 0,
    paperEnd: (roll & 0x60) !== 0 || (cause & 0x20) !== 0,
    mediaPresent: (presenter & bits.present) !== 0,
    mediaJammed: (presenter & bits.jammed) !== 0,
  }
}

/**
 * Reads the last four bytes of Custom's full status (DLE EOT 20), by the Commands Manuals of KPM150, KPM210 and KPM300:
 * paper (0 end, 2 near end, 5 ticket in the exit), user (0 head up, 1 cover open, 5 LF key), recoverable (0 head
 * temperature, 3 supply voltage), unrecoverable (0 cutter, 1 its cover, 2 RAM, 3 EEPROM). A jam is recoverable bit 6,
 * which these three leave reserved: models with a presenter use it, but no manual of theirs was at hand to prove it.
 * With a ticket in the exit the jam is there.
 */
export function flagsOfFull([paper, user, recoverable, fatal]: readonly [
  number,
  number,
  number,
  number,
]): PrinterFlags {
  const isPresent = (paper & 0x20) !== 0
  const isJammed = (recoverable & 0x40) !== 0
  return {
    offline: false,
    coverOpen: (user & 0x03) !== 0,
    feeding: (user & 0x20) !== 0,
    paperNearEnd: (paper & 0x04) !== 0,
    paperEnd: (paper & 0x01) !== 0,
    paperJammed: isJammed && !isPresent,
    mechanicalError: false,
    cutterError: (fatal & 0x01) !== 0,
    unrecoverableError: (fatal & ~0x01) !== 0,
    autoRecoverableError: (recoverable & 0x09) !== 0,
    mediaPresent: isPresent,
    mediaJammed: isJammed && isPresent,
  }
}

/**
 * Whether a byte can be the answer to GS r 1: bits 4 and 7 are 0, each paper sensor sets both of its bits or none
 * (Epson ESC/POS reference, "GS r").
 */
export function isPaperAnswer(byte: number): boolean {
  return (byte & 0x90) === 0 && [0x00, 0x03, 0x0c, 0x0f].includes(byte & 0x0f)
}
