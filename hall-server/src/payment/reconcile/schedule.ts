import type { BusinessDay, DecidableCommand } from '@service-hall/contract'
import { lookUp } from '@service-hall/contract'
import { pause } from '@service-hall/server-kit'
import type { EffectCommand } from '../../core/capability.ts'
import type { WithPayment } from '../state.ts'
import type { PaymentSystems } from '../systems.ts'
import { dayAfter, dayOf, endOf } from './days.ts'
import { reconcileDay } from './run.ts'
import type { Outcome, ReconcilePorts } from './run.ts'
import { sidesOf } from './side.ts'
import type { Side } from './side.ts'

/** Bills are asked for so long after the day: Alipay makes them by 09:00, WeChat Pay after 10:00 (payments.md §5). */
export const BILL_DUE_MS = 10 * 3_600_000 + 10 * 60_000
/** Waits between tries where the other side does not say when, ms; the last repeats. */
const RETRY_MS = [60_000, 300_000, 900_000, 1_800_000, 3_600_000] as const
/** The hall's clock may be put right meanwhile: it is looked at so often, ms. */
const LOOK_MS = 60_000
/** Whoever says "later" is asked again after this at the soonest, ms. */
const SOONEST_MS = 10_000

/**
 * Brings each day's comparison: one day after another for each side, as soon as its bill is due, on and on until it is there.
 * What was compared and what is waited for stand in the facts, so a new start goes on with them. Runs come one at a time, so
 * that memory holds one day of one side.
 */
export class Reconciler {
  readonly #ports: ReconcilePorts
  readonly #systems: PaymentSystems
  #turn: Promise<unknown> = Promise.resolve()
  #loops: Promise<void>[] = []

  constructor(ports: ReconcilePorts & { payments: PaymentSystems }) {
    this.#ports = ports
    this.#systems = ports.payments
  }

  start(): void {
    this.#loops = sidesOf(this.#systems).map((side) => this.#keepUp(side))
  }

  /** Ends when the systems stop. */
  async settled(): Promise<void> {
    await Promise.all(this.#loops)
  }

  async #keepUp(side: Side): Promise<void> {
    let failures = 0
    while (!this.#systems.stopping.aborted) {
      let waitMs = LOOK_MS
      try {
        const outcome = await this.#next(side)
        if (outcome !== null) {
          waitMs = outcome.is === 'done' ? 0 : waitOf(outcome, failures)
          failures = outcome.is === 'done' ? 0 : failures + 1
        }
      } catch (error) {
        this.#ports.log.error('payment.reconcile', error, { side: side.id })
      }
      await pause(this.#ports.clock, waitMs, this.#systems.stopping)
    }
  }

  /** Compares the next day, where its time has come; null: nothing is due. */
  async #next(side: Side): Promise<Outcome | null> {
    const { hall } = this.#ports
    if (hall.recovering || !hall.config) return null
    const day = nextDay(hall.state, side.id)
    if (day === null) {
      await this.#send(awaited(side.id, dayOf(hall.now()), 'notOver', 'notOver'))
      return null
    }
    if (hall.now() < endOf(day) + BILL_DUE_MS) return null
    const run = this.#turn.then(() =>
      this.#systems.stopping.aborted
        ? null
        : reconcileDay(side, day, this.#ports, { isFirst: isFirstDay(hall.state, side.id, day) }),
    )
    this.#turn = run
    const outcome = await run
    if (outcome?.is === 'done') await this.#send(outcome.command)
    if (outcome?.is === 'waits' && isNews(hall.state, side.id, day, outcome))
      await this.#send(awaited(side.id, day, outcome.cause, outcome.why))
    return outcome
  }

  async #send(command: EffectCommand): Promise<void> {
    const { hall } = this.#ports
    const answer = await hall.system({ ...command, id: hall.newId() } as DecidableCommand)
    if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`)
  }
}

function waitOf({ againMs }: Extract<Outcome, { is: 'waits' }>, failures: number): number {
  if (againMs !== null) return Math.max(againMs, SOONEST_MS)
  return RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? LOOK_MS
}

function awaited(
  side: string,
  day: BusinessDay,
  is: 'notOver' | 'later' | 'unsure',
  why: string,
): EffectCommand {
  return { type: 'payment.noteAwaited', side, day, is, why }
}

/** The day after the last that was compared, or the one that is waited for; null: this side is new. */
export function nextDay({ view }: WithPayment, side: string): BusinessDay | null {
  const done = lookUp(view.reconciled, side)
  const waiting = lookUp(view.awaited, side)
  // Its first day is the one on which it was noted, by a clock that may have been put right since.
  if (!done && waiting?.is === 'notOver') return dayOf(waiting.since)
  if (!done) return waiting?.day ?? null
  const next = dayAfter(done.day)
  return waiting && waiting.day > next ? waiting.day : next
}

/** Whether nothing before that day was ever compared with this side. */
export function isFirstDay({ payment }: WithPayment, side: string, day: string): boolean {
  return !Object.values(payment.reconciliations).some((row) => row.side === side && row.day < day)
}

function isNews(
  { view }: WithPayment,
  side: string,
  day: string,
  { cause, why }: Extract<Outcome, { is: 'waits' }>,
): boolean {
  const told = lookUp(view.awaited, side)
  return told?.day !== day || told.is !== cause || told.why !== why
}
