import { caseless } from '../identifier.ts'
import { deviceClashes } from './device-clashes.ts'
import { senseProblems } from './sense.ts'
import type { HallFile } from './hall-file.ts'
import { retiredProblems } from './retired.ts'
import { specialDayProblems } from './special-day-problems.ts'

/** One thing wrong in the file: where, and what was expected there. */
export type ConfigProblem = {
  path: string
  expected: string
}

/** Everything in a file that points at something missing, stands there twice or cannot work; empty when it is sound. */
export function crossCheck(file: HallFile): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const ids = (rows: readonly { id: string }[]): Set<string> => new Set(rows.map((row) => row.id))
  const known = {
    groups: ids(file.groups),
    services: ids(file.services),
    zones: ids(file.zones),
    stations: ids(file.stations),
    counters: ids(file.counters),
    priorityClasses: ids(file.priorityClasses),
  }
  const unique = (path: string, field: string, values: readonly string[]): void => {
    const forms = values.map(oneForm)
    forms.forEach((form, index) => {
      const first = forms.indexOf(form)
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
    if (device.link.url.startsWith('pcsc:') !== ('profile' in device && device.profile === 'pcsc'))
      problems.push({
        path: `devices.${i}.link.url`,
        expected: 'pcsc:… for the profile pcsc, and only there',
      })
    if (device.kind === 'indicator')
      device.lights.forEach((light, j) =>
        refers(`devices.${i}.lights.${j}.counter`, 'counters', light.counter),
      )
    if (device.kind === 'ratingPad' && (device.profile === 'keypad') !== (device.keys !== undefined))
      problems.push({ path: `devices.${i}.keys`, expected: 'the bytes of its keys for a keypad, else none' })
  })
  file.identification?.classes.forEach((row, i) => {
    refers(`identification.classes.${i}.class`, 'priorityClasses', row.class)
  })
  file.preApproved.forEach((row, i) => refers(`preApproved.${i}.station`, 'stations', row.station))
  file.services.forEach(({ id }, i) => {
    if (!file.counters.some((counter) => counter.skills.includes(id)))
      problems.push({ path: `services.${i}`, expected: 'a counter that has it among its skills' })
  })
  if (!file.staff.some((member) => member.roles.includes('administrator')))
    problems.push({ path: 'staff', expected: 'somebody with the role administrator' })
  return [
    ...problems,
    ...senseProblems(file),
    ...retiredProblems(file),
    ...specialDayProblems(file),
    ...deviceClashes(file.devices),
  ]
}

/** The form in which two marks of one thing are equal: `Ｃ２`, `c2` and `C2`, the counters `1` and `01`. */
function oneForm(mark: string): string {
  return caseless(mark).replace(/^0+(?=\d+$)/, '')
}
