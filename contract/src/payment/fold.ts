import type { z } from 'zod'
import type { FactPlace } from '../define/fact.ts'
import type { Fold } from '../define/fold.ts'
import { table, tableOf } from '../define/table.ts'
import type { ClockSet, DayOpened } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import { ORDER_FOLDS, doubtNote, evolveOrder, openedOrder, settleNote } from './evolve-order.ts'
import * as facts from './facts.ts'
import type { PaymentOrder } from './order.ts'
import { isSettled } from './standing.ts'

/** An order that has ended stays so many business days: late notices and the bill of its day find it. */
export const KEPT_DAYS = 3

export type SuspenseCase = Omit<z.output<typeof facts.SuspenseOpened.schema>, 'type'> & { openedAt: number }
export type CashBox = {
  fen: number
  notes: number
  since: number
  /** A first person has counted, and the second is to; `expectedFen`: what the journal said then. How much, the server knows. */
  counted?: { by: string; at: number; expectedFen: number }
  /** Two counts differed then, epoch ms: both are to count again. */
  differedAt?: number
}
/** A note that nobody can tell where it is; `since`: epoch ms. */
export type DoubtfulNote = Omit<z.output<typeof facts.NoteDoubted.schema>, 'type'> & { since: number }
export type Reconciled = Omit<z.output<typeof facts.DayReconciled.schema>, 'type'> & { at: number }
/** `since`: since when the day's bill is waited for, epoch ms. */
export type AwaitedBill = Omit<z.output<typeof facts.BillAwaited.schema>, 'type'> & { since: number }

/** A batch that is being settled, or was. failed: a cashier has to see to it, it is tried on. */
export type Settlement = Omit<z.output<typeof facts.SettlementAsked.schema>, 'type'> & {
  state: 'sending' | 'failed' | z.output<typeof facts.BatchSettled.schema>['how']
  since: number
  /** Number of the fact that brought it there: effects go by it. */
  byFact: number
  why?: string
  /** Business days opened since it was asked for. */
  days: number
}

export type PaymentPart = {
  payments: Record<string, PaymentOrder>
  suspense: Record<string, SuspenseCase>
  /** What the journal says is in each box. */
  cashBoxes: Record<string, CashBox>
  /** By `noteKey`. */
  doubtfulNotes: Record<string, DoubtfulNote>
  /** The latest comparison of each side. */
  reconciled: Record<string, Reconciled>
  /** Whose bill of which day is waited for; none: the last was compared, and the next is not due. */
  awaited: Record<string, AwaitedBill>
  /** Batches of terminals, by `batchKey`: until the day's bill was compared, or for as long as they are not settled. */
  settlements: Record<string, Settlement>
}

/** What is not settled is shown so many business days. */
const UNSETTLED_DAYS = 40

/** Names a batch: each terminal has its own. */
export function batchKey({ terminalId, batch }: { terminalId: string; batch: number }): string {
  return `${terminalId}/${batch}`
}

type Others = { DayOpened: typeof DayOpened; ClockSet: typeof ClockSet }
type OrderFacts = Pick<typeof facts, keyof typeof ORDER_FOLDS>
/** Names a note in the whole hall. */
export function noteKey(deviceId: string, noteId: string): string {
  return `${deviceId}/${noteId}`
}

type OrderHandlers = {
  [Name in keyof OrderFacts]: (
    view: PaymentPart,
    fact: z.output<OrderFacts[Name]['schema']>,
    place: FactPlace,
  ) => void
}

/** Every fact of an order changes the order that it names, and nothing else. */
function ofOrder(): OrderHandlers {
  const handler = (view: PaymentPart, fact: Parameters<typeof evolveOrder>[1], place: FactPlace): void => {
    const order = view.payments[fact.orderId]
    if (order) evolveOrder(order, fact, place)
  }
  return Object.fromEntries(Object.keys(ORDER_FOLDS).map((name) => [name, handler])) as OrderHandlers
}

const orders = ofOrder()

function boxed(view: PaymentPart, boxId: string, fen: number, notes: number, at: number): void {
  const box = (view.cashBoxes[boxId] ??= { fen: 0, notes: 0, since: at })
  box.fen += fen
  box.notes += notes
}

const BOX = 'box:'

/** The box that an account of the books is of; null: it is of none. */
function boxOf(account: string): string | null {
  return account.startsWith(BOX) ? account.slice(BOX.length) : null
}

