import type { ConfigProblem } from './cross-check.ts'
import type { HallFile } from './hall-file.ts'
import { textProblems } from './text-sense.ts'

/** `Area/City`; `Etc/…` and abbreviations are taken by every program and meant by nobody: `CST` is central America. */
const PLACE = /^(?!Etc\/)[A-Za-z_]+(\/[A-Za-z_+-]+)+$/i

/** Everything in a file that is of the right type and makes no sense; empty when nothing is. */
export function senseProblems(file: HallFile): ConfigProblem[] {
  return [
    ...textProblems(file),
    ...timeZoneProblems(file),
    ...classProblems(file),
    ...languageProblems(file),
    ...hoursProblems(file),
    ...portProblems(file),
  ]
}

function timeZoneProblems({ hall: { timeZone } }: HallFile): ConfigProblem[] {
  if (PLACE.test(timeZone)) return []
  const expected = `a place such as Asia/Shanghai, not "${timeZone}", which is ${nameOf(timeZone)}`
  return [{ path: 'hall.timeZone', expected }]
}

/** What a computer takes an abbreviation for: `Central Standard Time`. */
function nameOf(timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'long' })
  return format.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value ?? timeZone
}

function classProblems({ priorityClasses }: HallFile): ConfigProblem[] {
  const marked = priorityClasses.filter(({ ordinary }) => ordinary)
  return marked.length > 1
    ? [
        {
          path: 'priorityClasses',
          expected: `one class marked ordinary, not ${marked.map(({ id }) => id).join(', ')}`,
        },
      ]
    : []
}

function languageProblems({ hall: { languages } }: HallFile): ConfigProblem[] {
  return new Set(languages).size === languages.length
    ? []
    : [{ path: 'hall.languages', expected: 'each language once' }]
}

function hoursProblems({ services }: HallFile): ConfigProblem[] {
  return services.flatMap(({ openingHours }, index) =>
    openingHours.length > 0
      ? []
      : [
          {
            path: `services.${index}.openingHours`,
            expected: 'at least one row: a service that is never open is better left out',
          },
        ],
  )
}

function portProblems({ devices }: HallFile): ConfigProblem[] {
  return devices.flatMap(({ link: { url } }, index) => {
    const port = /^tcp:.*:(\d+)$/.exec(url)?.[1]
    if (port === undefined || (Number(port) >= 1 && Number(port) <= 65_535)) return []
    return [{ path: `devices.${index}.link.url`, expected: `a port from 1 to 65535, not ${port}` }]
  })
}
