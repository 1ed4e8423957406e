import { lookUp } from '@service-hall/contract'
import type { CounterConfig, CounterId, HallConfig, Service } from '@service-hall/contract'

type Origin = { before: HallConfig | null; moved: Readonly<Record<string, CounterId>> }

/** Counters that can also call those who wait for a retired service: the file no longer says who does. */
export function carrying(
  counters: readonly CounterConfig[],
  services: readonly Service[],
  origin: Origin,
): CounterConfig[] {
  const extra = services
    .filter(({ retired }) => retired)
    .map(({ id, name }) => ({ id, carriers: carriersOf({ id, name }, counters, services, origin) }))
  return counters.map((counter) => {
    const added = extra.filter(
      ({ id, carriers }) => carriers.includes(counter.id) && !counter.skills.includes(id),
    )
    return added.length === 0
      ? counter
      : { ...counter, skills: [...counter.skills, ...added.map(({ id }) => id)] }
  })
}

/** Counters of the file that had it before, else those of a service of the same name, else every one. */
function carriersOf(
  { id, name }: Pick<Service, 'id' | 'name'>,
  counters: readonly CounterConfig[],
  services: readonly Service[],
  { before, moved }: Origin,
): CounterId[] {
  const filed = counters.filter(({ retired }) => !retired)
  const had = (before?.counters ?? [])
    .filter(({ skills }) => skills.includes(id))
    .map((row) => lookUp(moved, row.id) ?? row.id)
  const heirs = services.filter((row) => !row.retired && (row.name.zh === name.zh || row.name.en === name.en))
  const candidates = [
    filed.filter((row) => had.includes(row.id)),
    filed.filter(({ skills }) => heirs.some((heir) => skills.includes(heir.id))),
    filed,
  ]
  return (candidates.find((rows) => rows.length > 0) ?? []).map((row) => row.id)
}
