/** What is wrong with the printer; bits follow the status tables of Epson's ESC/POS reference. */
export type PrinterFaults = {
  paperOut: boolean
  paperLow: boolean
  coverOpen: boolean
  cutterJam: boolean
  /** Paper has jammed on its way. */
  jam: boolean
  hot: boolean
  /** Kiosk printers: a paper lies in the exit; it is jammed there. */
  occupied: boolean
  presenterJam: boolean
}

export const healthy: PrinterFaults = {
  paperOut: false,
  paperLow: false,
  coverOpen: false,
  cutterJam: false,
  jam: false,
  hot: false,
  occupied: false,
  presenterJam: false,
}

export function isOffline(faults: PrinterFaults): boolean {
  const { paperOut, coverOpen, cutterJam, jam, hot, presenterJam } = faults
  return paperOut || coverOpen || cutterJam || jam || hot || presenterJam
}

/** Answer to DLE EOT n; 5, 6 and 9 are SNBC's. */
export function realtimeByte(
  question: number,
  faults: PrinterFaults,
  withPresenter: boolean,
): number | undefined {
  const fixed = 0x12
  switch (question) {
    case 1:
    case 5:
      return question === 5 && !withPresenter ? undefined : fixed | bit(isOffline(faults), 0x08)
    case 2:
      return (
        fixed |
        bit(faults.coverOpen, 0x04) |
        bit(faults.paperOut, 0x20) |
        bit(faults.cutterJam || faults.hot || faults.jam, 0x40)
      )
    case 3:
      return fixed | bit(faults.jam, 0x04) | bit(faults.cutterJam, 0x08) | bit(faults.hot, 0x40)
    case 4:
      return fixed | bit(faults.paperLow || faults.paperOut, 0x0c) | bit(faults.paperOut, 0x60)
    case 6:
    case 9:
      if (!withPresenter) return undefined
      return fixed | bit(faults.occupied, 0x04) | bit(faults.presenterJam, 0x08)
    default:
      return undefined
  }
}

/** The four bytes of automatic status. */
export function asbBytes(faults: PrinterFaults): Uint8Array {
  return Uint8Array.of(
    0x10 | bit(isOffline(faults), 0x08) | bit(faults.coverOpen, 0x20),
    bit(faults.jam, 0x04) | bit(faults.cutterJam, 0x08) | bit(faults.hot, 0x40),
    bit(faults.paperLow || faults.paperOut, 0x03) | bit(faults.paperOut, 0x0c),
    0x00,
  )
}

/** Custom's full status: 10 0F, paper, user, recoverable errors, unrecoverable errors. */
export function fullBytes(faults: PrinterFaults): Uint8Array {
  return Uint8Array.of(
    0x10,
    0x0f,
    bit(faults.paperOut, 0x01) | bit(faults.paperLow || faults.paperOut, 0x04) | bit(faults.occupied, 0x20),
    bit(faults.coverOpen, 0x03),
    bit(faults.hot, 0x01) | bit(faults.jam || faults.presenterJam, 0x40),
    bit(faults.cutterJam, 0x01),
  )
}

/** Answer to GS r 1. */
export function paperByte(faults: PrinterFaults): number {
  return bit(faults.paperLow, 0x03) | bit(faults.paperOut, 0x0c)
}

function bit(on: boolean, mask: number): number {
  return on ? mask : 0
}
