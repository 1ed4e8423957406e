import type {
  HallId,
  HallSeen,
  HallTile,
  OrganisationSeen,
  RegionId,
  RegionSeen,
  Tier,
} from '@service-hall/contract'

/** A Monday morning, 10:00 in Shanghai. */
export const NOW = Date.parse('2026-01-05T10:00:00+08:00')
const MINUTE = 60_000

const CITIES: readonly [string, string, string][] = [
  ['jinan', '济南', 'Jinan'],
  ['qingdao', '青岛', 'Qingdao'],
  ['zibo', '淄博', 'Zibo'],
  ['yantai', '烟台', 'Yantai'],
  ['weifang', '潍坊', 'Weifang'],
  ['linyi', '临沂', 'Linyi'],
  ['dezhou', '德州', 'Dezhou'],
  ['heze', '菏泽', 'Heze'],
]
const region = (regionId: string, parentId: string | null, zh: string, en: string): RegionSeen => ({
  regionId: regionId as RegionId,
  parentId: parentId as RegionId | null,
  name: { zh, en },
})

export const regions: RegionSeen[] = [
  region('root', null, '省公司', 'Province'),
  ...CITIES.map(([id, zh, en]) => region(id, 'root', `${zh}供电公司`, `${en} Power`)),
]

/** Numbers that look by chance and are the same each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

const NAMES = ['高新', '历下', '市中', '城南', '开发区', '新城', '大学路', '中心', '铁路', '滨河'] as const
const EN_NAMES = [
  'Hi-tech',
  'Lixia',
  'Centre',
  'South',
  'Industry',
  'New Town',
  'College',
  'Main',
  'Railway',
  'River',
]

export type TestRegion = { organisation: OrganisationSeen; tiles: HallTile[] }

/** A region of so many halls, most of them well. */
export function aRegion(count: number): TestRegion {
  const random = dice(7)
  const halls: HallSeen[] = []
  const tiles: HallTile[] = []
  for (let n = 0; n < count; n += 1) {
    const hallId = `H${String(n + 1).padStart(4, '0')}` as HallId
    const [city, zh, en] = CITIES[n % CITIES.length] ?? ['jinan', '', '']
    const tier: Tier = n % 23 === 0 ? 'A' : n % 5 === 0 ? 'B' : n % 3 === 0 ? 'D' : 'C'
    const at = Math.floor(random() * NAMES.length)
    halls.push({
      ...{ hallId, regionId: city as RegionId, tier, address: `${zh}市建设路 ${n + 1} 号` },
      position: n % 9 === 0 ? null : { latitude: 35 + random() * 2.6, longitude: 115.6 + random() * 6 },
      fingerprint: '7f3a 91c2 04de 55b8',
      places: [{ regionId: city as RegionId, since: NOW - 90 * 86_400_000 }],
    })
    const name = { zh: `${zh}${NAMES[at]}营业厅 ${n + 1}`, en: `${en} ${EN_NAMES[at]} hall ${n + 1}` }
    tiles.push(aTile(hallId, name, random))
  }
  return { organisation: { regions, halls }, tiles }
}

function aTile(hallId: HallId, name: HallTile['name'], random: () => number): HallTile {
  const all = 3 + Math.floor(random() * 8)
  const lot = random()
  const open = lot > 0.97 ? 0 : 1 + Math.floor(random() * (all - 1))
  const waiting = Math.floor(random() ** 3 * 30) + (open === 0 ? 3 : 0)
  const waitMs = waiting === 0 ? 0 : (lot > 0.93 ? 17 + random() * 20 : random() * 12) * MINUTE
  const served = Math.floor(random() * 120)
  const connected = lot > 0.03
  return {
    ...{ hallId, name, waiting, behindMs: 0, day: '2026-01-05' as HallTile['day'] },
    line: { connected, since: connected ? NOW - 3_600_000 : NOW - Math.floor(random() * 200) * MINUTE },
    at: connected ? NOW - Math.floor(random() * 20_000) : NOW - 200 * MINUTE,
    longestSince: waiting === 0 ? null : NOW - waitMs,
    counters: {
      open,
      serving: Math.min(open, Math.floor(random() * (open + 1))),
      paused: all > 6 ? 1 : 0,
      all,
    },
    machines: { bad: lot > 0.9 && lot < 0.94 ? 6 : random() > 0.8 ? 1 : 0, all: 24 },
    today: {
      ...{ issued: served + waiting + 4, served, noShows: 2, waits: served, waitMs: served * 6 * MINUTE },
      ...{
        handlingMs: served * 7 * MINUTE,
        ratings: Math.floor(served * 0.6),
        satisfied: Math.floor(served * 0.57),
      },
    },
  }
}

/** An invented province, as a file may bring it. */
export const aMap = {
  'GET /api/maps/root': {
    body: {
      ...{ regionId: 'root', approval: '鲁SG(2026)001号' },
      outlines: {
        type: 'FeatureCollection',
        features: [
          ['西片', 115, 118.4],
          ['东片', 118.4, 122.4],
        ].map(([name, west, east]) => ({
          ...{ type: 'Feature', properties: { name } },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [west, 34.6],
                [east, 34.9],
                [east, 37.9],
                [west, 37.6],
                [west, 34.6],
              ],
            ],
          },
        })),
      },
    },
  },
}
