import type { Answer, KioskSession, ScreenIntent } from '@service-hall/contract'
import type { AgentFact } from '../capabilities.ts'
import type { QueuedCommand } from '../outbox/facts.ts'
import type { Ports } from '../ports.ts'
import { cleared, deadlinePassed, leave, ticketAnswered, touch } from './decide.ts'
import { screenSession } from './state.ts'
import { SessionTimers } from './timers.ts'

type Issue = Extract<ScreenIntent, { type: 'issue' }>
type IssueCommand = Extract<QueuedCommand, { type: 'ticket.issue' }>

/** A restart this long after the last sign of life finds nobody in front of the kiosk. */
const CUSTOMER_WAITS_MS = 30_000
const DEFAULT_IDLE_MS = 45_000

/** Serves the customer at the screen: every input asks the pure rules, and what they say is recorded. */
export class TicketSession {
  readonly #ports: Ports
  readonly #timers: SessionTimers
  /** A touch that could not be kept: shown, though no disk knows of it. */
  #refused: Extract<KioskSession, { step: 'refused' }> | null = null

  constructor(ports: Ports) {
    this.#ports = ports
    const { clock, memory, hall } = ports
    this.#timers = new SessionTimers({
      clock,
      hallNow: () => hall.hallNow(),
      validMs: () => (hall.config ? hall.config.policies.issueValidSeconds * 1_000 : DEFAULT_IDLE_MS),
      idleMs: () => (hall.config ? hall.config.policies.kioskIdleSeconds * 1_000 : DEFAULT_IDLE_MS),
      onDeadline: (commandId) => memory.record(deadlinePassed(memory.state, commandId)),
      onIdle: () => memory.record(leave(memory.state, 'idle')),
    })
  }

  /** As the screen shows it. */
  get shown(): KioskSession {
    return this.#refused ?? screenSession(this.#ports.memory.state.session)
  }

  /** Whoever stood here when the last run ended may have gone meanwhile. */
  start(awayMs: number): void {
    const { memory } = this.#ports
    if (awayMs > CUSTOMER_WAITS_MS) memory.record(cleared(memory.state))
    this.follow()
  }

  stop(): void {
    this.#timers.stop()
  }

  /** To be told after every change of the state. */
  follow(): void {
    const { memory, identities } = this.#ports
    const { session } = memory.state
    this.#timers.watch(session)
    identities.keepOnly(session.step === 'issuing' ? session.commandId : null)
  }

  touch(intent: Issue): void {
    const { memory, hall, newId, log, identities } = this.#ports
    if (hall.config === null || this.#refused !== null)
      return log.info('touch.ignored', { touch: intent.touchId })
    const { config, asOf } = hall
    const context = { commandId: newId(), hallNow: hall.hallNow(), asOf, config }
    const facts = touch(memory.state, intent, context)
    if (facts.length === 0) return log.info('touch.ignored', { touch: intent.touchId })
    log.info('touch.taken', { touch: intent.touchId, command: context.commandId })
    const customer = identities.present()
    if (customer) identities.hold(context.commandId, customer)
    if (!memory.record(facts)) this.#refuse(intent.touchId)
  }

  dismiss(): void {
    this.#forgive()
    const { memory } = this.#ports
    memory.record(leave(memory.state, 'dismissed'))
  }

  answered(command: IssueCommand, answer: Answer): AgentFact[] {
    const { memory, hall, devices, newId } = this.#ports
    return ticketAnswered(memory.state, command, answer, {
      newId,
      config: hall.config,
      hasPrinter: devices.ofKind('printer').length > 0,
      isVoided: (ticketId) => hall.view?.tickets[ticketId]?.state.status === 'voided',
      knowsTime: hall.view?.clock?.timeUnknown !== true,
    })
  }

  /** A touch whose command did not reach the disk makes no ticket: its customer is told so. */
  restored(lost: readonly AgentFact[]): void {
    const { touches } = this.#ports.memory.state
    for (const fact of lost) {
      const touchId = fact.type === 'CommandQueued' ? fact.touchId : undefined
      if (touchId !== undefined && !touches.includes(touchId)) this.#refuse(touchId)
    }
  }

  #refuse(touchId: string): void {
    const { clock, refresh } = this.#ports
    this.#refused = { step: 'refused', touchId, code: 'hall.storage' }
    const refused = this.#refused
    clock.after(DEFAULT_IDLE_MS, () => this.#refused === refused && this.#forgive())
    refresh()
  }

  #forgive(): void {
    if (this.#refused === null) return
    this.#refused = null
    this.#ports.refresh()
  }
}
