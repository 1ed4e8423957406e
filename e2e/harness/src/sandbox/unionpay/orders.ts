// What UnionPay knows to be true of orders and refunds.

export type Order = {
  kind: 'pay' | 'refund'
  orderId: string
  txnTime: string
  fen: number
  /** `waiting`: its code has not been scanned. */
  state: 'waiting' | 'underWay' | 'done' | 'failed' | 'reversed'
  /** Why it failed. */
  code: string
  queryId: string
  /** Epoch ms: when it was made, and from when on it is not paid any more. */
  at: number
  until: number
  backUrl: string
  subType: string
  /** Of a refund: the trade it is of. */
  origQryId: string
}

const keyOf = (orderId: string, txnTime: string): string => `${orderId}/${txnTime}`

export class Orders {
  readonly #orders = new Map<string, Order>()
  #number = 0

  list(): Order[] {
    return [...this.#orders.values()]
  }

  find(orderId: string, txnTime: string): Order | undefined {
    return this.#orders.get(keyOf(orderId, txnTime))
  }

  /** The latest of that number: customers and tests know no time. */
  byId(orderId: string): Order {
    const found = this.list().findLast((order) => order.orderId === orderId)
    if (!found) throw new Error(`no such order: ${orderId}`)
    return found
  }

  /** Null: there is one with this number and time. */
  add(order: Omit<Order, 'queryId' | 'code'>, stamp: string): Order | null {
    const key = keyOf(order.orderId, order.txnTime)
    if (this.#orders.has(key)) return null
    this.#number += 1
    const added = { ...order, code: '', queryId: stamp + String(this.#number).padStart(7, '0') }
    this.#orders.set(key, added)
    return added
  }

  /** What may still be given back of a trade; null: there is no such paid trade. */
  refundable(queryId: string): number | null {
    const paid = this.list().find(
      (order) => order.queryId === queryId && order.kind === 'pay' && order.state === 'done',
    )
    if (!paid) return null
    const given = this.list().filter((order) => order.origQryId === queryId && order.state !== 'failed')
    return paid.fen - given.reduce((fen, refund) => fen + refund.fen, 0)
  }
}
