import { dayOfWeek, daysLater, weekOf } from '@service-hall/contract'
import type { HallId, OwnSwap, PendingRequests, PlanDay, StaffNumber } from '@service-hall/contract'
import type { FastifyInstance } from 'fastify'
import { mayActOn } from '../access/may.ts'
import type { Account } from '../access/state.ts'
import { peerOf } from '../gateway/peer.ts'
import type { Absence, Person } from '../people/state.ts'
import type { ConsolePorts } from '../ports.ts'
import type { PlanState } from './context.ts'

/** Requests that are told at once; more are told when some of these have been decided. */
const MOST = 500
/** Days of an absence that are looked up in rosters. */
const MOST_DAYS = 120

/** What waits for a supervisor: leave that was asked for, swaps that were asked for or agreed. */
export function requestRoutes(app: FastifyInstance, { records, people }: ConsolePorts): void {
  app.get('/api/requests', async (request): Promise<PendingRequests> => {
    const { state } = records
    const supervises = supervisedHalls(state, peerOf(request).account)
    const absences = [...state.people.values()]
      .filter(({ hallId }) => supervises(hallId))
      .flatMap((person) => pendingOf(person).map((absence) => ({ person, absence })))
      .sort((a, b) => a.absence.askedAt - b.absence.askedAt)
      .slice(0, MOST)
    const swaps = openSwaps(state)
      .filter(({ hallId }) => supervises(hallId))
      .slice(0, MOST)
    const numbers = [
      ...absences.map(({ person }) => person.number),
      ...swaps.flatMap(({ number, other }) => [number, other]),
    ]
    const names = await people.names([...new Set(numbers)])
    const nameOf = (number: StaffNumber): string | null => names.get(number) ?? null
    return {
      absences: absences.map(({ person, absence: { decidedBy: _decidedBy, ...absence } }) => ({
        ...{ ...absence, number: person.number, name: nameOf(person.number), hallId: person.hallId },
        rostered: rosteredDays(state, person, absence),
      })),
      swaps: swaps.map((swap) => ({ ...swap, name: nameOf(swap.number), otherName: nameOf(swap.other) })),
    }
  })
}

/** Whether an account supervises a hall; each hall is looked up once. */
function supervisedHalls(state: PlanState, account: Account): (hallId: HallId) => boolean {
  const known = new Map<HallId, boolean>()
  return (hallId) => {
    const found = known.get(hallId) ?? mayActOn(state, account, 'supervise', { hallId })
    known.set(hallId, found)
    return found
  }
}

const pendingOf = ({ absences }: Person): Absence[] =>
  [...absences.values()].filter(({ granted }) => granted === null)

function openSwaps({ rosters }: PlanState): OwnSwap[] {
  return [...rosters.values()].flatMap((weeks) =>
    [...weeks.values()].flatMap(({ hallId, week, swaps }) =>
      [...swaps.values()]
        .filter(({ state }) => state === 'asked' || state === 'agreed')
        .map((swap) => ({ ...swap, hallId, week })),
    ),
  )
}

/** Days of an absence on which somebody stands in a published week: whoever grants it has to plan them anew. */
function rosteredDays(
  { rosters }: PlanState,
  person: Person,
  { from, to }: { from: PlanDay; to: PlanDay },
): PlanDay[] {
  const weeks = rosters.get(person.hallId)
  const days: PlanDay[] = []
  for (let day = from, at = 0; day <= to && at < MOST_DAYS; day = daysLater(day), at += 1) {
    const week = weekOf(day)
    const row = weeks?.get(week)?.published?.rows.find(({ number }) => number === person.number)
    if (row?.days[dayOfWeek(day) - 1]) days.push(day)
  }
  return days
}
