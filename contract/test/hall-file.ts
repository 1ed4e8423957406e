import { HallFile, publicConfig } from '../src/index.ts'
import type { HallConfig } from '../src/index.ts'
import type { z } from 'zod'

type Input = z.input<typeof HallFile>

/** What a test may want to be different; everything else stands in the middle of what is allowed. */
export type HallFileOptions = {
  /** C1 serves bills, C2 everything, C3 supply and help, further ones everything. */
  counters?: number
  /** K1, K2 … */
  kiosks?: number
  timeZone?: string
  openingHours?: Input['services'][number]['openingHours']
  policies?: Input['policies']
  priorityClasses?: Input['priorityClasses']
  /** Whether every counter has a rating pad, driven by D1. Default true. */
  pads?: boolean
  /** A last hand on the file before it is checked. */
  change?: (file: Input) => void
}

export const PASSWORD = 'correct horse'
export const PIN = '246810'

const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const ALWAYS = [{ days: [...EVERY_DAY], from: '00:00', to: '24:00' }]
const SKILLS = [
  ['pay', 'invoice'],
  ['pay', 'invoice', 'connect', 'ask'],
  ['connect', 'ask'],
]

function name(text: string): { zh: string; en: string } {
  return { zh: `${text}（中）`, en: text }
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}

function service(id: string, group: string, openingHours: NonNullable<HallFileOptions['openingHours']>) {
  return { id, group, name: name(id), expectedMinutes: 5, limitMinutes: 10, openingHours: [...openingHours] }
}

/**
 * A hall's file: services `pay` and `invoice` (A), `connect` (B), `ask` (C); classes `normal`, `priority`, `vip`;
 * staff S1001 … one a counter, S2001 the lobby manager (who may sit at a counter too), S9001 the administrator, all
 * with `PASSWORD`; stations K1 …, V1 (display), D1 (device host), each with the code `code-of-station-…`.
 */
export function aHallFile(options: HallFileOptions = {}): HallFile {
  const { counters = 3, kiosks = 2, timeZone = 'Asia/Shanghai', openingHours = ALWAYS, pads = true } = options
  const stations = [
    ...numbers(kiosks).map((n) => ({ kind: 'kiosk' as const, id: `K${n}` })),
    { kind: 'display' as const, id: 'V1' },
    { kind: 'deviceHost' as const, id: 'D1' },
  ].map((station) => ({ ...station, name: name(station.id), zone: 'business' }))
  const file: Input = {
    hall: { id: 'H1', tier: 'B', name: name('Test hall'), timeZone },
    policies: options.policies,
    priorityClasses: options.priorityClasses ?? [
      { id: 'normal', name: name('Standard'), weight: 1 },
      { id: 'priority', name: name('Priority'), weight: 3, headStartSeconds: 60, kioskChoice: true },
      { id: 'vip', name: name('Key customer'), weight: 5 },
    ],
    parkReasons: [{ id: 'documents', name: name('Documents') }],
    pauseReasons: [{ id: 'break', name: name('Break') }],
    voidReasons: [{ id: 'left', name: name('Left') }],
    zones: [{ id: 'business', kind: 'business', name: name('Counters') }],
    groups: [
      { id: 'fee', prefix: 'A', name: name('Bills') },
      { id: 'supply', prefix: 'B', name: name('Supply') },
      { id: 'help', prefix: 'C', name: name('Help') },
    ],
    services: [
      service('pay', 'fee', openingHours),
      service('invoice', 'fee', openingHours),
      service('connect', 'supply', openingHours),
      service('ask', 'help', openingHours),
    ],
    counters: numbers(counters).map((n) => ({
      id: `C${n}`,
      number: String(n),
      name: name(`Counter ${n}`),
      kind: 'comprehensive',
      zone: 'business',
      skills: [...(SKILLS[n - 1] ?? ['pay', 'invoice', 'connect', 'ask'])],
    })),
    stations,
    devices: [
      ...numbers(kiosks).map((n) => ({
        kind: 'printer' as const,
        id: `K${n}-printer`,
        name: name('Printer'),
        profile: 'epson' as const,
        paperWidth: 80 as const,
        station: `K${n}`,
        link: { url: `tcp://127.0.0.1:${9100 + n}` },
      })),
      ...numbers(pads ? counters : 0).map((n) => ({
        kind: 'ratingPad' as const,
        id: `C${n}-pad`,
        name: name('Rating pad'),
        profile: 'own' as const,
        counter: `C${n}`,
        station: 'D1',
        link: { url: `tcp://127.0.0.1:${9200 + n}` },
      })),
    ],
    staff: [
      ...numbers(counters).map((n) => ({
        id: `S${1000 + n}`,
        number: String(1000 + n),
        name: `Teller ${n}`,
        roles: ['counterStaff' as const],
        password: PASSWORD,
      })),
      {
        id: 'S2001',
        number: '2001',
        name: 'Manager Zhao',
        roles: ['lobbyManager', 'counterStaff'],
        password: PASSWORD,
      },
      {
        id: 'S9001',
        number: '9001',
        name: 'Administrator Zhou',
        roles: ['administrator'],
        password: PASSWORD,
      },
    ],
    maintenancePin: PIN,
    preApproved: stations.map(({ id }) => ({ station: id, code: `code-of-station-${id}` })),
  }
  options.change?.(file)
  return HallFile.parse(file)
}

/** The public part of `aHallFile`. */
export function aHallConfig(options: HallFileOptions = {}): HallConfig {
  return publicConfig(aHallFile(options))
}
