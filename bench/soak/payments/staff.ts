import type { Answer, Command, PaymentOrder } from '@service-hall/contract'
import { asAdministrator, asManager, asStaff } from '@service-hall/contract/testing'
import type { Random } from '@service-hall/harness/random'
import type { World } from './world.ts'

const ROUND_MS = 20 * 60_000

/** The people of the hall: they refund, agree, pay out, count boxes, and see to what is theirs. */
export class Staff {
  readonly #world: World
  readonly #random: Random
  /** Once nothing breaks any more they see to everything. */
  isThorough = false

  constructor(world: World, random: Random) {
    this.#world = world
    this.#random = random
  }

  async work(until: number): Promise<void> {
    while (this.#world.now < until) {
      await this.#world.sleep(this.isThorough ? 3 * ROUND_MS : ROUND_MS)
      for (const order of this.#world.orders()) await this.#see(order)
      if (!this.isThorough && this.#random.chance(0.1)) await this.#countBox()
    }
  }

  async #see(order: PaymentOrder): Promise<void> {
    const cashier = asStaff('S1001')
    const orderId = order.id
    if (!this.isThorough && order.delivery?.state === 'done' && this.#random.chance(0.02)) {
      const paid = order.attempts.find(({ state }) => state === 'paid')
      if (paid)
        await this.#send(cashier, { type: 'payment.refund', orderId, attemptId: paid.id, why: 'paidTwice' })
    }
    for (const { id: refundId, state, isApproved, fen } of order.refunds) {
      if (state === 'asked' && !isApproved) {
        const answer = await this.#send(asManager(), {
          ...{ type: 'payment.approve', orderId, refundId },
          isApproved: this.#random.chance(0.8),
        })
        if (!answer?.ok)
          await this.#send(asAdministrator(), {
            type: 'payment.approve',
            orderId,
            refundId,
            isApproved: true,
          })
      }
      if (state === 'manual' && (this.isThorough || this.#random.chance(0.3))) {
        const boxId = 'drawer-C1'
        // Nothing is paid out of a drawer that does not hold it.
        await this.#send(asManager(), { type: 'payment.fillBox', boxId, fen })
        const answer = await this.#send(asManager(), { type: 'payment.payOut', orderId, refundId, boxId })
        if (answer?.ok) this.#world.paidOut(orderId, fen)
      }
    }
    if (order.delivery?.state === 'sold' && order.delivery.personAt !== undefined && this.isThorough) {
      const count = this.#world.cards.get(orderId) ?? 7
      await this.#send(cashier, { type: 'payment.meterCard', orderId, count })
    }
  }

  /** Counted right, by two people, at times after a miscount; what the journal does not know of yet stands in suspense. */
  async #countBox(): Promise<void> {
    const boxId = this.#random.pick(['K1-cash', 'K2-cash', 'K3-cash'])
    const { fen, notes } = this.#world.emptied(boxId)
    const count = async (secondFen: number): Promise<void> => {
      await this.#send(asStaff('S1001'), { type: 'payment.countBox', boxId, countedFen: fen, notes })
      await this.#send(asManager(), { type: 'payment.confirmBox', boxId, countedFen: secondFen })
    }
    if (this.#random.chance(0.2)) await count(fen + 100)
    await count(fen)
  }

  #send(actor: ReturnType<typeof asStaff>, command: object): Promise<Answer | null> {
    return this.#world.send(actor, command as Omit<Command, 'id'>)
  }
}
