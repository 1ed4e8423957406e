import { refuse } from '@service-hall/contract'
import type { FastifyInstance } from 'fastify'
import type { Admits } from '../bearer-file.ts'
import type { Health } from '../health.ts'
import { sendRefusal } from './reply.ts'

export type MonitoringOptions = {
  /** Who may look. Everybody else is answered as for a page that does not exist. */
  admits: Admits
  health: () => Promise<Health>
  metrics: () => Promise<{ contentType: string; text: string }>
}

/**
 * `GET /healthz` → 200 or 503 with `Health` as JSON; `GET /metrics` → Prometheus text. For a monitoring peer with its
 * token; anybody else gets 401 `access.signIn`, whether a token is configured or not. At most 120 requests a minute
 * and address where the app has rate limits.
 */
export function monitoringRoutes(app: FastifyInstance, { admits, health, metrics }: MonitoringOptions): void {
  const options = { config: { rateLimit: { max: 120, timeWindow: '1 minute' } } }
  app.get('/healthz', options, async (request, reply) => {
    if (!(await admits(request.headers.authorization))) return sendRefusal(reply, refuse('access.signIn'))
    const seen = await health()
    return reply
      .status(seen.ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(seen)
  })
  app.get('/metrics', options, async (request, reply) => {
    if (!(await admits(request.headers.authorization))) return sendRefusal(reply, refuse('access.signIn'))
    const { contentType, text } = await metrics()
    return reply.header('cache-control', 'no-store').type(contentType).send(text)
  })
}
