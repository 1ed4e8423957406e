/** What is wrong with the printer; bits follow the status tables of Epson's ESC/POS reference. */
export type Trouble = {
  paperOut: boolean
  paperLow: boolean
  coverOpen: boolean
  cutterJam: boolean
  hot: boolean
}

export function isOffline(trouble: Trouble): boolean {
  return trouble.paperOut || trouble.coverOpen || trouble.cutterJam || trouble.hot
}

/** Answer to DLE EOT n. */
export function realtimeByte(question: number, trouble: Trouble): number | undefined {
  const fixed = 0x12
  switch (question) {
    case 1:
      return fixed | bit(isOffline(trouble), 0x08)
    case 2:
      return (
        fixed |
        bit(trouble.coverOpen, 0x04) |
        bit(trouble.paperOut, 0x20) |
        bit(trouble.cutterJam || trouble.hot, 0x40)
      )
    case 3:
      return fixed | bit(trouble.cutterJam, 0x08) | bit(trouble.hot, 0x40)
    case 4:
      return fixed | bit(trouble.paperLow || trouble.paperOut, 0x0c) | bit(trouble.paperOut, 0x60)
    default:
      return undefined
  }
}

/** The four bytes of automatic status. */
export function asbBytes(trouble: Trouble): Uint8Array {
  return Uint8Array.of(
    0x10 | bit(isOffline(trouble), 0x08) | bit(trouble.coverOpen, 0x20),
    bit(trouble.cutterJam, 0x08) | bit(trouble.hot, 0x40),
    bit(trouble.paperLow || trouble.paperOut, 0x03) | bit(trouble.paperOut, 0x0c),
    0x00,
  )
}

/** Answer to GS r 1. */
export function paperByte(trouble: Trouble): number {
  return bit(trouble.paperLow, 0x03) | bit(trouble.paperOut, 0x0c)
}

function bit(on: boolean, mask: number): number {
  return on ? mask : 0
}
