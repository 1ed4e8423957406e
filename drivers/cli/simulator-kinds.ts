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

/** What is no kind of device, by the name of its file: several devices on one line; a card for the PC/SC service. */
const otherSimulators: readonly string[] = ['bus', 'pcsc-card']

/** The files of a kind's simulators; of one, when it is named by its file or the profile is given. Empty when there is none. */
export function simulatorFiles(kind: string, profile?: string): readonly string[] {
  const files = simulatorKinds[kind]
  if (!files) {
    const all = [...Object.values(simulatorKinds).flat(), ...otherSimulators.map((file) => ({ file }))]
    return all.filter(({ file }) => file === kind).map(({ file }) => file)
  }
  const ofProfile = files.filter(({ profiles }) => profiles.some((one) => isOf(profile, one)))
  return (ofProfile.length > 0 ? ofProfile : files).map(({ file }) => file)
}

/** The simulator of a kind and profile; also by the name of its file. `undefined` when there is none. */
export function simulatorFile(kind: string, profile: string | undefined): string | undefined {
  return simulatorFiles(kind, profile)[0]
}

/** Whether a profile, with an address or a variant behind it, is this one. */
function isOf(profile: string | undefined, one: string): boolean {
  return profile === one || [`${one}-`, `${one}@`].some((start) => profile?.startsWith(start))
}
