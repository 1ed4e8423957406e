import { z } from 'zod'
import { StationId } from '../ids.ts'
import { HallConfig, StaffMember } from './hall-config.ts'

/** Staff as the YAML has them: with a name (kept in the vault) and, for a demo, a first password. */
const StaffInFile = StaffMember.extend({
  name: z.string().min(1).max(40),
  password: z.string().min(8).max(128).optional(),
})

/** The whole YAML file of a hall: its public configuration plus what must never stand in a fact. */
export const HallFile = HallConfig.extend({
  staff: z.array(StaffInFile),
  /** Digits that open a kiosk's maintenance page. */
  maintenancePin: z.string().regex(/^\d{6,10}$/, '6 to 10 digits'),
  /** Stations that may enrol with a code known beforehand (demo and pre-installed machines), until revoked. */
  preApproved: z.array(z.strictObject({ station: StationId, code: z.string().min(12).max(64) })).default([]),
})
export type HallFile = z.infer<typeof HallFile>

/** One thing wrong in the file: where, and what was expected there. */
export interface ConfigProblem {
  path: string
  expected: string
}

/** The public part of a file: what `HallConfigured` carries. */
export function publicConfig(file: HallFile): HallConfig {
  const { maintenancePin: _pin, preApproved: _codes, staff, ...rest } = file
  return { ...rest, staff: staff.map(({ id, number, roles }) => ({ id, number, roles })) }
}

/** Everything in a file that points at something missing or stands there twice; empty when it is sound. */
export function crossCheck(file: HallFile): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const ids = (rows: readonly { id: string }[]): Set<string> => new Set(rows.map((row) => row.id))
  const known = {
    groups: ids(file.groups),
    services: ids(file.services),
    zones: ids(file.zones),
    stations: ids(file.stations),
    counters: ids(file.counters),
  }
  const unique = (path: string, field: string, values: readonly string[]): void => {
    values.forEach((value, index) => {
      const first = values.indexOf(value)
      if (first === index) return
      const expected = `a ${field} of its own, not that of ${path}.${first}`
      problems.push({ path: `${path}.${index}.${field}`, expected })
    })
  }
  const refers = (path: string, set: keyof typeof known, value: string): void => {
    if (!known[set].has(value)) {
      problems.push({ path, expected: `one of ${set} (${[...known[set]].join(', ')}), not "${value}"` })
    }
  }

  for (const list of [
    'zones',
    'groups',
    'services',
    'counters',
    'stations',
    'devices',
    'staff',
    'priorityClasses',
    'parkReasons',
    'pauseReasons',
    'voidReasons',
  ] as const) {
    unique(
      list,
      'id',
      file[list].map((row) => row.id),
    )
  }
  unique(
    'groups',
    'prefix',
    file.groups.map((group) => group.prefix),
  )
  unique(
    'counters',
    'number',
    file.counters.map((counter) => counter.number),
  )
  unique(
    'staff',
    'number',
    file.staff.map((member) => member.number),
  )
  unique(
    'preApproved',
    'code',
    file.preApproved.map((row) => row.code),
  )
  file.services.forEach((service, i) => {
    refers(`services.${i}.group`, 'groups', service.group)
    service.openingHours.forEach((row, j) => {
      if (row.from >= row.to)
        problems.push({ path: `services.${i}.openingHours.${j}`, expected: 'from earlier than to' })
    })
  })
  file.counters.forEach((counter, i) => {
    refers(`counters.${i}.zone`, 'zones', counter.zone)
    counter.skills.forEach((skill, j) => refers(`counters.${i}.skills.${j}`, 'services', skill))
  })
  file.stations.forEach((station, i) => refers(`stations.${i}.zone`, 'zones', station.zone))
  file.devices.forEach((device, i) => {
    refers(`devices.${i}.station`, 'stations', device.station)
    if (file.stations.some((row) => row.id === device.station && row.kind === 'display')) {
      problems.push({
        path: `devices.${i}.station`,
        expected: 'a kiosk or a deviceHost: displays drive no devices',
      })
    }
    if ('counter' in device) refers(`devices.${i}.counter`, 'counters', device.counter)
  })
  file.preApproved.forEach((row, i) => refers(`preApproved.${i}.station`, 'stations', row.station))
  return problems
}
