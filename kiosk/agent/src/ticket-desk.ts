import type { Answer, CommandId, Identity, KioskSession, ScreenIntent } from '@service-hall/contract'
import type { HeldIdentities } from './card/held-identities.ts'
import type { Clock } from './clock.ts'
import type { HallMirror } from './hall/mirror.ts'
import type { AgentFact, QueuedCommand } from './ledger/facts.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Log } from './log.ts'
import type { Outbox } from './outbox/outbox.ts'
import { papersDue, printEnded, resumed } from './paper/decide.ts'
import type { PrintRoom } from './paper/print-room.ts'
import type { PaperResult } from './paper/ticket.ts'
import { answered, cleared, deadlinePassed, leave, touch } from './session/decide.ts'
import { screenSession } from './session/state.ts'
import { SessionTimers } from './session/timers.ts'

export type TicketDeskOptions = {
  clock: Clock
  log: Log
  ledger: Ledger
  mirror: HallMirror
  newId: () => CommandId
  identities: HeldIdentities
  /** Whose ID card was laid on the reader. */
  identity: () => Identity | null
  hasPrinter: () => boolean
  /** What the screen shows may have changed. */
  onChanged: () => void
}

type Issue = Extract<ScreenIntent, { type: 'issue' }>

/** A restart this long after the last sign of life finds nobody in front of the kiosk. */
const CUSTOMER_WAITS_MS = 30_000
const DEFAULT_IDLE_MS = 45_000

/** Serves the customer at the screen: every input asks the pure rules, and what they say is recorded. */
export class TicketDesk {
  readonly #options: TicketDeskOptions
  readonly #timers: SessionTimers
  #outbox: Outbox | undefined
  #prints: PrintRoom | undefined
  /** A touch that could not be kept: shown, though no disk knows of it. */
  #refused: Extract<KioskSession, { step: 'refused' }> | null = null

  constructor(options: TicketDeskOptions) {
    this.#options = options
    const { clock, ledger, mirror } = options
    this.#timers = new SessionTimers({
      clock,
      hallNow: () => mirror.hallNow(),
      idleMs: () => (mirror.config ? mirror.config.policies.kioskIdleSeconds * 1_000 : DEFAULT_IDLE_MS),
      onDeadline: (commandId) => this.#record(deadlinePassed(ledger.state, commandId)),
      onIdle: () => this.#record(leave(ledger.state, 'idle')),
    })
  }

  get session(): KioskSession {
    return this.#refused ?? screenSession(this.#options.ledger.state.session)
  }

  /** Takes up what the last run left: nothing that was in its hands is done twice. */
  start(outbox: Outbox, prints: PrintRoom): void {
    this.#outbox = outbox
    this.#prints = prints
    const { ledger, clock, newId } = this.#options
    const awayMs = clock.now() - ledger.state.at
    ledger.listen({
      changed: () => this.#changed(),
      committed: (facts) => this.#committed(facts),
      restored: (lost) => this.#restored(lost),
    })
    outbox.hold(ledger.state.outbox)
    this.#record([{ type: 'AgentStarted' }])
    this.#record(resumed(ledger.state, newId))
    if (awayMs > CUSTOMER_WAITS_MS || awayMs < 0) this.#record(cleared(ledger.state))
    this.#changed()
  }

  stop(): void {
    this.#timers.stop()
  }

  touch(intent: Issue): void {
    const { ledger, mirror, newId, log, identities, identity } = this.#options
    if (mirror.config === null || this.#refused !== null)
      return log.info('touch.ignored', { touch: intent.touchId })
    const context = { commandId: newId(), hallNow: mirror.hallNow(), config: mirror.config }
    const facts = touch(ledger.state, intent, context)
    if (facts.length === 0) return log.info('touch.ignored', { touch: intent.touchId })
    log.info('touch.taken', { touch: intent.touchId, command: context.commandId })
    const customer = identity()
    if (customer) identities.hold(context.commandId, customer)
    if (!ledger.record(facts)) this.#refuse(intent.touchId)
  }

  dismiss(): void {
    this.#forgive()
    this.#record(leave(this.#options.ledger.state, 'dismissed'))
  }

  answered(commandId: string, answer: Answer): void {
    const { ledger, mirror, newId, hasPrinter } = this.#options
    const isVoided = (ticketId: string): boolean => mirror.view?.tickets[ticketId]?.state.status === 'voided'
    const context = { newId, config: mirror.config, hasPrinter: hasPrinter(), isVoided }
    this.#record(answered(ledger.state, commandId, answer, context))
  }

  printed(result: PaperResult): void {
    this.#record(printEnded(this.#options.ledger.state, result, this.#options.newId))
  }

  /** The hall may wait for papers of this station. */
  lookForPapers(): void {
    const { ledger, mirror, newId, hasPrinter } = this.#options
    const { view, config, stationId } = mirror
    if (view === null || config === null) return
    const context = { newId, stationId, hallId: config.hall.id, hasPrinter: hasPrinter() }
    this.#record(papersDue(ledger.state, view, context))
  }

  #record(facts: AgentFact[]): void {
    // What cannot be kept now comes up again when the ledger is restored: see there.
    if (!this.#options.ledger.record(facts)) this.#options.log.warn('ledger.busy', { facts: facts.length })
  }

  #changed(): void {
    const { session } = this.#options.ledger.state
    this.#timers.watch(session)
    this.#options.identities.keepOnly(session.step === 'issuing' ? session.commandId : null)
    this.#options.onChanged()
  }

  /** What facts set in motion outside, now that they cannot be forgotten. */
  #committed(facts: AgentFact[]): void {
    const commands: QueuedCommand[] = []
    for (const fact of facts) {
      if (fact.type === 'CommandQueued') commands.push(fact.command)
      if (fact.type === 'PrintStarted') this.#prints?.start(fact)
      if (fact.type === 'PrintEnded') this.#prints?.forget(fact)
    }
    if (commands.length > 0) this.#outbox?.add(commands)
  }

  /** The disk is back: the state is what it holds; what this program knows beyond that is said again. */
  #restored(lost: AgentFact[]): void {
    const { ledger, newId, log } = this.#options
    log.info('ledger.restored', { lost: lost.length })
    for (const fact of lost) {
      const touchId = fact.type === 'CommandQueued' ? fact.touchId : undefined
      if (touchId !== undefined && !ledger.state.touches.includes(touchId)) this.#refuse(touchId)
    }
    this.#outbox?.hold(ledger.state.outbox)
    this.#prints?.repeat()
    const orphaned = Object.entries(ledger.state.papers).filter(
      ([ticketId, { attempt, outcome }]) =>
        outcome === 'printing' && !this.#prints?.has({ ticketId, attempt }),
    )
    for (const [ticketId, { attempt }] of orphaned) {
      this.#record(
        printEnded(ledger.state, { ticketId, attempt, outcome: 'unknown', evidence: 'storageFailed' }, newId),
      )
    }
    this.lookForPapers()
    this.#changed()
  }

  #refuse(touchId: string): void {
    this.#refused = { step: 'refused', touchId, code: 'hall.storage' }
    const refused = this.#refused
    this.#options.clock.after(DEFAULT_IDLE_MS, () => this.#refused === refused && this.#forgive())
    this.#options.onChanged()
  }

  #forgive(): void {
    if (this.#refused === null) return
    this.#refused = null
    this.#options.onChanged()
  }
}
