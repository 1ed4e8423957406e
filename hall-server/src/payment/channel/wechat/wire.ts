import { z } from 'zod'

// What WeChat Pay's answers and notices hold, as far as it is read. Everything else in them is let be.

const Text = (most: number) => z.string().max(most)
/** A sum in fen. */
const Fen = z.int().min(0).max(1e12)
const Time = z.iso.datetime({ offset: true })

/** A trade (查询订单, notice TRANSACTION.SUCCESS, answer of codepay). */
export const Trade = z.object({
  appid: Text(32).optional(),
  mchid: Text(32),
  out_trade_no: Text(32),
  transaction_id: Text(32).optional(),
  trade_type: Text(16).optional(),
  trade_state: Text(32),
  success_time: Time.optional(),
  amount: z.object({ total: Fen, currency: Text(16).optional() }).optional(),
})
export type Trade = z.output<typeof Trade>

export const NativeOrdered = z.object({ code_url: Text(512).min(1) })
export const Reversed = z.object({ mchid: Text(32), out_trade_no: Text(32) })

const RefundSum = z.object({ refund: Fen, total: Fen })

/** A refund (申请退款, 查询单笔退款). */
export const Refund = z.object({
  refund_id: Text(32),
  out_refund_no: Text(64),
  out_trade_no: Text(32),
  status: Text(32),
  amount: RefundSum,
})
export type Refund = z.output<typeof Refund>

/** A refund in a notice (退款结果通知), where its state has another name. */
export const RefundNotice = z.object({
  mchid: Text(32),
  refund_id: Text(32),
  out_refund_no: Text(64),
  out_trade_no: Text(32),
  refund_status: Text(32),
  amount: RefundSum,
})

export const BillOffer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9A-Fa-f]{40}$/),
  download_url: z.url().max(2_048),
})

export const ErrorBody = z.object({ code: Text(64).min(1) })
