import type { DeviceConfig } from '@service-hall/drivers'
import type { SimulatorOptions } from '@service-hall/drivers/testing'

/** A protocol whose self-test is timed: its simulator, and the device as a configuration names it. */
export type BenchedProtocol = {
  protocol: string
  simulator: string
  options: SimulatorOptions
  /** A host that polls by itself answers a self-test with its next poll; the bench polls without a pause. */
  device: (url: string, polling: 'usual' | 'withoutPause') => DeviceConfig
  polls?: true
}

const ID = 'bench'
/** Fast enough that the pace of the wire is no part of the figures. */
const BAUD = 921_600
/** A device whose self-test is a question of its own is not polled while it is timed. */
const RARELY = 60_000

const cash = (profile: 'id003' | 'ssp' | 'ccnet' | 'cctalkBill' | 'cctalkCoin'): BenchedProtocol => ({
  protocol: profile,
  simulator: 'cash-acceptor',
  options: { profile, stepMs: 0 },
  polls: true,
  device: (url, polling) => ({
    kind: 'cashAcceptor',
    id: ID,
    profile,
    link: { url, baud: BAUD },
    ...(polling === 'withoutPause' && { timing: { pollMs: 0 } }),
  }),
})

const card = (profile: 'crt310' | 'crt571' | 'sankyo'): BenchedProtocol => ({
  protocol: profile,
  simulator: 'card-reader',
  options: { profile, stepMs: 0 },
  device: (url, polling) => ({
    kind: 'cardReader',
    id: ID,
    profile,
    link: { url, baud: BAUD },
    ...(polling === 'withoutPause' && { timing: { pollMs: RARELY } }),
  }),
})

export const protocols: readonly BenchedProtocol[] = [
  {
    protocol: 'escpos',
    simulator: 'printer',
    options: { profile: 'epson' },
    device: (url) => ({ kind: 'printer', id: ID, profile: 'epson', link: { url, baud: BAUD } }),
  },
  {
    protocol: 'rating-pad',
    simulator: 'rating-pad',
    options: {},
    device: (url) => ({ kind: 'ratingPad', id: ID, profile: 'own', link: { url, baud: BAUD } }),
  },
  {
    protocol: 'sdt-sam',
    simulator: 'id-reader',
    options: { profile: 'sdtSam', stepMs: 0 },
    device: (url) => ({ kind: 'idReader', id: ID, profile: 'sdtSam', link: { url, baud: BAUD } }),
  },
  card('crt310'),
  card('crt571'),
  card('sankyo'),
  {
    protocol: 'newland',
    simulator: 'code-scanner',
    options: { profile: 'newland' },
    device: (url) => ({ kind: 'codeScanner', id: ID, profile: 'newland', link: { url, baud: BAUD } }),
  },
  {
    protocol: 'call-pad',
    simulator: 'call-pad',
    options: { profile: 'own' },
    device: (url, polling) => ({
      kind: 'callPad',
      id: ID,
      profile: 'own',
      link: { url, baud: BAUD },
      ...(polling === 'withoutPause' && { pollMs: RARELY }),
    }),
  },
  {
    protocol: 'modbus',
    simulator: 'indicator',
    options: { profile: 'modbusCoils' },
    device: (url, polling) => ({
      kind: 'indicator',
      id: ID,
      profile: 'modbusCoils',
      link: { url, baud: BAUD },
      lights: { counter: { red: 1, green: 2 } },
      ...(polling === 'withoutPause' && { pollMs: RARELY }),
    }),
  },
  cash('id003'),
  cash('ssp'),
  cash('ccnet'),
  cash('cctalkBill'),
  cash('cctalkCoin'),
]
