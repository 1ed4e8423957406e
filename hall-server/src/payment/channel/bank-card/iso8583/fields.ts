// Fields of the acquirer's messages as terminals in China pack them (中国银联 POS 终端规范, Q/CUP 007; docs/bank-card.md).

/** How a field stands on the wire. */
export type FieldFormat = {
  /**
   * `n`: digits, two in a byte. `z`: the nibbles of track 2. `an`: text, a byte a character. `b`: bytes, given as hex.
   */
  kind: 'n' | 'z' | 'an' | 'b'
  /** Digits, nibbles, characters or bytes: exactly so many, or at most where `var` is set. */
  length: number
  /** Digits of the length in front (LLVAR, LLLVAR); they take 1 or 2 bytes. Absent: fixed. */
  var?: 2 | 3
  /** A fixed `n` of odd length with its spare nibble at the end: field 22. All others have it in front. */
  left?: true
}

export const FIELDS: Readonly<Record<number, FieldFormat>> = {
  2: { kind: 'n', length: 19, var: 2 },
  3: { kind: 'n', length: 6 },
  4: { kind: 'n', length: 12 },
  11: { kind: 'n', length: 6 },
  12: { kind: 'n', length: 6 },
  13: { kind: 'n', length: 4 },
  14: { kind: 'n', length: 4 },
  15: { kind: 'n', length: 4 },
  22: { kind: 'n', length: 3, left: true },
  23: { kind: 'n', length: 3 },
  25: { kind: 'n', length: 2 },
  26: { kind: 'n', length: 2 },
  32: { kind: 'n', length: 11, var: 2 },
  // Ciphertext of the terminal's track key: whole blocks, so more than the 37 of a track in the clear.
  35: { kind: 'z', length: 48, var: 2 },
  37: { kind: 'an', length: 12 },
  38: { kind: 'an', length: 6 },
  39: { kind: 'an', length: 2 },
  41: { kind: 'an', length: 8 },
  42: { kind: 'an', length: 15 },
  44: { kind: 'an', length: 25, var: 2 },
  48: { kind: 'n', length: 322, var: 3 },
  49: { kind: 'an', length: 3 },
  52: { kind: 'b', length: 8 },
  53: { kind: 'n', length: 16 },
  54: { kind: 'an', length: 20, var: 3 },
  55: { kind: 'b', length: 255, var: 3 },
  60: { kind: 'n', length: 17, var: 3 },
  61: { kind: 'n', length: 29, var: 3 },
  62: { kind: 'b', length: 512, var: 3 },
  63: { kind: 'an', length: 163, var: 3 },
  64: { kind: 'an', length: 8 },
}

/** What stands in a message, by field number: digits, text or hex, as the field's kind has it. */
export type Fields = ReadonlyMap<number, string>
