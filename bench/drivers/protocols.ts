import type { DeviceConfig } from '@service-hall/drivers'
import type { SimulatorOptions } from '@service-hall/drivers/testing'

/** A protocol whose self-test is timed: its simulator, and the device as a configuration names it. */
export interface BenchedProtocol {
  protocol: string
  simulator: string
  options: SimulatorOptions
  device: (url: string) => DeviceConfig
}

const id = 'bench'
/** Fast enough that the pace of the wire is no part of the figures. */
const baud = 921_600

export const protocols: readonly BenchedProtocol[] = [
  {
    protocol: 'escpos',
    simulator: 'printer',
    options: { profile: 'epson' },
    device: (url) => ({ kind: 'printer', id, profile: 'epson', link: { url, baud } }),
  },
  {
    protocol: 'rating-pad',
    simulator: 'rating-pad',
    options: {},
    device: (url) => ({ kind: 'ratingPad', id, profile: 'own', link: { url, baud } }),
  },
  ...(['crt310', 'crt571', 'sankyo'] as const).map((profile): BenchedProtocol => ({
    protocol: profile,
    simulator: 'card-reader',
    options: { profile, stepMs: 0 },
    device: (url) => ({ kind: 'cardReader', id, profile, link: { url, baud } }),
  })),
]
