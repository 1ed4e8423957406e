import { join } from 'node:path'
import { isSettled, obligationsOf } from '@service-hall/contract'
import type { Fact, PaymentOrder } from '@service-hall/contract'
import { stateFold } from '@service-hall/hall-server/state'
import type { HallState } from '@service-hall/hall-server/state'
import { readJournal, verifyJournal } from '@service-hall/journal'

export type BooksFound = { unbalanced: string[]; unowned: string[] }

/** A hall's journal, read on after each cut; what was durable once stays, so only what came since is read. */
export class BooksReader {
  #state: HallState = stateFold.empty()
  #number = 0

  /** Whether the chain of a folder's journal is whole, its books balance and all its money has an owner. */
  async look(folder: string): Promise<BooksFound> {
    const path = join(folder, 'journal.sqlite')
    const verified = await verifyJournal(path)
    if (!verified.isWhole)
      return { unbalanced: [`facts from ${verified.from} are not whole: ${verified.what}`], unowned: [] }
    if (verified.to < this.#number)
      return { unbalanced: [`${verified.to} facts, ${this.#number} were durable before`], unowned: [] }
    await this.#readOn(path)
    const { view, payment } = this.#state
    const orders = Object.values(view.payments)
    return {
      unbalanced: unbalanced(payment.books, orders, view.cashBoxes),
      unowned: orders.flatMap((order) => unowned(order)),
    }
  }

  /** What the hall owes the utility for what was written off, fen. */
  get writtenOffFen(): number {
    return -(this.#state.payment.books['billing'] ?? 0)
  }

  /** Whether the hall has an order of this id on its disk. */
  knows(orderId: string): boolean {
    return Object.hasOwn(this.#state.view.payments, orderId)
  }

  get facts(): number {
    return this.#number
  }

  async #readOn(path: string): Promise<void> {
    const journal = await readJournal<Fact>({ path })
    try {
      for await (const entry of journal.replay({ from: this.#number + 1 })) {
        this.#state = stateFold.evolve(this.#state, entry.fact, entry)
        this.#number = entry.number
      }
    } finally {
      await journal.close()
    }
  }
}

function unbalanced(
  books: Readonly<Record<string, number>>,
  orders: readonly PaymentOrder[],
  boxes: Readonly<Record<string, { fen: number }>>,
): string[] {
  const total = Object.values(books).reduce((sum, fen) => sum + fen, 0)
  const held = orders.reduce((sum, { heldFen }) => sum + heldFen, 0)
  const customers = -(books['customer'] ?? 0)
  return [
    ...(total === 0 ? [] : [`the books are off by ${total} fen`]),
    ...(held === customers ? [] : [`customers' account ${customers} fen, held ${held} fen`]),
    ...Object.entries(boxes).flatMap(([id, { fen }]) =>
      (books[`box:${id}`] ?? 0) === fen ? [] : [`box ${id} holds ${fen} fen, the books say otherwise`],
    ),
  ]
}

/** Money that is held has somebody who acts next, and so has an order that is not settled. */
function unowned(order: PaymentOrder): string[] {
  const obligations = obligationsOf(order, order.openedAt)
  const owned = obligations.reduce(
    (sum, { kind, fen }) => sum + (kind === 'pay' || kind === 'note' ? 0 : fen),
    0,
  )
  if (order.heldFen > owned) return [`of ${order.heldFen} fen of ${order.id} only ${owned} have an owner`]
  if (obligations.length === 0 && !isSettled(order)) return [`${order.id} is open and nobody's`]
  return []
}
