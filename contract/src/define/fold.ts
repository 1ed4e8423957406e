import type { z } from 'zod'
import type { LimitedAudience } from '../access.ts'
import type { FactDefinition, FactPlace } from './fact.ts'

/** What one fact does to the view, in place. `'unchanged'`: nothing, and that is meant. */
type Handler<View, Fact> = ((view: View, fact: Fact, place: FactPlace) => void) | 'unchanged'

/** One handler for each of these facts: none may be left out. */
export type Handlers<View, Facts> = {
  readonly [Name in keyof Facts as Facts[Name] extends FactDefinition<infer Type> ? Type : never]: Handler<
    View,
    Facts[Name] extends FactDefinition ? z.output<Facts[Name]['schema']> : never
  >
}

/**
 * A subject's part of the hall's view and how facts change it. Several subjects may fold the same fact; they do so in no
 * certain order, so none may read what another one writes for it.
 *
 * @example
 * // contract/src/payment/fold.ts: `View` is what it reads and writes, `Others` facts of other subjects that it folds.
 * export type PaymentPart = { orders: Record<string, Order> }
 * export const fold: Fold<PaymentPart, typeof facts, { View: PaymentPart & TicketPart; Others: Pick<typeof hall, 'DayOpened'> }> = {
 *   empty: () => ({ orders: table() }),
 *   on: {
 *     OrderOpened(view, fact, { at }) { view.orders[fact.orderId] = { …, since: at } },
 *     ReceiptPrinted: 'unchanged',
 *   },
 *   also: { DayOpened(view) { view.orders = table() } },
 *   seen: (view, audience) => ({ orders: audience === 'display' ? table() : view.orders }),
 * }
 */
export type Fold<
  Part,
  Own,
  More extends { View?: object; Others?: object } = Record<never, never>,
  View = More extends { View: infer Wider } ? Wider : Part,
> = {
  empty: () => Part
  on: Handlers<View, Own>
  /** How its part of a view looks to an audience other than the administrator's. */
  seen: 'whole' | ((view: View, audience: LimitedAudience) => Part)
} & (More extends { Others: infer Others } ? { also: Handlers<View, Others> } : { also?: undefined })
