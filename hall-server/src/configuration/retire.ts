import { byId, ordinaryClass } from '@service-hall/contract'
import type {
  CounterId,
  GroupId,
  HallConfig,
  PriorityClass,
  Service,
  ServiceId,
} from '@service-hall/contract'
import { carrying } from './carriers.ts'
import type { InUse } from './in-use.ts'
import { withSkills } from './retired-rows.ts'

type Row = { id: string; retired?: true | undefined }

/**
 * The file's configuration and, behind its rows, those of before that are in use and that it no longer has. What is in
 * use and was never known gets a plain row of its id: earlier releases let go of such rows.
 */
export function withRetired(
  filed: HallConfig,
  before: HallConfig | null,
  used: InUse,
  moved: Readonly<Record<string, CounterId>>,
): HallConfig {
  const services = withGone(filed.services, before?.services, used.services, (id) => plainService(id, filed))
  const counters = withGone(filed.counters, before?.counters, used.counters)
  const groups = new Set(services.map((row) => groupNow(row.group, filed, before)))
  const zones = new Set(counters.map(({ zone }) => zone))
  return {
    ...filed,
    zones: withGone(filed.zones, before?.zones, zones),
    groups: withGone(filed.groups, before?.groups, groups),
    services: services.map((row) => ({ ...row, group: groupNow(row.group, filed, before) })),
    priorityClasses: withGone(filed.priorityClasses, before?.priorityClasses, used.priorityClasses, (id) =>
      plainClass(id, filed),
    ),
    parkReasons: withGone(filed.parkReasons, before?.parkReasons, used.parkReasons),
    pauseReasons: withGone(filed.pauseReasons, before?.pauseReasons, used.pauseReasons),
    counters: carrying(
      counters.map((row) => withSkills(row, services)),
      services,
      { before, moved },
    ),
  }
}

/** The file's rows, then those in use that it lacks, in the order of their ids: the same ones look the same each time. */
function withGone<R extends Row>(
  filed: readonly R[],
  before: readonly R[] | undefined,
  used: ReadonlySet<string>,
  unknown?: (id: string) => R | undefined,
): R[] {
  const gone = [...used]
    .filter((id) => !byId(filed, id))
    .sort()
    .flatMap((id) => byId(before, id) ?? unknown?.(id) ?? [])
  return [...filed, ...gone.map((row) => ({ ...row, retired: true as const }))]
}

/** Where a retired service belongs: its group, or the one that has the group's letter now, or its group retired too. */
function groupNow(id: GroupId, filed: HallConfig, before: HallConfig | null): GroupId {
  if (byId(filed.groups, id)) return id
  const was = byId(before?.groups, id)
  const heir =
    filed.groups.find(({ prefix }) => prefix === was?.prefix) ?? (was ? undefined : filed.groups[0])
  return heir?.id ?? id
}

function plainService(id: string, { groups }: HallConfig): Service | undefined {
  const group = groups[0]?.id
  if (group === undefined) return undefined
  return {
    id: id as ServiceId,
    group,
    name: { zh: id, en: id },
    expectedMinutes: 5,
    limitMinutes: 20,
    openingHours: [],
    senior: false,
    checklist: [],
  }
}

/** Counts as the class that everybody may have. */
function plainClass(id: string, config: HallConfig): PriorityClass | undefined {
  const ordinary = ordinaryClass(config)
  return (
    ordinary && {
      ...ordinary,
      ordinary: false,
      id: id as PriorityClass['id'],
      name: { zh: id, en: id },
      kioskChoice: false,
    }
  )
}
