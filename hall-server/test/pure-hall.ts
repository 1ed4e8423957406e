import { GRANTS, mayCommand, publicConfig, refuse, uuid7 } from '@service-hall/contract'
import type {
  Actor,
  CommandResult,
  CommandType,
  Counter,
  DecidableCommand,
  Fact,
  FactEntry,
  HallConfig,
  RefusalCode,
  Ticket,
} from '@service-hall/contract'
import {
  MORNING,
  SYSTEM,
  aHallFile,
  asKiosk,
  asStaff,
  command,
  randomFrom,
} from '@service-hall/contract/testing'
import type { HallFileOptions } from '@service-hall/contract/testing'
import { businessDay } from '../src/core/business-day.ts'
import type { Decision } from '../src/core/decision.ts'
import { decide, dueCommands, stateFold } from '../src/capabilities.ts'
import { dayOpening } from '../src/queue/left.ts'

/** The decisions and folds of a hall without journal, disk or wire, for tests of rules. */
export class PureHall {
  state = stateFold.empty()
  readonly entries: FactEntry[] = []
  now: number
  readonly #random: () => number

  constructor(config: HallConfig, now: number) {
    this.now = now
    this.#random = randomFrom(7)
    this.do(SYSTEM, { type: 'hall.configure', id: this.newId() as never, config })
  }

  get config(): HallConfig {
    const { config } = this.state.view
    if (!config) throw new Error('not configured')
    return config
  }

  newId(): string {
    return uuid7(
      this.now,
      Uint8Array.from({ length: 10 }, () => Math.floor(this.#random() * 256)),
    )
  }

  /** Decides and folds, as `Hall` does: a new day is opened first, nothing is changed by a refusal. */
  do(actor: Actor, order: DecidableCommand): Decision {
    if (isPeerCommand(order.type) ? !mayCommand(actor, order.type) : actor.kind !== 'system')
      return refuse('access.denied')
    const config = order.type === 'hall.configure' ? order.config : this.config
    const day = businessDay(this.now, config.hall.timeZone, this.state.view.day)
    if (day !== this.state.view.day) this.happen(dayOpening(this.state, day, this.now))
    const decision = decide(this.state, order, {
      now: this.now,
      day,
      actor,
      config,
      newId: () => this.newId(),
      steadyFrom: 1,
    })
    if (decision.ok) this.happen(...decision.facts)
    return decision
  }

  /** `do` for what must succeed. */
  must(actor: Actor, order: DecidableCommand): { facts: Fact[]; result: CommandResult } {
    const decision = this.do(actor, order)
    if (!decision.ok) throw new Error(`${order.type} was refused: ${decision.code}`)
    return decision
  }

  /** The code a command is refused with; `null` when it is accepted. */
  refusal(actor: Actor, order: DecidableCommand): RefusalCode | null {
    const decision = this.do(actor, order)
    return decision.ok ? null : decision.code
  }

  happen(...facts: Fact[]): void {
    for (const fact of facts) {
      const entry = { number: this.state.view.number + 1, at: this.now, fact }
      this.entries.push(entry)
      this.state = stateFold.evolve(this.state, fact, entry)
    }
  }

  /** Commands whose time has come. */
  due(): DecidableCommand[] {
    return dueCommands(this.state, this.now)
  }

  ticket(id: string): Ticket {
    const ticket = this.state.view.tickets[id]
    if (!ticket) throw new Error(`no ticket ${id}`)
    return ticket
  }

  counter(id: string): Counter {
    const counter = this.state.view.counters[id]
    if (!counter) throw new Error(`no counter ${id}`)
    return counter
  }

  /** Issues a ticket at K1 and answers its id. */
  issue(fields: Parameters<typeof command<'ticket.issue'>>[1] = {}): string {
    const { result } = this.must(asKiosk(), command('ticket.issue', fields))
    if (!result.ticket) throw new Error('no ticket')
    return result.ticket.id
  }

  /** S1001 opens C1, S1002 opens C2, and so on. */
  open(...counterIds: string[]): void {
    for (const counterId of counterIds)
      this.must(asStaff(`S100${counterId.slice(1)}`), command('counter.open', { counterId }))
  }
}

export function aPureHall(options: HallFileOptions & { now?: number } = {}): PureHall {
  return new PureHall(publicConfig(aHallFile(options)), options.now ?? MORNING)
}

function isPeerCommand(type: DecidableCommand['type']): type is CommandType {
  return Object.hasOwn(GRANTS, type)
}
