import type { Outcome, DeviceConfig, DeviceHost } from '@service-hall/drivers'

/** One of the devices of the soak: what simulates it, and what is written to it while its cable is out. */
export type SoakedDevice = {
  id: string
  simulator: { kind: string; profile: string }
  config: (id: string, url: string) => DeviceConfig
  /** Bytes that only the stale write has. */
  staleBytes: Buffer
  /** Asks for something old, then, where the device keeps what it shows, for something newer; all of it must fail. */
  writeUnplugged: (host: DeviceHost, id: string) => Promise<{ ok: boolean }[]>
}

const WORD = 'STALE'
const stale = Buffer.from(WORD)
const link = (url: string) => ({ url, baud: 115_200 })
const refused: Outcome = { ok: false, error: { code: 'notOpen', action: 'clear' } }

/** Whether a print attempt says that paper came out. */
const printed = (outcome: { outcome: string } | undefined) => ({ ok: outcome?.outcome !== 'notPrinted' })

const pad = (id: string): SoakedDevice => ({
  id,
  simulator: { kind: 'rating-pad', profile: 'own' },
  config: (own, url) => ({ id: own, kind: 'ratingPad', profile: 'own', link: link(url) }),
  staleBytes: stale,
  writeUnplugged: async (host, own) => [
    (await host.device('ratingPad', own)?.welcome({ name: WORD, number: '1', stars: 1 })) ?? refused,
  ],
})

const bar = (id: string, profile: 'own' | 'bx5'): SoakedDevice => ({
  id,
  simulator: { kind: 'led-bar', profile },
  config: (own, url) => ({ id: own, kind: 'ledBar', profile, link: link(url) }),
  staleBytes: stale,
  writeUnplugged: async (host, own) => [
    (await host.device('ledBar', own)?.show(WORD)) ?? refused,
    (await host.device('ledBar', own)?.show('fresh')) ?? refused,
  ],
})

/** Eight devices of seven kinds and dialects. */
export const soakedDevices: readonly SoakedDevice[] = [
  {
    id: 'printer',
    simulator: { kind: 'printer', profile: 'epson' },
    config: (id, url) => ({ id, kind: 'printer', profile: 'epson', link: link(url) }),
    staleBytes: stale,
    writeUnplugged: async (host, id) => [
      printed(
        await host
          .device('printer', id)
          ?.print(
            { width: 80, items: [{ type: 'text', text: WORD }] },
            { jobId: `${id}-${performance.now()}` },
          ),
      ),
    ],
  },
  pad('pad-1'),
  pad('pad-2'),
  {
    id: 'display',
    simulator: { kind: 'counter-display', profile: 'text' },
    config: (id, url) => ({ id, kind: 'counterDisplay', profile: 'text', link: link(url) }),
    staleBytes: stale,
    writeUnplugged: async (host, id) => [
      (await host.device('counterDisplay', id)?.show({ text: WORD, state: 'open' })) ?? refused,
      (await host.device('counterDisplay', id)?.show({ text: 'fresh', state: 'open' })) ?? refused,
    ],
  },
  bar('bar-own', 'own'),
  bar('bar-bx5', 'bx5'),
  {
    id: 'call-pad',
    simulator: { kind: 'call-pad', profile: 'own' },
    config: (id, url) => ({ id, kind: 'callPad', profile: 'own', link: link(url) }),
    staleBytes: stale,
    writeUnplugged: async (host, id) => [
      (await host.device('callPad', id)?.show(WORD)) ?? refused,
      (await host.device('callPad', id)?.show('fresh')) ?? refused,
    ],
  },
  {
    id: 'lights',
    simulator: { kind: 'indicator', profile: 'modbusCoils' },
    config: (id, url) => ({
      id,
      kind: 'indicator',
      profile: 'modbusCoils',
      lights: { fresh: { default: 1 }, stale: { default: 3 } },
      link: link(url),
    }),
    // Modbus: write coils 0 to 2 of board 1, with coil 2, the stale light, on.
    staleBytes: Buffer.from('010f000000030105', 'hex'),
    writeUnplugged: async (host, id) => [
      (await host.device('indicator', id)?.set('fresh', 'continuous')) ?? refused,
      (await host.device('indicator', id)?.set('stale', 'continuous')) ?? refused,
      (await host.device('indicator', id)?.set('stale', 'off')) ?? refused,
    ],
  },
]
