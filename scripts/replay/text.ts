import type { CounterPicture, HallPicture } from './picture.ts'
import { showMoment } from './moment.ts'

/** A picture as lines for a terminal. */
export function replayText(picture: HallPicture): string {
  const { hall, at, timeZone, factNumber, businessDay } = picture
  const clock = (moment: number): string => showMoment(moment, timeZone).slice(11)
  return [
    hall ? `${hall.name.zh}  ${hall.name.en}  (${hall.id})` : 'The hall was not configured yet.',
    `${showMoment(at, timeZone)} ${timeZone} · business day ${businessDay ?? '–'} · after fact ${factNumber}`,
    ...section(
      'Counters',
      picture.counters.map((counter) => counterLine(counter, clock)),
    ),
    ...section(
      'Waiting',
      picture.waiting.map(({ name, tickets }) => {
        const list = tickets.map((ticket) => `${ticket.number}${ticket.counter ? `→${ticket.counter}` : ''}`)
        return `${name.zh} ${name.en}: ${tickets.length}  ${list.join(' ')}`
      }),
    ),
    ...section(
      'Devices',
      picture.devices.map(({ id, name, state, paper, error }) =>
        [id.padEnd(12), name.zh, state, paper && `paper ${paper}`, error].filter(Boolean).join('  '),
      ),
    ),
    ...section(
      'Stations',
      picture.stations.map(
        ({ id, name, connected, enrolled }) =>
          `${id.padEnd(12)}  ${name.zh}  ${connected ? 'connected' : enrolled ? 'not connected' : 'not enrolled'}`,
      ),
    ),
    ...section('Today', todayLines(picture)),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return ['', title, ...(lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`))]
}

function counterLine(counter: CounterPicture, clock: (at: number) => string): string {
  const { id, number, name, duty, staff, reason, ticket } = counter
  return [
    `${id} ${number}号`,
    name.zh,
    duty,
    staff,
    reason,
    ticket && `${ticket.number} ${ticket.status} since ${clock(ticket.since)}`,
  ]
    .filter(Boolean)
    .join('  ')
}

function todayLines({ today }: HallPicture): string[] {
  const states = Object.entries(today.byStatus).map(([status, count]) => `${status} ${count}`)
  const { count, mean } = today.ratings
  return [
    [`tickets ${today.issued}`, ...states].join('  '),
    `mean wait ${seconds(today.meanWaitSeconds)}  mean service ${seconds(today.meanServiceSeconds)}`,
    count === 0 ? 'no ratings' : `ratings ${count}, mean ${mean?.toFixed(1)} of 5`,
  ]
}

const seconds = (value: number | null): string =>
  value === null ? '–' : `${Math.floor(value / 60)} min ${value % 60} s`
