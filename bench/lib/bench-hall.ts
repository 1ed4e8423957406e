import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CounterId, ServiceId, StationKind } from '@service-hall/contract'
import type { StationCode } from '@service-hall/harness/hall'

/** Every member of staff in a bench hall signs in with it. */
export const PASSWORD = 'bench-password'
export const ADMINISTRATOR = '9001'
export const SERVICES = ['pay', 'invoice', 'connect', 'change', 'ask'] as ServiceId[] as [
  ServiceId,
  ...ServiceId[],
]

/** A counter and the staff number of whoever sits there. */
export type Seat = {
  counterId: CounterId
  staffNumber: string
  skills: readonly ServiceId[]
}

type BenchStation = StationCode & { id: string }

export type BenchHall = {
  file: string
  seats: Seat[]
  /** Enrolment codes that need nobody's approval. */
  kiosks: BenchStation[]
  displays: BenchStation[]
}

/** Writes the YAML of a made-up hall into a folder: open round the clock, one member of staff a counter. */
export async function writeBenchHall(
  folder: string,
  size: { counters: number; kiosks: number; displays?: number; printerPort?: number },
): Promise<BenchHall> {
  const seats = count(size.counters).map(seatOf)
  const kiosks = count(size.kiosks).map((n) => stationOf('kiosk', `K${n}`))
  const displays = count(size.displays ?? 1).map((n) => stationOf('display', `V${n}`))
  const name = (text: string) => ({ zh: text, en: text })
  const zone = 'business'
  const always = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' }]
  const groupOf: Record<string, string> = { pay: 'bills', invoice: 'bills', ask: 'help' }
  const hall = {
    hall: { id: 'BENCH', tier: 'A', name: name('Bench'), timeZone: zoneAtNoon() },
    priorityClasses: [
      { id: 'normal', weight: 1, name: name('Standard') },
      { id: 'priority', weight: 3, headStartSeconds: 60, kioskChoice: true, name: name('Priority') },
    ],
    parkReasons: [{ id: 'documents', name: name('Documents') }],
    pauseReasons: [{ id: 'break', name: name('Break') }],
    voidReasons: [{ id: 'left', name: name('Left') }],
    zones: [{ id: zone, kind: 'business', name: name('Counters') }],
    groups: [
      { id: 'bills', prefix: 'A', name: name('Bills') },
      { id: 'supply', prefix: 'B', name: name('Supply') },
      { id: 'help', prefix: 'C', name: name('Help') },
    ],
    services: SERVICES.map((id) => ({
      id,
      group: groupOf[id] ?? 'supply',
      name: name(id),
      expectedMinutes: 5,
      limitMinutes: 10,
      openingHours: always,
    })),
    counters: seats.map(({ counterId, skills }, index) => ({
      id: counterId,
      number: String(index + 1),
      name: name(counterId),
      kind: 'comprehensive',
      zone,
      skills,
    })),
    stations: [...kiosks, ...displays].map(({ id, kind }) => ({ id, kind, zone, name: name(id) })),
    devices: size.printerPort === undefined ? [] : [printer(size.printerPort)],
    staff: [
      ...seats.map(({ staffNumber }) => staff(staffNumber, 'counterStaff')),
      staff(ADMINISTRATOR, 'administrator'),
    ],
    maintenancePin: '246810',
    preApproved: [...kiosks, ...displays].map(({ id, code }) => ({ station: id, code })),
  }
  const file = join(folder, 'hall.yaml')
  // JSON is YAML.
  await writeFile(file, JSON.stringify(hall, null, 1))
  return { file, seats, kiosks, displays }
}

/** A place where it is about noon, so that the business day does not end meanwhile; there is one at every hour. */
function zoneAtNoon(): string {
  const hourIn = (timeZone: string): string =>
    new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format()
  const places = Intl.supportedValuesOf('timeZone').filter((name) => /^(?!Etc)\w+\/\w+$/.test(name))
  return places.find((name) => hourIn(name) === '12') ?? 'Asia/Shanghai'
}

const count = (length: number): number[] => Array.from({ length }, (_, index) => index + 1)

/** Half of the counters serve everything, the others all but one service. */
function seatOf(n: number): Seat {
  const skills = n % 2 === 1 ? SERVICES : SERVICES.filter((_, index) => index !== n % SERVICES.length)
  return { counterId: `C${n}` as CounterId, staffNumber: String(1000 + n), skills }
}

function stationOf(kind: StationKind, id: string): BenchStation {
  return { id, kind, code: `bench-enrolment-${id}` }
}

/** The printer of the first kiosk, at the speed of a serial line. */
function printer(port: number): object {
  return {
    id: 'K1-printer',
    kind: 'printer',
    profile: 'epson',
    paperWidth: 80,
    station: 'K1',
    name: { zh: 'Printer', en: 'Printer' },
    link: { url: `tcp://127.0.0.1:${port}`, baud: 115_200 },
  }
}

function staff(number: string, role: string): object {
  return { id: `S${number}`, number, name: `Bench ${number}`, roles: [role], password: PASSWORD }
}
