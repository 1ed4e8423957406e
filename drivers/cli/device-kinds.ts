/** Profiles of each kind, as a device file may name them. */
export const deviceKinds: Readonly<Record<string, readonly string[]>> = {
  printer: ['epson', 'clone', 'snbc', 'custom'],
  ratingPad: ['own', 'keypad', 'jtt905'],
  counterDisplay: ['text', 'colour', 'digits4'],
  idReader: ['sdtSam'],
  cardReader: ['crt310', 'crt571', 'sankyo'],
}
