import { REPORT_COLUMNS } from '@service-hall/contract'
import type {
  AccountId,
  Dimension,
  HallId,
  Refusal,
  RegionId,
  ReportCell,
  ReportHead,
  ReportOrder,
  ReportRow,
  ReportSpec,
} from '@service-hall/contract'
import { refuse } from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import { hallsAt } from '../history/figures.ts'
import type { ConsolePorts } from '../ports.ts'
import { queryRollups } from '../rollup/query/store.ts'
import type { RowKey } from '../rollup/query/store.ts'
import { figuresIn, neededFor } from './figures.ts'
import { ReportNames } from './names.ts'
import { REPORT_ZONE, daysOf, localNow, partsOf } from './period.ts'
import type { Days } from './period.ts'

type Ports = Pick<ConsolePorts, 'store' | 'records' | 'live' | 'clock'>
/** Rows asked of the roll-ups at once. */
const PAGE = 500

/** A table that is to be read page by page. */
export type ReportTable = { ok: true; head: ReportHead; pages: AsyncGenerator<ReportCell[][]> }

/** Rows that are of other halls: a region right below, or a hall beside it; `name` null: the rows are of all halls together. */
type Group = { name: string | null; halls: HallId[] }
/** Rows of one stretch of days; `name` null: of all. */
type Part = Days & { name: string | null }

/** A report as somebody sees it now; a refusal where they do not see its place. */
export function openTable(
  ports: Ports,
  accountId: AccountId,
  { spec, language }: Pick<ReportOrder, 'spec' | 'language'>,
): ReportTable | Refusal {
  const { state } = ports.records
  const account = state.accounts.get(accountId)
  if (!account || account.closed) return refuse('access.denied')
  const halls = hallsAt(state, account, { place: placeOf(spec), tier: spec.tier ?? undefined })
  if (!Array.isArray(halls)) return halls
  const days = daysOf(spec.period, localNow(ports.clock.now()).day)
  const names = new ReportNames(ports, halls, language)
  const unit = spec.rows.find((row) => row === 'week' || row === 'month')
  const parts: Part[] = unit ? partsOf(days, unit) : [{ ...days, name: null }]
  const groups = spec.rows.includes('region')
    ? groupsOf(ports, spec, { halls, names })
    : [{ name: null, halls }]
  return {
    ok: true,
    head: headOf(spec, { days, names, language, halls: halls.length }),
    pages: pagesOf(ports, spec, { groups, parts, names }),
  }
}

const placeOf = ({ place }: ReportSpec) => ('hallId' in place ? place : { of: 'region' as const, ...place })

function headOf(
  { title, place, rows, columns }: ReportSpec,
  { days, names, language, halls }: { days: Days; names: ReportNames; language: 'zh' | 'en'; halls: number },
): ReportHead {
  const span = days.from === days.to ? days.from : `${days.from} – ${days.to}`
  const where = 'hallId' in place ? names.of('hall', place.hallId) : names.region(place.regionId)
  const note = {
    zh: `${where} · ${span} · ${halls} 个营业厅 · ${REPORT_ZONE}`,
    en: `${where} · ${span} · ${halls} halls · ${REPORT_ZONE}`,
  }
  return {
    ...{ title, note: note[language] },
    columns: [
      ...rows.map((row) => ({ title: names.title(row), kind: 'text' as const })),
      ...columns.map((name) => ({
        title: REPORT_COLUMNS[name].title[language],
        kind: REPORT_COLUMNS[name].kind,
      })),
    ],
  }
}

/** Regions right below the one asked, with all their halls, then halls that lie in it directly. */
function groupsOf(
  { records: { state } }: Ports,
  { place }: ReportSpec,
  { halls, names }: { halls: readonly HallId[]; names: ReportNames },
): Group[] {
  if ('hallId' in place) return [{ name: names.of('hall', place.hallId), halls: [...halls] }]
  const groups = new Map<string, Group>()
  for (const hallId of halls) {
    const path = pathOf(state, state.halls.get(hallId)?.regionId ?? place.regionId)
    const below: RegionId | undefined = path[path.indexOf(place.regionId) - 1]
    const key = below ?? `hall ${hallId}`
    const group = groups.get(key) ?? {
      name: below ? names.region(below) : names.of('hall', hallId),
      halls: [],
    }
    group.halls.push(hallId)
    groups.set(key, group)
  }
  return told([...groups])
}

/** Regions of the same name are told apart by their ids; halls have theirs beside the name anyway. */
function told(groups: readonly (readonly [string, Group])[]): Group[] {
  const counts = new Map<string | null, number>()
  for (const [, { name }] of groups) counts.set(name, (counts.get(name) ?? 0) + 1)
  return groups.map(([key, group]) =>
    (counts.get(group.name) ?? 0) > 1 && !key.startsWith('hall ')
      ? { ...group, name: `${group.name} (${key})` }
      : group,
  )
}

const DIMENSION_OF: Partial<Record<ReportRow, Dimension>> = {
  ...{ hall: 'hall', day: 'day', service: 'service', counter: 'counter', staff: 'staff', machine: 'machine' },
}

async function* pagesOf(
  { store }: Ports,
  { rows, columns }: ReportSpec,
  { groups, parts, names }: { groups: Group[]; parts: Part[]; names: ReportNames },
): AsyncGenerator<ReportCell[][]> {
  const by = rows.flatMap((row) => DIMENSION_OF[row] ?? [])
  const needed = neededFor(columns)
  for (const group of groups)
    for (const part of parts)
      for (let after: RowKey | null | undefined; after !== null;) {
        const page = await queryRollups(store, {
          ...{ from: part.from, to: part.to, halls: group.halls, by, limit: PAGE },
          ...needed,
          ...(after && { after }),
        })
        yield page.rows.map((found) => [
          ...rows.map((row) => {
            if (row === 'region') return group.name
            if (row === 'week' || row === 'month') return part.name
            return names.of(row, String(found.key[by.indexOf(DIMENSION_OF[row] as Dimension)] ?? ''))
          }),
          ...figuresIn(columns, needed, found),
        ])
        after = page.next
      }
}
