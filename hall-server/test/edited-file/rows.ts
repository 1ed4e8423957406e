import type { HallFile } from '@service-hall/contract'
import type { Random } from '@service-hall/harness/random'

/** A hall's file as somebody edits it: nothing of it need be sound. */
export type Draft = HallFile
type Row = { id: string }
type Lists = { [K in keyof Draft]: Draft[K] extends readonly Row[] ? K : never }
export type ListName = Exclude<Lists[keyof Draft], undefined>

export const LISTS = [
  'counters',
  'services',
  'priorityClasses',
  'groups',
  'zones',
  'stations',
  'devices',
  'staff',
  'parkReasons',
  'pauseReasons',
  'voidReasons',
] as const satisfies readonly ListName[]

/** What somebody does to the rows of a file, by name. A careful hand follows the row's id through the file. */
export const ROW_EDITS: Readonly<Record<string, (draft: Draft, random: Random) => void>> = {
  remove(draft, random) {
    const list = random.pick(LISTS)
    const [gone] = rowsOf(draft, list).splice(random.below(rowsOf(draft, list).length), 1)
    if (gone && random.chance(0.85)) forget(draft, list, gone.id)
  },
  rename(draft, random) {
    const list = random.pick(LISTS)
    const row = rowsOf(draft, list)[random.below(rowsOf(draft, list).length)]
    if (!row) return
    const id = `${row.id.slice(0, 20)}${random.pick(['b', '2', '-new', '_x'])}`
    if (random.chance(0.85)) follow(draft, list, row.id, id)
    row.id = id
  },
  swapIds(draft, random) {
    const rows = rowsOf(draft, random.pick(LISTS))
    const [one, other] = [rows[random.below(rows.length)], rows[random.below(rows.length)]]
    if (one && other) [one.id, other.id] = [other.id, one.id]
  },
  reorder(draft, random) {
    const rows = rowsOf(draft, random.pick(LISTS))
    rows.sort(() => random.next() - 0.5)
  },
  double(draft, random) {
    const rows = rowsOf(draft, random.pick(LISTS))
    const row = rows[random.below(rows.length)]
    if (row) rows.push({ ...row, id: `${row.id.slice(0, 20)}-copy` })
  },
  renumber(draft, random) {
    const counter = draft.counters[random.below(draft.counters.length)]
    if (counter) counter.number = String(random.below(40) + 1)
  },
  renumberStaff(draft, random) {
    const member = draft.staff[random.below(draft.staff.length)]
    if (member) member.number = String(2000 + random.below(100))
  },
  letter(draft, random) {
    const group = draft.groups[random.below(draft.groups.length)]
    if (group) group.prefix = random.pick(['A', 'B', 'C', 'D', 'E'])
  },
  regroup(draft, random) {
    const [service, group] = [
      draft.services[random.below(draft.services.length)],
      draft.groups[random.below(draft.groups.length)],
    ]
    if (service && group) service.group = group.id
  },
  unlearn(draft, random) {
    draft.counters[random.below(draft.counters.length)]?.skills.pop()
  },
  roles(draft, random) {
    const member = draft.staff[random.below(draft.staff.length)]
    if (member) member.roles = [random.pick(['counterStaff', 'lobbyManager', 'administrator'])]
  },
  oneLanguage(draft, random) {
    draft.hall.languages = [random.pick(['zh', 'en'])]
  },
  dropSection(draft, random) {
    delete (draft as Record<string, unknown>)[random.pick(LISTS)]
  },
}

function rowsOf(draft: Draft, list: ListName): Row[] {
  return draft[list] ?? []
}

/** Where rows of a list are named elsewhere in the file. */
function follow(draft: Draft, list: ListName, from: string, to: string): void {
  const now = <Id extends string>(id: Id): Id => (id === from ? (to as Id) : id)
  if (list === 'services')
    for (const counter of draft.counters) counter.skills = counter.skills.map((skill) => now(skill))
  if (list === 'groups') for (const service of draft.services) service.group = now(service.group)
  if (list === 'zones') for (const row of [...draft.counters, ...draft.stations]) row.zone = now(row.zone)
  if (list === 'stations') {
    for (const device of draft.devices) device.station = now(device.station)
    for (const row of draft.preApproved) row.station = now(row.station)
  }
  if (list === 'counters')
    for (const device of draft.devices) if ('counter' in device) device.counter = now(device.counter)
  if (list === 'priorityClasses')
    for (const row of draft.identification?.classes ?? []) row.class = now(row.class)
}

/** Takes out what names a row that is gone, or has it name another one. */
function forget(draft: Draft, list: ListName, id: string): void {
  const heir = rowsOf(draft, list)[0]?.id ?? 'none'
  if (list === 'services') {
    for (const counter of draft.counters) counter.skills = counter.skills.filter((skill) => skill !== id)
    return
  }
  if (list === 'stations' || list === 'counters')
    draft.devices = draft.devices.filter(
      (device) => device.station !== id && !('counter' in device && device.counter === id),
    )
  if (list === 'stations') draft.preApproved = draft.preApproved.filter(({ station }) => station !== id)
  follow(draft, list, id, heir)
}
