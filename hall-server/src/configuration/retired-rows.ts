import { RETIRABLE, byId, offered } from '@service-hall/contract'
import type { CounterConfig, HallConfig, Service } from '@service-hall/contract'

/** Whether it has rows that its file no longer has. */
export function hasRetired(config: HallConfig): boolean {
  return RETIRABLE.some((list) => config[list].some((row) => row.retired))
}

/** Ids of the rows that the file no longer has, by list; lists without any are left out. */
export function retiredIds(config: HallConfig): Record<string, string[]> {
  const ids = RETIRABLE.map((list): [string, string[]] => [
    list,
    config[list].filter((row) => row.retired).map(({ id }) => id),
  ])
  return Object.fromEntries(ids.filter(([, gone]) => gone.length > 0))
}

/** A configuration without its retired rows: as the file had it. */
export function asFiled(config: HallConfig): HallConfig {
  const services = offered(config.services)
  return {
    ...config,
    zones: offered(config.zones),
    groups: offered(config.groups),
    services,
    priorityClasses: offered(config.priorityClasses),
    parkReasons: offered(config.parkReasons),
    pauseReasons: offered(config.pauseReasons),
    counters: offered(config.counters).map((row) => withSkills(row, services)),
  }
}

/** A counter that serves no more than there is. */
export function withSkills(counter: CounterConfig, services: readonly Service[]): CounterConfig {
  return { ...counter, skills: counter.skills.filter((skill) => byId(services, skill)) }
}