export const fold: Fold<PaymentPart, typeof facts, { Others: Others }> = {
  empty: () => ({
    ...{ payments: table(), suspense: table(), cashBoxes: table(), doubtfulNotes: table() },
    ...noDays(),
  }),

  on: {
    ...orders,
    PaymentOrderOpened(view, fact, place) {
      view.payments[fact.orderId] = openedOrder(fact, place)
    },
    CashCredited(view, fact, place) {
      orders.CashCredited(view, fact, place)
      boxed(view, fact.deviceId, fact.fen, 1, place.at)
      delete view.doubtfulNotes[noteKey(fact.deviceId, fact.creditId)]
    },
    NoteDoubted(view, fact, place) {
      const { type: _type, ...row } = fact
      view.doubtfulNotes[noteKey(row.deviceId, row.noteId)] = { ...row, since: place.at }
      const order = view.payments[row.orderId ?? '']
      if (order) doubtNote(order, fact, place)
    },
    NoteSettled(view, { deviceId, noteId, orderId }, place) {
      delete view.doubtfulNotes[noteKey(deviceId, noteId)]
      const order = view.payments[orderId ?? '']
      if (order) settleNote(order, deviceId, noteId, place)
    },
    Refunded(view, fact, place) {
      orders.Refunded(view, fact, place)
      if (fact.via.is === 'box') boxed(view, fact.via.boxId, -fact.fen, 0, place.at)
    },
    SuspenseOpened(view, { type: _type, ...row }, { at }) {
      view.suspense[row.suspenseId] = { ...row, openedAt: at }
      // A count was posted with the count; a note that belongs to nobody lies in its box.
      const boxId = boxOf(row.account)
      if (boxId !== null && row.kind === 'notOurs') boxed(view, boxId, row.fen, 1, at)
    },
    SuspenseClosed(view, { suspenseId, to, fen }, { at }) {
      delete view.suspense[suspenseId]
      const boxId = boxOf(to)
      if (boxId !== null) boxed(view, boxId, -fen, 0, at)
    },
    CashBoxFilled(view, { boxId, fen }, { at }) {
      boxed(view, boxId, fen, 0, at)
    },
    CashBoxCounted(view, { boxId, by }, { at }) {
      const box = (view.cashBoxes[boxId] ??= { fen: 0, notes: 0, since: at })
      box.counted = { by, at, expectedFen: box.fen }
    },
    CashBoxCountDiffered(view, { boxId }, { at }) {
      const box = view.cashBoxes[boxId]
      if (!box) return
      delete box.counted
      box.differedAt = at
    },
    // Notes that came after the box was emptied are in the new one.
    CashBoxCleared(view, { boxId, expectedFen, notes }, { at }) {
      const box = view.cashBoxes[boxId]
      if (!box) return
      const { counted: _counted, differedAt: _differed, ...rest } = box
      view.cashBoxes[boxId] = {
        ...rest,
        fen: box.fen - expectedFen,
        notes: Math.max(0, box.notes - notes),
        since: at,
      }
    },
    // A day that was compared again is not the latest.
    DayReconciled(view, { type: _type, ...row }, { at }) {
      const { side, day } = row
      if ((view.reconciled[side]?.day ?? '') <= day) view.reconciled[side] = { ...row, at }
      if ((view.awaited[side]?.day ?? '') <= day) delete view.awaited[side]
      // From here on the comparison's cases say what differs.
      for (const [key, settled] of Object.entries(view.settlements))
        if (settled.channel === side && settled.day <= day && isDone(settled)) delete view.settlements[key]
    },
    // A day that somebody wanted compared again is not the one that is waited for.
    BillAwaited(view, { type: _type, ...row }, { at }) {
      const told = view.awaited[row.side]
      if (row.day <= (view.reconciled[row.side]?.day ?? '')) return
      view.awaited[row.side] = { ...row, since: told?.day === row.day ? told.since : at }
    },
    ReceiptLinked: 'unchanged',
    SettlementAsked(view, { type: _type, ...row }, { at, number }) {
      const state = { state: 'sending', since: at, byFact: number, days: 0 } as const
      view.settlements[batchKey(row)] = { ...row, ...state }
    },
    BatchSettled(view, fact, { at, number }) {
      const row = view.settlements[batchKey(fact)]
      if (!row) return
      const { why: _why, ...rest } = row
      view.settlements[batchKey(fact)] = { ...rest, state: fact.how, since: at, byFact: number }
    },
    SettlementFailed(view, fact, { at, number }) {
      const row = view.settlements[batchKey(fact)]
      if (row) Object.assign(row, { state: 'failed', why: fact.why, since: at, byFact: number })
    },
    ReconciliationAsked: 'unchanged',
    NoticeRefused: 'unchanged',
  },

  also: {
    DayOpened(view) {
      for (const order of Object.values(view.payments)) {
        order.days += 1
        if (order.days >= KEPT_DAYS && isSettled(order)) delete view.payments[order.id]
      }
      for (const [key, row] of Object.entries(view.settlements)) {
        row.days += 1
        if (row.days > UNSETTLED_DAYS) delete view.settlements[key]
      }
    },
    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const order of Object.values(view.payments)) shiftOrder(order, shifted)
      for (const row of Object.values(view.suspense)) row.openedAt = shifted(row.openedAt)
      for (const row of Object.values(view.cashBoxes)) shiftBox(row, shifted)
      for (const row of Object.values(view.doubtfulNotes)) row.since = shifted(row.since)
      for (const row of Object.values(view.reconciled)) row.at = shifted(row.at)
      for (const row of Object.values(view.awaited)) row.since = shifted(row.since)
      for (const row of Object.values(view.settlements)) row.since = shifted(row.since)
    },
  },

  seen: (view, audience) => {
    const { payments, suspense, cashBoxes, doubtfulNotes, reconciled, awaited, settlements } = view
    if (audience === 'staff')
      return { payments, suspense, cashBoxes, doubtfulNotes, reconciled, awaited, settlements }
    const none = {
      payments: table<PaymentOrder>(),
      suspense: table<SuspenseCase>(),
      cashBoxes: table<CashBox>(),
      doubtfulNotes: table<DoubtfulNote>(),
      ...noDays(),
    }
    if (audience === 'station')
      return { ...none, payments: openOnly(payments), cashBoxes: withoutAmounts(cashBoxes) }
    return audience === 'region' ? { ...none, suspense, reconciled, awaited, settlements } : none
  },
}

