import { lookUp } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Clock, Log } from '@service-hall/server-kit'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { offeredWays } from '../../billing/offered-ways.ts'
import type { HallOf } from '../../core/hall.ts'
import type { WithPayment } from '../state.ts'
import type { PaymentSystems } from '../systems.ts'
import { ReceiptDrawing } from './drawing.ts'
import { hashOf } from './links.ts'
import { paidBy, receiptSheet } from './sheet.ts'
import type { ReceiptSheet } from './sheet.ts'

type Ports = { hall: HallOf<WithPayment>; payments: PaymentSystems; clock: Clock; log: Log }

/** Of one network; a proxy that hides where requests come from is one. */
const LIMIT = { config: { rateLimit: { max: 30, timeWindow: '1 minute' } } }

/**
 * A receipt for whoever has its link (电子凭条). It is read only, knows nobody, and answers whatever opens nothing in one and
 * the same way, so that nobody learns which links there are.
 */
export function receiptRoutes(app: FastifyInstance, ports: Ports): void {
  let drawing: ReceiptDrawing | null = null
  app.get('/receipts/:token', LIMIT, async (request, reply) => {
    const { token } = request.params as { token: string }
    const sheet = await sheetOf(ports, token)
    if (!sheet) return page(reply.status(404), GONE)
    drawing ??= new ReceiptDrawing(ports.clock)
    const pdf = await drawing.draw(sheet).catch((cause: unknown) => {
      ports.log.warn('payment.receiptNotDrawn', { reason: reasonOf(cause) })
      return null
    })
    if (!pdf) return page(reply.status(503).header('retry-after', '10'), BUSY)
    return reply
      .header('content-type', 'application/pdf')
      .header('content-disposition', `inline; filename="receipt-${sheet.reference}.pdf"`)
      .header('x-robots-tag', 'noindex')
      .send(pdf)
  })
}

/** What the link opens, as it is on disk; null: nothing. */
async function sheetOf({ hall, payments }: Ports, token: string): Promise<ReceiptSheet | null> {
  const hash = hashOf(token)
  const { config } = hall
  if (hash === null || !config) return null
  let sheet: ReceiptSheet | null = null
  const now = hall.now()
  await hall.whenCommitted(
    ({ view, payment }) => {
      const linked = lookUp(payment.receipts, hash)
      const order = linked && now < linked.until ? lookUp(view.payments, linked.orderId) : undefined
      if (!order) return null
      const attempt = paidBy(order)
      const ways = offeredWays(config, payments.channels)
      const name = ways.find(({ channel }) => channel === attempt?.channel)?.name
      const code = attempt?.channel ?? ''
      return receiptSheet({ order, hall: config.hall, wayName: name ?? { zh: code, en: code }, now })
    },
    (made) => (sheet = made),
  )
  return sheet
}

const GONE = {
  zh: '凭条链接已失效。如需凭条，请凭业务编号到营业厅柜台办理。',
  en: 'This link opens no receipt any more. Please ask at a counter of the hall, with your reference.',
}
const BUSY = { zh: '正忙，请稍后再打开。', en: 'Busy just now. Please open it again in a moment.' }

function page(reply: FastifyReply, { zh, en }: { zh: string; en: string }): FastifyReply {
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>凭条 Receipt</title></head><body style="font:18px/1.6 sans-serif;margin:2em"><p>${zh}</p><p lang="en">${en}</p></body></html>\n`,
    )
}
