import { hasEnded } from '@service-hall/contract'
import type { Actor, Counter, DecidableCommand, HallConfig, HallView, StaffId } from '@service-hall/contract'
import type { Random } from '@service-hall/harness/random'

type Order = [Actor, DecidableCommand]
type At = { view: HallView; config: HallConfig; now: number; random: Random; id: string }

const AT_COUNTER = [
  'ticket.recall',
  'ticket.noShow',
  'ticket.start',
  'ticket.start',
  'ticket.complete',
  'ticket.complete',
] as const

/** Something that somebody in the hall does next, by its configuration in force; mostly it can be done. */
export function someWork(at: At): Order | null {
  const { view, config, random } = at
  const counters = Object.values(view.counters)
  const counter = counters[random.below(counters.length)]
  const openTickets = Object.values(view.tickets).filter((ticket) => !hasEnded(ticket)).length
  if (openTickets < 8 || random.chance(openTickets < 25 ? 0.3 : 0.05)) return issue(at)
  if (!counter) return null
  const actor = staffAt(config, counter, random)
  return actor && [actor, { ...actionAt(at, counter), id: at.id } as DecidableCommand]
}

function issue({ config, now, random, id }: At): Order {
  const kiosk = config.stations.find(({ kind }) => kind === 'kiosk')
  const [service, row] = [
    config.services[random.below(config.services.length)],
    config.priorityClasses[random.below(config.priorityClasses.length)],
  ]
  const actor: Actor =
    kiosk && random.chance(0.5)
      ? { kind: 'station', stationId: kiosk.id, stationKind: 'kiosk' }
      : {
          kind: 'staff',
          staffId: 'manager' as StaffId,
          roles: ['lobbyManager'],
          sessionId: 'session-m' as never,
        }
  const language = random.pick(['zh', 'en'])
  return [
    actor,
    {
      type: 'ticket.issue',
      id,
      serviceId: service?.id,
      classId: row?.id,
      language,
      senior: false,
      validUntil: now + 1_000,
    } as DecidableCommand,
  ]
}

/** Who has it open, or somebody who might. */
function staffAt({ staff }: HallConfig, { duty }: Counter, random: Random): Actor | null {
  const free = staff[random.below(staff.length)]?.id
  const member = staff.find(({ id }) => id === (duty.status === 'closed' ? free : duty.staffId))
  return member
    ? { kind: 'staff', staffId: member.id, roles: member.roles, sessionId: 'session-s' as never }
    : null
}

function actionAt({ view, config, random }: At, counter: Counter): Record<string, unknown> {
  const { id: counterId, duty, holding } = counter
  const reason = (rows: readonly { id: string }[]) => rows[random.below(rows.length)]?.id
  if (duty.status === 'closed') return { type: 'counter.open', counterId }
  if (duty.status === 'paused') return { type: 'counter.resume', counterId }
  if (random.chance(0.1)) return { type: 'counter.undo', counterId }
  if (!holding) {
    if (random.chance(0.1)) return { type: 'counter.pause', counterId, reasonId: reason(config.pauseReasons) }
    if (random.chance(0.06)) return { type: 'counter.close', counterId }
    return { type: 'ticket.call', counterId }
  }
  if (random.chance(0.15))
    return {
      type: 'ticket.park',
      counterId,
      reasonId: reason(config.parkReasons),
      minutes: random.below(20) + 1,
    }
  if (random.chance(0.2)) {
    const to = random.chance(0.5)
      ? { kind: 'service', serviceId: config.services[random.below(config.services.length)]?.id }
      : { kind: 'counter', counterId: reason(Object.values(view.counters)) }
    return { type: 'ticket.transfer', counterId, to }
  }
  return { type: random.pick(AT_COUNTER), counterId }
}
