import { uuid7 } from '@service-hall/contract'
import type {
  Answer,
  ClassId,
  Command,
  CommandId,
  CounterId,
  ReasonId,
  TicketId,
} from '@service-hall/contract'
import type { Random } from '@service-hall/harness/random'
import { SERVICES } from '../lib/bench-hall.ts'
import type { Seat } from '../lib/bench-hall.ts'
import type { HallClient, Sending } from '../lib/hall-client.ts'
import { calm } from '../lib/hall-client.ts'

type Step =
  'ticket.call' | 'ticket.recall' | 'ticket.start' | 'ticket.complete' | 'ticket.noShow' | 'counter.undo'

/** A fresh command id. */
export const id = (random: Random): CommandId => uuid7(Date.now(), random.bytes(10)) as CommandId

/** A customer's touch at a kiosk. */
export function touch(random: Random): Command {
  return {
    type: 'ticket.issue',
    id: id(random),
    serviceId: random.pick(SERVICES),
    classId: (random.chance(0.1) ? 'priority' : 'normal') as ClassId,
    language: random.chance(0.8) ? 'zh' : 'en',
    senior: random.chance(0.2),
    validUntil: Date.now() + 120_000,
  }
}

/** One counter's clerk, who works through the queue in every way there is. */
export class Clerk {
  readonly #client: HallClient
  readonly #seat: Seat
  readonly #random: Random
  readonly #faults: () => Sending

  constructor(client: HallClient, seat: Seat, random: Random, faults: () => Sending = () => calm) {
    this.#client = client
    this.#seat = seat
    this.#random = random
    this.#faults = faults
  }

  async open(): Promise<void> {
    await this.#do({ type: 'counter.open', ...this.#head() })
  }

  /** Calls somebody and is done with them; `empty`: nobody waits for this counter. */
  async serveOne(): Promise<'served' | 'empty'> {
    const called = await this.#step('ticket.call')
    if (!called.ok && called.code === 'queue.empty') return 'empty'
    if (!this.#isDone('ticket.call', called)) return 'served'
    const random = this.#random
    if (random.chance(0.05)) await this.#doStep('ticket.recall')
    if (random.chance(0.02)) await this.#doStep('counter.undo')
    else if (random.chance(0.1)) await this.#missed(called.result.ticket?.id)
    else await this.#serve()
    return 'served'
  }

  async #missed(ticketId: TicketId | undefined): Promise<void> {
    const isDone = await this.#doStep('ticket.noShow')
    if (!isDone || !ticketId || !this.#random.chance(0.3)) return
    await this.#do({ type: 'ticket.reactivate', id: id(this.#random), ticketId })
  }

  async #serve(): Promise<void> {
    const random = this.#random
    if (!(await this.#doStep('ticket.start'))) return
    if (random.chance(0.03)) {
      const to = { kind: 'service' as const, serviceId: random.pick(SERVICES) }
      await this.#do({ type: 'ticket.transfer', ...this.#head(), to })
    } else if (random.chance(0.01)) {
      await this.#do({ type: 'ticket.park', ...this.#head(), reasonId: 'documents' as ReasonId, minutes: 1 })
    } else {
      await this.#doStep('ticket.complete')
    }
  }

  async #doStep(type: Step): Promise<boolean> {
    return this.#isDone(type, await this.#step(type))
  }

  async #do(command: Command): Promise<boolean> {
    return this.#isDone(command.type, await this.#send(command))
  }

  #step(type: Step): Promise<Answer> {
    return this.#send({ type, ...this.#head() })
  }

  #send(command: Command): Promise<Answer> {
    return this.#client.send(command, this.#faults())
  }

  #head(): { id: CommandId; counterId: CounterId } {
    return { id: id(this.#random), counterId: this.#seat.counterId }
  }

  /** The clerk does nothing that a hall could refuse, so a refusal is a fault of the hall. */
  #isDone(what: string, answer: Answer): answer is Extract<Answer, { ok: true }> {
    if (!answer.ok) {
      this.#client.book.unexpected.push(`${what} at ${this.#seat.counterId} was refused: ${answer.code}`)
    }
    return answer.ok
  }
}
