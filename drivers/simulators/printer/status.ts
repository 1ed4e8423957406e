/** What is wrong with the printer; bits follow the status tables of Epson's ESC/POS reference. */
export type Trouble = {
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

export const healthy: Trouble = {
  paperOut: false,
  paperLow: false,
  coverOpen: false,
  cutterJam: false,
  jam: false,
  hot: false,
  occupied: false,
  presenterJam: false,
}

export function isOffline(trouble: Trouble): boolean {
  const { paperOut, coverOpen, cutterJam, jam, hot, presenterJam } = trouble
  return paperOut || coverOpen || cutterJam || jam || hot || presenterJam
}

/** Answer to DLE EOT n; 5, 6 and 9 are SNBC's. */
export function realtimeByte(question: number, trouble: Trouble, withPresenter: boolean): number | undefined {
  const fixed = 0x12
  switch (question) {
    case 1:
    case 5:
      return question === 5 && !withPresenter ? undefined : fixed | bit(isOffline(trouble), 0x08)
    case 2:
      return (
        fixed |
        bit(trouble.coverOpen, 0x04) |
        bit(trouble.paperOut, 0x20) |
        bit(trouble.cutterJam || trouble.hot || trouble.jam, 0x40)
      )
    case 3:
      return fixed | bit(trouble.jam, 0x04) | bit(trouble.cutterJam, 0x08) | bit(trouble.hot, 0x40)
    case 4:
      return fixed | bit(trouble.paperLow || trouble.paperOut, 0x0c) | bit(trouble.paperOut, 0x60)
    case 6:
    case 9:
      if (!withPresenter) return undefined
      return fixed | bit(trouble.occupied, 0x04) | bit(trouble.presenterJam, 0x08)
    default:
      return undefined
  }
}

/** The four bytes of automatic status. */
export function asbBytes(trouble: Trouble): Uint8Array {
  return Uint8Array.of(
    0x10 | bit(isOffline(trouble), 0x08) | bit(trouble.coverOpen, 0x20),
    bit(trouble.jam, 0x04) | bit(trouble.cutterJam, 0x08) | bit(trouble.hot, 0x40),
    bit(trouble.paperLow || trouble.paperOut, 0x03) | bit(trouble.paperOut, 0x0c),
    0x00,
  )
}

/** Custom's full status: 10 0F, paper, user, recoverable errors, unrecoverable errors. */
export function fullBytes(trouble: Trouble): Uint8Array {
  return Uint8Array.of(
    0x10,
    0x0f,
    bit(trouble.paperOut, 0x01) |
      bit(trouble.paperLow || trouble.paperOut, 0x04) |
      bit(trouble.occupied, 0x20),
    bit(trouble.coverOpen, 0x03),
    bit(trouble.hot, 0x01) | bit(trouble.jam || trouble.presenterJam, 0x40),
    bit(trouble.cutterJam, 0x01),
  )
}

/** Answer to GS r 1. */
export function paperByte(trouble: Trouble): number {
  return bit(trouble.paperLow, 0x03) | bit(trouble.paperOut, 0x0c)
}

function bit(on: boolean, mask: number): number {
  return on ? mask : 0
}
