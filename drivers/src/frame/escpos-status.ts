/** What a printer's sensors and error logic say, whichever way it was asked. */
export type PrinterFlags = {
  offline: boolean
  coverOpen: boolean
  paperNearEnd: boolean
  paperEnd: boolean
  feeding: boolean
  mechanicalError: boolean
  cutterError: boolean
  unrecoverableError: boolean
  autoRecoverableError: boolean
}

export const noFlags: PrinterFlags = {
  offline: false,
  coverOpen: false,
  paperNearEnd: false,
  paperEnd: false,
  feeding: false,
  mechanicalError: false,
  cutterError: false,
  unrecoverableError: false,
  autoRecoverableError: false,
}

/** The four questions of DLE EOT: printer, cause of being offline, cause of error, roll sensors. */
export const realtimeQuestions = [1, 2, 3, 4] as const

/** Reads four automatic status bytes (Epson ESC/POS reference, "GS a"). */
export function flagsOfAsb([a, b, c]: readonly [number, number, number, number]): PrinterFlags {
  return {
    offline: (a & 0x08) !== 0,
    coverOpen: (a & 0x20) !== 0,
    feeding: (a & 0x40) !== 0,
    mechanicalError: (b & 0x04) !== 0,
    cutterError: (b & 0x08) !== 0,
    unrecoverableError: (b & 0x20) !== 0,
    autoRecoverableError: (b & 0x40) !== 0,
    paperNearEnd: (c & 0x03) !== 0,
    paperEnd: (c & 0x0c) !== 0,
  }
}

/** Reads the answers to DLE EOT 1, 2, 3 and 4, given in that order (Epson ESC/POS reference, "DLE EOT"). */
export function flagsOfRealtime([printer, cause, error, roll]: readonly [
  number,
  number,
  number,
  number,
]): PrinterFlags {
  return {
    offline: (printer & 0x08) !== 0,
    coverOpen: (cause & 0x04) !== 0,
    feeding: (cause & 0x08) !== 0,
    mechanicalError: (error & 0x04) !== 0,
    cutterError: (error & 0x08) !== 0,
    unrecoverableError: (error & 0x20) !== 0,
    autoRecoverableError: (error & 0x40) !== 0,
    paperNearEnd: (roll & 0x0c) !== 0,
    paperEnd: (roll & 0x60) !== 0 || (cause & 0x20) !== 0,
  }
}

/**
 * Whether a byte can be the answer to GS r 1: bits 4 and 7 are 0, each paper sensor sets both of its bits or none
 * (Epson ESC/POS reference, "GS r").
 */
export function isPaperAnswer(byte: number): boolean {
  return (byte & 0x90) === 0 && [0x00, 0x03, 0x0c, 0x0f].includes(byte & 0x0f)
}
