/** What a terminal gives of a card. Ciphertext and EMV data in upper-case hexadecimal. */
export type CardData = {
  kind: 'card'
  /** At most the first six and the last four digits: `621626*********0018`. */
  maskedPan: string
  entryMode: 'chip' | 'stripe' | 'contactless'
  /** Track 2 equivalent: digits, `D`, digits in BCD, filled with `F` to 8 bytes, 3DES in ECB under the track key. */
  track2: string
  /** ISO 9564-1 format 0 (ANSI X9.8), 8 bytes, 3DES under the PIN key; null: none was asked for or given. */
  pinBlock: string | null
  /** Card sequence number (tag 5F34), 3 digits; null: the card has none. */
  cardSequence: string | null
  /** EMV data (field 55 of ISO 8583), BER-TLV; null: none. */
  chipData: string | null
}

/** Why what came is not taken: not as the layout has it, or it shows what has to stay inside the terminal. */
export type CardDataFault = 'readFailed' | 'securityFail'

const ENTRY_MODES = [undefined, 'chip', 'stripe', 'contactless'] as const
const MASKED = /^(?=.{12,19}$)\d{6}\*+\d{4}$/
/** Tags that hold the number in the clear: PAN (5A), track 2 equivalent (57), tracks 1 and 2 of stripe mode. */
const TELLTALE_TAGS: readonly string[] = ['5A', '57', '56', '9F6B', '9F20']

/**
 * Reads the data of `cardRead` behind the event's number: entry mode (1 chip, 2 stripe, 3 contactless), then with their
 * length before them (1 byte) the masked number in ASCII, track 2 and the PIN block; card sequence (1 byte, FF none); EMV
 * data with their length (2 bytes). Refuses a number that is not masked, and card data that are not enciphered.
 */
export function readCardData(bytes: Uint8Array): CardData | CardDataFault {
  const fields = fieldsOf(Buffer.from(bytes))
  if (!fields) return 'readFailed'
  const { entryMode, masked, track2, pinBlock, sequence, chip } = fields
  const maskedPan = masked.toString('latin1')
  if (!MASKED.test(maskedPan) || isClearTrack(track2, maskedPan)) return 'securityFail'
  if (track2.length === 0 || track2.length % 8 !== 0 || ![0, 8].includes(pinBlock.length)) return 'readFailed'
  const tags = tagsOf(chip)
  if (!tags || (sequence > 99 && sequence !== 0xff)) return 'readFailed'
  if (tags.some((tag) => TELLTALE_TAGS.includes(tag))) return 'securityFail'
  return {
    kind: 'card',
    maskedPan,
    entryMode,
    track2: hex(track2),
    pinBlock: pinBlock.length === 0 ? null : hex(pinBlock),
    cardSequence: sequence === 0xff ? null : String(sequence).padStart(3, '0'),
    chipData: chip.length === 0 ? null : hex(chip),
  }
}

function fieldsOf(bytes: Buffer) {
  const entryMode = ENTRY_MODES[bytes[0] ?? 0]
  let at = 1
  const take = (lengthBytes: 1 | 2): Buffer | undefined => {
    if (at + lengthBytes > bytes.length) return undefined
    const end = at + lengthBytes + bytes.readUIntBE(at, lengthBytes)
    if (end > bytes.length) return undefined
    const field = bytes.subarray(at + lengthBytes, end)
    at = end
    return field
  }
  const [masked, track2, pinBlock] = [take(1), take(1), take(1)]
  const sequence = bytes[at]
  at += 1
  const chip = take(2)
  if (!entryMode || !masked || !track2 || !pinBlock || sequence === undefined || !chip) return undefined
  return at === bytes.length ? { entryMode, masked, track2, pinBlock, sequence, chip } : undefined
}

/** Whether this is track 2 as it stands on a card: this number, the separator, the month of expiry. */
function isClearTrack(track2: Buffer, maskedPan: string): boolean {
  const digits = hex(track2)
  return digits.startsWith(maskedPan.slice(0, 6)) && /^\d{12,19}D\d{4}/.test(digits)
}

/** Tags of the outer level of BER-TLV; `undefined` when it is none. */
function tagsOf(tlv: Buffer): string[] | undefined {
  const tags: string[] = []
  let at = 0
  while (at < tlv.length) {
    const from = at
    const first = tlv[at++] ?? 0
    if ((first & 0x1f) === 0x1f) while (((tlv[at++] ?? 0) & 0x80) !== 0 && at < tlv.length);
    tags.push(hex(tlv.subarray(from, at)))
    let length = tlv[at++]
    if (length === 0x81) length = tlv[at++]
    else if (length !== undefined && length >= 0x80) return undefined
    if (length === undefined || at + length > tlv.length) return undefined
    at += length
  }
  return tags
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase()
}
