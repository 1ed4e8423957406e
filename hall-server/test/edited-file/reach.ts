import { hasEnded } from '@service-hall/contract'
import type { Actor, DecidableCommand, Fact, HallConfig, StaffId } from '@service-hall/contract'
import { decide, dueCommands, stateFold } from '../../src/capabilities.ts'
import type { HallState } from '../../src/capabilities.ts'
import { retiredIds } from '../../src/configuration/retired-rows.ts'

const HOUR_MS = 3_600_000

/**
 * Plays a hall's day out on a copy of its state, with nothing but what people can do on their screens: whoever has a
 * counter open ends the case there and closes it, who was set aside is brought back, and every counter of the file is
 * opened and calls until nobody waits. Answers what is then still open; empty when everybody could be reached.
 */
export function unreachable(state: HallState, now: number): string[] {
  const copy = new Playing(state, now)
  copy.endAtCounters()
  copy.bringBack()
  copy.callAll()
  copy.tidy()
  return copy.left()
}

/** A hall's rules on a state of its own. */
class Playing {
  #state: HallState
  #now: number
  #ids = 0

  constructor(state: HallState, now: number) {
    const view = structuredClone(state.view)
    this.#state = Object.assign(stateFold.empty(), structuredClone({ ...state, view }))
    this.#now = now
  }

  get #config(): HallConfig {
    const { config } = this.#state.view
    if (!config) throw new Error('not configured')
    return config
  }

  endAtCounters(): void {
    for (const { id: counterId, duty } of Object.values(this.#state.view.counters)) {
      if (duty.status === 'closed') continue
      const actor = this.#staff(duty.staffId)
      if (!actor) continue
      if (duty.status === 'paused') this.#do(actor, { type: 'counter.resume', counterId })
      this.#serve(actor, counterId)
      this.#do(actor, { type: 'counter.close', counterId })
    }
  }

  bringBack(): void {
    const anybody = this.#staff(this.#config.staff[0]?.id)
    for (const { id: ticketId, state } of Object.values(this.#state.view.tickets)) {
      if (!anybody) return
      if (state.status === 'parked') this.#do(anybody, { type: 'ticket.unpark', ticketId })
      if (state.status === 'noShow') this.#do(anybody, { type: 'ticket.reactivate', ticketId })
    }
  }

  callAll(): void {
    const teller = this.#config.staff.find(({ roles }) => roles.includes('counterStaff'))
    const actor = this.#staff(teller?.id)
    // Without anybody at the counters, managers send the people away: they see them, at least.
    if (!actor) return this.#voidAll()
    for (const { id: counterId, retired } of this.#config.counters) {
      if (retired || !this.#do(actor, { type: 'counter.open', counterId })) continue
      while (this.#do(actor, { type: 'ticket.call', counterId })) if (!this.#serve(actor, counterId)) break
      this.#do(actor, { type: 'counter.close', counterId })
    }
  }

  /** What is due when everything has ended and nothing can be undone any more. */
  tidy(): void {
    this.#now += HOUR_MS
    for (const order of dueCommands(this.#state, this.#now)) this.#do({ kind: 'system' }, order)
  }

  left(): string[] {
    const { tickets, counters } = this.#state.view
    return [
      ...Object.values(tickets)
        .filter((ticket) => !hasEnded(ticket))
        .map(({ number, state }) => `ticket ${number} is ${state.status}`),
      ...Object.values(counters)
        .filter(({ duty }) => duty.status !== 'closed')
        .map(({ id }) => `counter ${id} is open`),
      ...Object.entries(retiredIds(this.#config)).map(([list, ids]) => `${list} ${ids.join(' ')} stay`),
    ]
  }

  #serve(actor: Actor, counterId: HallConfig['counters'][number]['id']): boolean {
    const ticket = this.#state.view.tickets[this.#state.view.counters[counterId]?.holding ?? '']
    if (ticket?.state.status === 'called') this.#do(actor, { type: 'ticket.start', counterId })
    return this.#do(actor, { type: 'ticket.complete', counterId })
  }

  #voidAll(): void {
    const manager = this.#staff(this.#config.staff.find(({ roles }) => roles.includes('administrator'))?.id)
    const reasonId = this.#config.voidReasons[0]?.id
    if (!manager || !reasonId) return
    for (const ticketId of Object.values(this.#state.view.tickets).map(({ id }) => id))
      this.#do(manager, { type: 'ticket.void', ticketId, reasonId })
  }

  /** A member of staff as they sign in; null for somebody whom the file does not know. */
  #staff(id: StaffId | undefined): Actor | null {
    const member = this.#config.staff.find((row) => row.id === id)
    return member
      ? { kind: 'staff', staffId: member.id, roles: member.roles, sessionId: 'session' as never }
      : null
  }

  /** Whether it was accepted. */
  #do(actor: Actor, order: WithoutId<DecidableCommand> & { id?: string }): boolean {
    const { day } = this.#state.view
    if (!day) throw new Error('no day')
    const command = { id: `played-${(this.#ids += 1)}`, ...order } as DecidableCommand
    const config = command.type === 'hall.configure' ? command.config : this.#config
    const newId = (): string => `played-id-${(this.#ids += 1)}`
    const decision = decide(this.#state, command, { now: this.#now, day, actor, config, newId })
    if (decision.ok) decision.facts.forEach((fact) => this.#happen(fact))
    return decision.ok
  }

  #happen(fact: Fact): void {
    const entry = { number: this.#state.view.number + 1, at: this.#now, fact }
    this.#state = stateFold.evolve(this.#state, fact, entry)
  }
}

type WithoutId<C> = C extends unknown ? Omit<C, 'id'> : never
