import { z } from 'zod'
import type { Channel } from './channel/port.ts'
import type { OpenChannel } from './systems.ts'

const DAY_MS = 86_400_000
const Ms = z.number().int().min(0).max(DAY_MS)
const Waits = z.array(Ms).min(1).max(40)
const Times = z.strictObject({
  payableMs: Ms.min(1_000),
  queryMs: Waits,
  closeMs: Waits,
  unsureMs: Waits,
  personAfterMs: Ms,
  reopenMs: Waits,
  refundMs: Waits,
})

/** What a hall may have agreed with a channel on top of its rules (`paymentSystems.waits.<channel>`), ms. */
export const AgreedWaits = Times.partial()
export type AgreedWaits = z.output<typeof AgreedWaits>

/** Waits between tries of a write-off, ms (`paymentSystems.waits.billing`). */
export const DeliveryWaits = z.strictObject({
  /** While the customer stands there: about two minutes in all. */
  customerMs: Waits.default([0, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 60_000]),
  /** Afterwards; the last repeats. */
  laterMs: Waits.default([60_000, 120_000, 300_000, 600_000]),
  /** From then on a cashier has to see to a write-off that the utility does not answer. */
  personAfterMs: Ms.default(1_800_000),
})
export type DeliveryWaits = z.output<typeof DeliveryWaits>

/** The waits where a hall has agreed nothing with its utility. */
export const DELIVERY_WAITS: DeliveryWaits = DeliveryWaits.parse({})

/** The channel, asked as was agreed with it. */
export function withWaits({ kind, channel }: OpenChannel, agreed: AgreedWaits): OpenChannel {
  if (Object.keys(agreed).length === 0) return { kind, channel }
  return { kind, channel: asAgreed(channel, agreed) }
}

/** A channel may be of a class of its own: each call is handed on to it. */
function asAgreed(channel: Channel, agreed: AgreedWaits): Channel {
  return {
    rules: Object.assign({}, channel.rules, agreed),
    open: (charge, credential) => channel.open(charge, credential),
    query: (charge) => channel.query(charge),
    close: (charge) => channel.close(charge),
    refund: (order) => channel.refund(order),
    queryRefund: (order) => channel.queryRefund(order),
    bill: (day) => channel.bill(day),
    ...(channel.notice && { notice: channel.notice.bind(channel) }),
    ...(channel.settle && { settle: channel.settle.bind(channel) }),
    ...(channel.workingKeys && { workingKeys: channel.workingKeys.bind(channel) }),
    ...(channel.stop && { stop: channel.stop.bind(channel) }),
  }
}
