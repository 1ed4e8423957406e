import type { PaymentOrder } from '@service-hall/contract'
import { within } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'

/** A receipt waits so long for the balance that is to stand on it, ms. */
const LONGEST_MS = 3_000

type Asked = { orderId: string; is: 'awaited' } | { orderId: string; is: 'told'; fen: number | null }

/** What an account's balance is after a payment: machines are not told it by facts, so that of the customer here is asked for. */
export class Balances {
  readonly #ports: Ports
  #asked: Asked | null = null

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** To be told of the order of whoever stands here, after every change. A meter card's balance is in its meter. */
  follow(order: PaymentOrder | undefined): void {
    if (order?.delivery?.state !== 'done' || order.purpose === 'meterCard') return
    if (this.#asked?.orderId === order.id) return
    const asked: Asked = (this.#asked = { orderId: order.id, is: 'awaited' })
    void this.#ask(order.id).then((fen) => {
      if (this.#asked !== asked) return
      this.#asked = { orderId: order.id, is: 'told', fen }
      this.#ports.refresh()
    })
  }

  isAwaited(orderId: string | null): boolean {
    return this.#asked?.orderId === orderId && this.#asked.is === 'awaited'
  }

  /** The order with its balance, where that is known. */
  filled(order: PaymentOrder | undefined): PaymentOrder | undefined {
    const asked = this.#asked
    if (!order?.delivery || asked?.orderId !== order.id || asked.is !== 'told' || asked.fen === null)
      return order
    return { ...order, delivery: { ...order.delivery, balanceFen: asked.fen } }
  }

  forget(): void {
    this.#asked = null
  }

  /** Null: nobody says now. */
  async #ask(orderId: PaymentOrder['id']): Promise<number | null> {
    const { link, clock } = this.#ports
    const said = await within(clock, LONGEST_MS, link.askBilling({ ask: 'order', orderId }), null)
    return said?.is === 'ok' ? (said.value.delivery?.balanceFen ?? null) : null
  }
}
