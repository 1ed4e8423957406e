import type { HallFile, Localized, Position, RegionId, Tier } from '@service-hall/contract'

/** A hall of the demo's region, and what is said of it there. */
export type DemoHall = {
  id: string
  tier: Tier
  name: Localized
  region: string
  address: string
  position: Position
}

/** A further hall with a server of its own, made after the demo hall. */
export type FullHall = DemoHall & {
  counters: number
  /** How many times the customers of the demo hall it has. */
  busy: number
}

type DemoRegion = { id: string; parent: string; name: Localized }

/** Regions of the demo, each after the one it lies in. Invented, as all names and places here. */
export const DEMO_REGIONS: readonly DemoRegion[] = [
  { id: 'demo', parent: 'root', name: { zh: '示范省电力公司', en: 'Demo Province' } },
  { id: 'riverside', parent: 'demo', name: { zh: '滨江市供电公司', en: 'Riverside City' } },
  { id: 'lakeside', parent: 'demo', name: { zh: '湖滨市供电公司', en: 'Lakeside City' } },
  { id: 'hillside', parent: 'demo', name: { zh: '山前市供电公司', en: 'Hillside City' } },
]

/** What is said of the hall with the kiosk; id, tier and name come from its file. */
export const FIRST_HALL = {
  region: 'riverside',
  address: '滨江市滨江区江岸路18号',
  position: { latitude: 30.21, longitude: 120.21 },
} as const

export const FULL_HALLS: readonly FullHall[] = [
  {
    ...{ id: 'H0100', tier: 'A', counters: 8, busy: 3 },
    name: { zh: '滨江市中心供电营业厅', en: 'Riverside Central Service Hall' },
    ...{
      region: 'riverside',
      address: '滨江市市府大道1号',
      position: { latitude: 30.25, longitude: 120.17 },
    },
  },
  {
    ...{ id: 'H0201', tier: 'C', counters: 2, busy: 0.5 },
    name: { zh: '湖滨镇供电营业厅', en: 'Lakeside Town Service Hall' },
    ...{
      region: 'lakeside',
      address: '湖滨市湖滨镇堤前街7号',
      position: { latitude: 30.88, longitude: 120.09 },
    },
  },
]

const FAMILIES = ['陈', '刘', '王', '赵', '周', '吴', '徐', '孙', '马', '朱', '胡', '林']
const GIVEN = ['晓燕', '志强', '丽', '敏', '建国', '婷', '伟', '静', '磊', '芳']

/** The file of a further hall: the demo hall's, with as many counters and people as it has. */
export function hallFileFor(base: HallFile, { id, tier, name, counters }: FullHall): HallFile {
  const zone = base.zones.find(({ kind }) => kind === 'business') ?? base.zones[0]
  const zoneId = zone?.id
  const number = (n: number): string => String(1_000 + n)
  const file = {
    ...base,
    hall: { ...base.hall, id, tier, name },
    counters: Array.from({ length: counters }, (_, at) => {
      const like = base.counters[at % base.counters.length]
      return { ...like, id: `C${at + 1}`, number: String(at + 1), zone: like?.zone ?? zoneId }
    }),
    staff: [
      ...Array.from({ length: counters + 1 }, (_, at) => ({
        ...{
          id: `S${number(at + 1)}`,
          number: number(at + 1),
          name: personOf(id, at),
          roles: ['counterStaff'],
        },
        password: `demo-${number(at + 1)}`,
      })),
      { id: 'S2001', number: '2001', name: personOf(id, 90), roles: ['lobbyManager'], password: 'demo-2001' },
      {
        id: 'S9001',
        number: '9001',
        name: personOf(id, 95),
        roles: ['administrator'],
        password: 'demo-9001',
      },
    ],
    stations: base.stations.filter(({ kind }) => kind !== 'deviceHost'),
    devices: [],
    preApproved: base.preApproved
      .filter(({ station }) => base.stations.some((one) => one.id === station && one.kind !== 'deviceHost'))
      .map(({ station, code }) => ({ station, code: `${code}-${id.toLowerCase()}` })),
  }
  delete file.region
  return file as unknown as HallFile
}

/** An invented name. */
function personOf(hallId: string, at: number): string {
  const turn = at + Number(hallId.replace(/\D/g, ''))
  return `${FAMILIES[turn % FAMILIES.length] ?? ''}${GIVEN[(turn * 7) % GIVEN.length] ?? ''}`
}

/** A region's id, as the hub's commands take it. */
export const regionIdOf = (text: string): RegionId => text as RegionId
