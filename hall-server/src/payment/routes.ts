import type { IncomingHttpHeaders } from 'node:http'
import { refuse } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import type { HallOf } from '../core/hall.ts'
import { backOfficeRoutes } from './back-office-routes.ts'
import { noticeCommand } from './notice.ts'
import type { WithPayment } from './state.ts'
import type { PaymentSystems } from './systems.ts'

type Ports = { hall: HallOf<WithPayment>; payments: PaymentSystems }

/**
 * Notices of channels (异步通知). Their signature says whose they are; nothing else answers here. What a channel hears is its own
 * word for "taken" only when what it said is on disk.
 */
export function paymentRoutes(app: FastifyInstance, ports: Ports): void {
  backOfficeRoutes(app, ports)
  void app.register((inside, _options, done) => {
    inside.removeAllContentTypeParsers()
    inside.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    inside.post('/api/payments/notices/:channel', async (request, reply) => {
      const { channel: id } = request.params as { channel: string }
      const channel = ports.payments.channels.get(id)?.channel
      if (!channel?.notice) return sendRefusal(reply, refuse('payment.notOffered'))
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
      const read = await channel.notice({ headers: headersOf(request.headers), body, at: ports.hall.now() })
      const command = read.ok || ports.payments.refusedNotices.take() ? noticeCommand(ports, id, read) : null
      const answer = command && (await ports.hall.system(command))
      if (read.ok && answer && !answer.ok && answer.code !== 'payment.unknown')
        return sendRefusal(reply, refuse('hall.recovering'))
      const { status, type, body: text } = read.reply
      return reply.code(status).type(type).send(text)
    })
    done()
  })
}

function headersOf(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}
