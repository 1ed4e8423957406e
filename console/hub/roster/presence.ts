import { localTime, weekOf, dayOfWeek } from '@service-hall/contract'
import type { HallId, PlanDay, Presence, StaffNumber } from '@service-hall/contract'
import type { LiveHall } from '../live/live-hall.ts'
import type { PlanState } from './context.ts'

type Now = { now: number; names: ReadonlyMap<StaffNumber, string> }

/**
 * Who should be at work now by the published week, and who is: whose counters are open by the hall's live view. Halls know
 * their staff by ids of their own; the staff number is what both have.
 */
export function presenceOf(state: PlanState, hallId: HallId, live: LiveHall, { now, names }: Now): Presence {
  const { view } = live
  const { line, at } = live.tile()
  const { config } = view
  const local = config ? localTime(now, config.hall.timeZone) : null
  const day = (local?.day as PlanDay | undefined) ?? null
  const [hours = 0, minutes = 0] = (local?.time ?? '00:00').split(':').map(Number)
  const minute = hours * 60 + minutes
  const published = day ? (state.rosters.get(hallId)?.get(weekOf(day))?.published ?? null) : null
  const numberOf = new Map(config?.staff.map(({ id, number }) => [id, number as StaffNumber]) ?? [])
  const open = new Map<StaffNumber, Presence['people'][number]['counters']>()
  for (const [id, { duty }] of Object.entries(view.counters)) {
    if (duty.status === 'closed') continue
    const number = numberOf.get(duty.staffId)
    const counter = config?.counters.find((one) => one.id === id)
    if (!number) continue
    const counters = open.get(number) ?? []
    counters.push({ id, number: counter?.number ?? id, paused: duty.status === 'paused' })
    open.set(number, counters)
  }
  const planned = new Map(published?.rows.map((row) => [row.number, row.days]))
  const all = new Set([...planned.keys(), ...open.keys()])
  const people = [...all].sort().map((number) => {
    const duty = day ? (planned.get(number)?.[dayOfWeek(day) - 1] ?? null) : null
    const shift = duty ? published?.shifts.find(({ id }) => id === duty.shift) : undefined
    const due = shift?.stretches.some(({ from, to }) => from <= minute && minute < to) ?? false
    const counters = open.get(number) ?? []
    return {
      ...{ number, name: names.get(number) ?? null, due, counters },
      planned: shift ? { shift, counter: duty?.counter ?? null } : null,
      state: stateOf({
        due,
        isOpen: counters.length > 0,
        isBetween: isBetween(shift?.stretches ?? [], minute),
      }),
    }
  })
  const shown = people.filter((one) => one.planned !== null || one.counters.length > 0)
  return { day, minute, connected: line.connected, at, published: published !== null, people: shown }
}

const isBetween = (spans: readonly { from: number; to: number }[], minute: number): boolean =>
  spans.some(({ to }, at) => to <= minute && minute < (spans[at + 1]?.from ?? -1))

type Told = { due: boolean; isOpen: boolean; isBetween: boolean }

function stateOf({ due, isOpen, isBetween: onBreak }: Told): Presence['people'][number]['state'] {
  if (due) return isOpen ? 'asPlanned' : 'missing'
  if (onBreak) return 'onBreak'
  return isOpen ? 'unplanned' : 'off'
}
