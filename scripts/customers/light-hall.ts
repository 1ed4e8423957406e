import type { HallConfig, HallId, Position, Tier } from '@service-hall/contract'

/** A hall that is only its facts, and what is said of it in its region. */
export type LightHall = { config: HallConfig; region: string; address: string; position: Position }

/** Where they lie, and around which point. */
const PLACES = [
  { region: 'riverside', zh: '滨江', en: 'Riverside', latitude: 30.24, longitude: 120.19 },
  { region: 'lakeside', zh: '湖滨', en: 'Lakeside', latitude: 30.87, longitude: 120.1 },
  { region: 'hillside', zh: '山前', en: 'Hillside', latitude: 30.05, longitude: 119.95 },
] as const
const STREETS = ['城东', '城西', '城南', '城北', '新区', '高铁', '开发区', '大学城', '老街', '临港'] as const
const STREETS_EN = [
  'East',
  'West',
  'South',
  'North',
  'New Town',
  'Station',
  'Works',
  'Campus',
  'Old Street',
  'Port',
] as const
const TIERS: readonly Tier[] = ['C', 'B', 'C', 'D', 'C', 'C', 'B', 'C', 'D', 'C']
const COUNTERS: Readonly<Record<Tier, number>> = { A: 8, B: 3, C: 2, D: 1 }

/** The n-th lightweight hall (from 0): the same each time, of a tier and place of its own. */
export function lightHallOf(base: HallConfig, n: number): LightHall {
  const place = PLACES[n % PLACES.length] ?? PLACES[0]
  const street = Math.floor(n / PLACES.length)
  const round = Math.floor(street / STREETS.length)
  const tier = TIERS[street % TIERS.length] ?? 'C'
  const suffix = round === 0 ? '' : `${round + 1}`
  const name = {
    zh: `${place.zh}${STREETS[street % STREETS.length] ?? ''}${suffix}供电营业厅`,
    en: `${place.en} ${STREETS_EN[street % STREETS_EN.length] ?? ''}${suffix && ` ${suffix}`} Service Hall`,
  }
  const id = `H${1_001 + n}` as HallId
  const config = {
    ...base,
    hall: { ...base.hall, id, tier, name },
    counters: base.counters.slice(0, COUNTERS[tier]),
  }
  const turn = n * 2.399_963 // the golden angle: points of a sunflower, none on another
  const away = 0.03 * Math.sqrt(street + 1)
  return {
    config: {
      ...config,
      devices: base.devices.filter(
        (one) => !('counter' in one) || config.counters.some(({ id: counter }) => counter === one.counter),
      ),
    },
    region: place.region,
    address: `${place.zh}市${STREETS[street % STREETS.length] ?? ''}路${n + 1}号`,
    position: {
      latitude: rounded(place.latitude + away * Math.sin(turn)),
      longitude: rounded(place.longitude + away * Math.cos(turn)),
    },
  }
}

const rounded = (degrees: number): number => Math.round(degrees * 10_000) / 10_000
