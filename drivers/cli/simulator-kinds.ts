/** Where a kind of device has its simulator: the file's name in `simulators/`, and the profiles it plays. */
type SimulatorFile = { file: string; profiles: readonly string[] }

/** The simulators of each kind of device, by the kind's name in a configuration. */
export const simulatorKinds: Readonly<Record<string, readonly SimulatorFile[]>> = {
  printer: [{ file: 'printer', profiles: ['epson', 'clone', 'snbc', 'custom'] }],
  ratingPad: [
    { file: 'rating-pad', profiles: ['own'] },
    { file: 'rating-keypad', profiles: ['keypad'] },
    { file: 'jtt905-pad', profiles: ['jtt905'] },
  ],
  counterDisplay: [{ file: 'counter-display', profiles: ['text', 'colour', 'digits4'] }],
  ledBar: [{ file: 'led-bar', profiles: ['own', 'bx5', 'alpha'] }],
  idReader: [{ file: 'id-reader', profiles: ['sdtSam'] }],
  cardReader: [{ file: 'card-reader', profiles: ['crt310', 'crt571', 'sankyo'] }],
  cashAcceptor: [{ file: 'cash-acceptor', profiles: ['id003', 'ssp', 'ccnet', 'cctalkBill', 'cctalkCoin'] }],
  codeScanner: [{ file: 'code-scanner', profiles: ['newland', 'honeywell', 'line'] }],
  callPad: [{ file: 'call-pad', profiles: ['own', 'keypad'] }],
  indicator: [{ file: 'indicator', profiles: ['modbusCoils', 'stackLight'] }],
}

/** The simulator of a kind and profile; also by the name of its file. `undefined` when there is none. */
export function simulatorFile(kind: string, profile: string | undefined): string | undefined {
  const files = simulatorKinds[kind]
  if (!files) {
    const all = Object.values(simulatorKinds).flat()
    return all.find(({ file }) => file === kind)?.file
  }
  const ofProfile = files.find(({ profiles }) =>
    profiles.some(
      (one) => profile === one || profile?.startsWith(`${one}-`) || profile?.startsWith(`${one}@`),
    ),
  )
  return (ofProfile ?? files[0])?.file
}
