import { simulatorOf } from '@service-hall/drivers'
import type { DeviceConfig } from '@service-hall/drivers'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'

/** A protocol whose self-test is timed: the device as a configuration names it, which names its simulator too. */
export type BenchedProtocol = {
  protocol: string
  /** Simulators that move something are told to do so at once. */
  stepMs?: 0
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
  stepMs: 0,
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
  stepMs: 0,
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
    device: (url) => ({ kind: 'printer', id: ID, profile: 'epson', link: { url, baud: BAUD } }),
  },
  {
    protocol: 'rating-pad',
    device: (url) => ({ kind: 'ratingPad', id: ID, profile: 'own', link: { url, baud: BAUD } }),
  },
  {
    protocol: 'card-terminal',
    device: (url) => ({ kind: 'cardTerminal', id: ID, profile: 'own', link: { url, baud: BAUD } }),
  },
  {
    protocol: 'sdt-sam',
    stepMs: 0,
    device: (url) => ({ kind: 'idReader', id: ID, profile: 'sdtSam', link: { url, baud: BAUD } }),
  },
  card('crt310'),
  card('crt571'),
  card('sankyo'),
  {
    protocol: 'newland',
    device: (url) => ({ kind: 'codeScanner', id: ID, profile: 'newland', link: { url, baud: BAUD } }),
  },
  {
    protocol: 'call-pad',
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

/** Starts what plays the other end of a protocol. */
export function startSimulatorOf({ stepMs, device }: BenchedProtocol): Promise<RunningSimulator> {
  const { kind, profile } = device('', 'usual')
  const program = simulatorOf(kind, profile)
  if (program === null) throw new Error(`nothing plays a ${kind} ${profile}`)
  return startSimulator(program, { profile, ...(stepMs !== undefined && { stepMs }) })
}
