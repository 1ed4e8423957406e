import { DirectiveWork, lookUp } from '@service-hall/contract'
import type { Fact, HallView, PowerCalendar } from '@service-hall/contract'
import { settingsDigest } from '@service-hall/server-kit'

/** A power calendar that a station goes by, and the digest of the settings that it is part of. */
export type StationCalendar = { digest: string; power: PowerCalendar }
/** By station; one that is left to itself has none. */
export type Calendars = Map<string, StationCalendar>

/** What a fact does to the calendar of a station; `calendar` null: it has none any more. */
export type CalendarChange = { stationId: string; calendar: StationCalendar | null }

/**
 * The calendar that a station goes by from a fact on, by the hall's view as it was before it: by the directive that gave
 * it, once it was done, and by what the station reports. null: all stays as it is. Nothing but facts goes in.
 */
export function calendarChange(view: HallView, calendars: Calendars, fact: Fact): CalendarChange | null {
  const change = changeIn(view, fact)
  if (!change) return null
  const before = calendars.get(change.stationId)
  return before?.digest === change.calendar?.digest ? null : change
}

function changeIn(view: HallView, fact: Fact): CalendarChange | null {
  if (fact.type === 'DirectiveDone') {
    const directive = lookUp(view.directives, fact.directiveId)
    if (directive?.target.of !== 'station' || directive.work.kind !== 'configure') return null
    return { stationId: directive.target.stationId, calendar: calendarOf(directive.work) }
  }
  if (fact.type !== 'StationReported') return null
  const { stationId, settings } = fact
  return { stationId, calendar: settings === null ? null : given(view, stationId, settings) }
}

/** The calendar of the settings with a digest, as far as they were given lately. */
function given(view: HallView, stationId: string, digest: string): StationCalendar | null {
  for (const { target, work } of Object.values(view.directives)) {
    if (work.kind !== 'configure' || target.of !== 'station' || target.stationId !== stationId) continue
    const calendar = calendarOf(work)
    if (calendar?.digest === digest) return calendar
  }
  return null
}

const read = new WeakMap<object, StationCalendar | null>()

function calendarOf(work: object): StationCalendar | null {
  const known = read.get(work)
  if (known !== undefined) return known
  const { data } = DirectiveWork.safeParse(work)
  const settings = data?.kind === 'configure' ? data.settings : null
  const calendar = settings?.power ? { digest: settingsDigest(settings), power: settings.power } : null
  read.set(work, calendar)
  return calendar
}

/** Calendars of a view, for a state that was kept by a release that did not follow them. */
export function calendarsIn(view: HallView): Calendars {
  return new Map(
    Object.entries(view.stationReports).flatMap(([stationId, { settings }]): [string, StationCalendar][] => {
      const calendar = settings === null ? null : given(view, stationId, settings)
      return calendar ? [[stationId, calendar]] : []
    }),
  )
}
