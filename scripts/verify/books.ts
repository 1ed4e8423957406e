import { isDeepStrictEqual } from 'node:util'
import type { Fact, PaymentOrder } from '@service-hall/contract'
import { stateFold } from '@service-hall/hall-server/state'
import type { HallState } from '@service-hall/hall-server/state'
import { readJournal } from '@service-hall/journal'
import type { JournalReader } from '@service-hall/journal'

/** `from`: number of the first fact that was folded; above 1 the state before it is a snapshot's. */
export type BooksProof = { from: number; to: number; orders: number } & (
  | { isBalanced: true; accounts: Record<string, number> }
  /** `number`: the first fact after which it is not so. */
  | { isBalanced: false; number: number; what: string }
)

export type ProvedBooks = {
  proof: BooksProof
  /** Every order of which a fact is kept, as it stood last. */
  orders: readonly PaymentOrder[]
  /** When the last fact was noted, epoch ms. */
  at: number
}

/**
 * Folds all facts of a hall's journal anew and holds the books against the orders after each: all accounts sum to 0, what
 * customers are owed is what orders hold, and each box holds what its account says. Null: it is no hall's journal.
 */
export async function proveBooks(path: string): Promise<ProvedBooks | null> {
  const journal = await readJournal<Fact>({ path })
  try {
    const from = await journal.firstNumber()
    for await (const { fact } of journal.replay({ from, to: from }))
      if (!stateFold.kinds?.has(fact.type)) return null
    return await prove(journal, from)
  } finally {
    await journal.close()
  }
}

async function prove(journal: JournalReader<Fact>, from: number): Promise<ProvedBooks> {
  let state = from === 1 ? stateFold.empty() : (await journal.restoreUpTo(stateFold, from - 1)).state
  const orders = new Map(Object.entries(state.view.payments))
  const held = new Held(state)
  let broken = offBalance(state, held)
  let wrong = broken === null ? null : { number: from - 1, what: broken }
  let to = from - 1
  let at = 0
  for await (const entry of journal.replay({ from })) {
    state = stateFold.evolve(state, entry.fact, entry)
    to = entry.number
    at = entry.at
    const orderId = orderOf(entry.fact)
    if (!wrong && (orderId !== undefined || movesMoney(entry.fact))) {
      held.look(state, orderId)
      broken = offBalance(state, held)
      if (broken !== null) wrong = { number: to, what: broken }
    }
    const order = orderId === undefined ? undefined : state.view.payments[orderId]
    if (order) orders.set(order.id, order)
  }
  wrong ??= await wrongSnapshot(journal, state, to)
  const read = { from, to, orders: orders.size }
  const proof: BooksProof = wrong
    ? { ...read, isBalanced: false, ...wrong }
    : { ...read, isBalanced: true, accounts: { ...state.payment.books } }
  return { proof, orders: [...orders.values()], at }
}

/**
 * A program starts from its latest snapshot: what it would have then has to be what the facts say. Whoever changes a snapshot
 * can make its digest anew, and no chain holds it.
 */
async function wrongSnapshot(
  journal: JournalReader<Fact>,
  state: HallState,
  to: number,
): Promise<{ number: number; what: string } | null> {
  const { state: started, snapshot } = await journal.restoreUpTo(stateFold, to)
  if (isDeepStrictEqual(moneyIn(started), moneyIn(state))) return null
  return { number: snapshot, what: 'its snapshot does not say what the facts up to it do' }
}

/** All that says of money, as JSON has it. */
function moneyIn({ view, payment }: HallState): unknown {
  const { payments, suspense, cashBoxes } = view
  return JSON.parse(JSON.stringify({ payments, suspense, cashBoxes, payment }))
}

function orderOf(fact: Fact): string | undefined {
  return 'orderId' in fact ? fact.orderId : undefined
}

function movesMoney({ type }: Fact): boolean {
  return type.startsWith('Suspense') || type.startsWith('CashBox')
}

/** Sum of what orders hold, kept up to date order by order. Orders that are forgotten hold nothing. */
class Held {
  readonly #byOrder = new Map<string, number>()
  fen = 0
  negative: string | null = null

  constructor(state: HallState) {
    for (const id of Object.keys(state.view.payments)) this.look(state, id)
  }

  look({ view }: HallState, orderId: string | undefined): void {
    const order = orderId === undefined ? undefined : view.payments[orderId]
    if (!order) return
    this.fen += order.heldFen - (this.#byOrder.get(order.id) ?? 0)
    this.#byOrder.set(order.id, order.heldFen)
    if (order.heldFen < 0) this.negative = order.id
  }
}

/** What does not agree; null: everything does. */
function offBalance({ view, payment: { books } }: HallState, held: Held): string | null {
  const total = Object.values(books).reduce((sum, fen) => sum + fen, 0)
  if (total !== 0) return `the accounts sum to ${total} fen, not 0`
  const customer = books['customer'] ?? 0
  if (customer !== -held.fen) return `customers are owed ${-customer} fen, and orders hold ${held.fen}`
  if (held.negative !== null) return `order ${held.negative} holds less than nothing`
  for (const [boxId, { fen }] of Object.entries(view.cashBoxes))
    if ((books[`box:${boxId}`] ?? 0) !== fen)
      return `box ${boxId} holds ${fen} fen, and its account ${books[`box:${boxId}`] ?? 0}`
  return null
}

export function booksSentence(proof: BooksProof): string {
  const { from, to, orders } = proof
  const start = from > 1 ? ` (what came before fact ${from} was pruned: begun from the snapshot of it)` : ''
  if (!proof.isBalanced) return `The books do not balance after fact ${proof.number}: ${proof.what}${start}.`
  if (orders === 0 && Object.keys(proof.accounts).length === 0) return `The books are empty${start}.`
  return `The books balance after every fact from ${from} to ${to}, ${orders} payment orders${start}.`
}
