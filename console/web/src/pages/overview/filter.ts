import type { HallToday } from '@service-hall/contract'
import { latestDay } from '../../severity/rows-store.ts'
import type { Row } from '../../severity/rows-store.ts'
import { LEVELS } from '../../severity/severity.ts'
import type { Level } from '../../severity/severity.ts'

export const SORTS = [
  'worst',
  'name',
  'waiting',
  'longest',
  'counters',
  'machines',
  'served',
  'issued',
] as const
export type Sort = (typeof SORTS)[number]

export type Filter = {
  /** Part of a hall's id, name or address; several words have all to fit. */
  text: string
  /** Letters of the tiers that are wanted; empty: all. */
  tiers: string
  level: Level | ''
}

/** Halls that a filter lets through, but for the level, which is counted. */
export function matching(rows: readonly Row[], { text, tiers }: Pick<Filter, 'text' | 'tiers'>): Row[] {
  const words = text.normalize('NFKC').toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(
    ({ tier, ...row }) =>
      (tiers === '' || (tier !== null && tiers.includes(tier))) &&
      words.every((word) => searchText(row).includes(word)),
  )
}

function searchText({ hallId, tile, path }: Pick<Row, 'hallId' | 'tile' | 'path'>): string {
  const names = path.flatMap(({ name }) => [name.zh, name.en])
  return [hallId, tile.name.zh, tile.name.en, ...names].join(' ').normalize('NFKC').toLowerCase()
}

/** How many halls there are of each level. */
export function countLevels(rows: readonly Row[]): Record<Level, number> {
  const counts = Object.fromEntries(LEVELS.map((level) => [level, 0])) as Record<Level, number>
  for (const { level } of rows) counts[level] += 1
  return counts
}

const MEASURES: Record<Exclude<Sort, 'name'>, (row: Row) => number> = {
  worst: ({ weight }) => weight,
  waiting: ({ tile }) => tile.waiting,
  longest: ({ waitMs }) => waitMs,
  counters: ({ tile }) => tile.counters.open,
  machines: ({ tile }) => tile.machines.bad,
  served: ({ tile }) => tile.today.served,
  issued: ({ tile }) => tile.today.issued,
}

/** In order, the greatest first, names from the first letter on; equal ones by id, so that they keep their places. */
export function sorted(rows: readonly Row[], sort: Sort, language: 'zh' | 'en'): Row[] {
  const byId = (a: Row, b: Row): number => (a.hallId < b.hallId ? -1 : 1)
  if (sort === 'name') {
    const { compare } = new Intl.Collator(language === 'zh' ? 'zh-CN' : 'en', { numeric: true })
    return [...rows].sort((a, b) => compare(a.tile.name[language], b.tile.name[language]) || byId(a, b))
  }
  const measure = MEASURES[sort]
  return [...rows].sort((a, b) => measure(b) - measure(a) || byId(a, b))
}

/** Figures of many halls together: sums, and means as sums over counts. */
export type Totals = {
  halls: number
  connected: number
  waiting: number
  longestMs: number
  open: number
  counters: number
  served: number
  issued: number
  /** ms; null: nobody was called yet. */
  meanWaitMs: number | null
  meanHandlingMs: number | null
  /** 0…1; null: nobody rated yet. */
  satisfied: number | null
}

export function totalsOf(rows: readonly Row[]): Totals {
  const sum = (value: (row: Row) => number): number => rows.reduce((all, row) => all + value(row), 0)
  const day = latestDay(rows.map(({ tile }) => tile))
  const today = (name: keyof HallToday): number =>
    sum(({ tile }) => (tile.day === day ? tile.today[name] : 0))
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)
  return {
    halls: rows.length,
    connected: sum(({ tile }) => (tile.line.connected ? 1 : 0)),
    waiting: sum(({ tile }) => tile.waiting),
    longestMs: rows.reduce(
      (most, { waitMs, silentMs }) => (silentMs === null ? Math.max(most, waitMs) : most),
      0,
    ),
    open: sum(({ tile }) => tile.counters.open),
    counters: sum(({ tile }) => tile.counters.all),
    served: today('served'),
    issued: today('issued'),
    meanWaitMs: share(today('waitMs'), today('waits')),
    meanHandlingMs: share(today('handlingMs'), today('served')),
    satisfied: share(today('satisfied'), today('ratings')),
  }
}