/** How full boxes are, for the machines that fill them. */
function withoutAmounts(boxes: PaymentPart['cashBoxes']): PaymentPart['cashBoxes'] {
  return tableOf(Object.entries(boxes).map(([id, { notes, since }]) => [id, { fen: 0, notes, since }]))
}

function noDays(): Pick<PaymentPart, 'reconciled' | 'awaited' | 'settlements'> {
  return { reconciled: table(), awaited: table(), settlements: table() }
}

function isDone({ state }: Settlement): boolean {
  return state !== 'sending' && state !== 'failed'
}

/**
 * Orders that are not settled, as machines see them: without the account and its bills. And the latest of each machine, settled
 * or not: it may have been settled while its line was down, with the customer still there.
 */
function openOnly(payments: PaymentPart['payments']): PaymentPart['payments'] {
  const latest = new Map(Object.values(payments).map((order) => [order.stationId, order.id]))
  const open = Object.values(payments).filter(
    (order) => !isSettled(order) || (order.stationId !== null && latest.get(order.stationId) === order.id),
  )
  return tableOf(
    open.map(({ accountNo: _account, meterCard: _card, ...order }) => [
      order.id,
      {
        ...order,
        bills: [],
        delivery: order.delivery && withoutBalance({ ...order.delivery, bills: [] }),
      },
    ]),
  )
}

function withoutBalance<Delivery extends { balanceFen?: number }>({
  balanceFen: _balance,
  ...rest
}: Delivery): Omit<Delivery, 'balanceFen'> {
  return rest
}

function shiftBox(box: CashBox, shifted: (at: number) => number): void {
  box.since = shifted(box.since)
  if (box.counted) box.counted.at = shifted(box.counted.at)
  if (box.differedAt !== undefined) box.differedAt = shifted(box.differedAt)
}

/** Not shifted: when an attempt was opened and a refund asked for. Channels were told, and know them by it. */
function shiftOrder(order: PaymentOrder, shifted: (at: number) => number): void {
  order.openedAt = shifted(order.openedAt)
  order.until = shifted(order.until)
  order.heldSince = shifted(order.heldSince)
  if (order.endedAt !== null) order.endedAt = shifted(order.endedAt)
  for (const attempt of order.attempts) {
    attempt.until = shifted(attempt.until)
    attempt.since = shifted(attempt.since)
    if (attempt.finding) attempt.finding.askedAt = shifted(attempt.finding.askedAt)
    if (attempt.personAt !== undefined) attempt.personAt = shifted(attempt.personAt)
  }
  for (const note of order.doubtfulNotes ?? []) note.since = shifted(note.since)
  for (const refund of order.refunds) {
    refund.since = shifted(refund.since)
  }
  if (order.delivery) {
    order.delivery.since = shifted(order.delivery.since)
    if (order.delivery.personAt !== undefined) order.delivery.personAt = shifted(order.delivery.personAt)
  }
}
