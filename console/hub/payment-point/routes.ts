import { PointsText, refuse } from '@service-hall/contract'
import type { PaymentPoint, PaymentPoints, PointImport } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { sees } from '../access/may.ts'
import { peerOf, senderOf } from '../gateway/peer.ts'
import { newCommandId } from '../ports.ts'
import type { ConsolePorts } from '../ports.ts'
import { pointsCsv, readPoints, refusalText } from './csv.ts'
import { decidePaymentPoints } from './decide.ts'

const SELDOM = { config: { rateLimit: { max: 20, timeWindow: '1 minute' } } }

/** Payment points as somebody sees them, and as a file, both ways. */
export function paymentPointRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records } = ports
  const { state } = records
  const seen = (request: FastifyRequest): PaymentPoint[] => {
    const { account } = peerOf(request)
    return [...state.points.values()].filter(({ regionId }) => sees(state, account, { regionId }))
  }

  app.get('/api/payment-points', async (request): Promise<PaymentPoints> => {
    return { isPublic: state.publicPage, points: seen(request) }
  })

  app.get('/api/payment-points/file', async (request, reply) =>
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="payment-points.csv"')
      .send(pointsCsv(seen(request).filter(({ ended }) => !ended))),
  )

  app.post('/api/payment-points/import', SELDOM, async (request, reply) => {
    const { data: body } = PointsText.safeParse(request.body)
    if (!body) return sendRefusal(reply, refuse('input.invalid', 'text'))
    const { rows, problems } = readPoints(body.text)
    // Each line by itself first, so that all that is wrong is told at once.
    const sender = { account: peerOf(request).account }
    for (const { line, row } of rows) {
      const alone = { type: 'paymentPoint.import' as const, id: newCommandId(ports), points: [row] }
      const decision = decidePaymentPoints['paymentPoint.import'](state, alone, sender)
      if (!decision.ok) problems.push({ line, problem: refusalText(decision.code) })
    }
    problems.sort((a, b) => a.line - b.line)
    if (problems.length > 0 || rows.length === 0)
      return { added: 0, changed: 0, lines: problems } satisfies PointImport
    const added = rows.filter(({ row }) => !state.points.has(row.pointId)).length
    const points = rows.map(({ row }) => row)
    const { answer } = await records.execute(senderOf(request), {
      ...{ type: 'paymentPoint.import', id: newCommandId(ports), points },
    })
    if (!answer.ok) return sendRefusal(reply, answer)
    return { added, changed: points.length - added, lines: [] } satisfies PointImport
  })
}
