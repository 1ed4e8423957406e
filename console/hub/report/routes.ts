import { NewReport, ReportParams, ReportPreviewWanted, refuse, refuseTooMany } from '@service-hall/contract'
import type { ReportPreview, ReportSeen, ReportsSeen } from '@service-hall/contract'
import { TokenBuckets } from '@service-hall/server-kit'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { peerOf } from '../gateway/peer.ts'
import type { ConsolePorts } from '../ports.ts'
import { Reports } from './store.ts'
import type { Job } from './store.ts'
import { openTable } from './table.ts'

/** Orders and previews of one account. */
const ORDERS = { burst: 20, perMinute: 30 }
const PREVIEW_ROWS = 100
const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const

/** Reports of one's own: a look at one, orders, progress, the file, and an end of what is being made. */
export function reportRoutes(app: FastifyInstance, ports: ConsolePorts): void {
  const { records, clock, store } = ports
  const reports = new Reports(store)
  const orders = new TokenBuckets(clock, ORDERS)

  app.get('/api/reports', async (request): Promise<ReportsSeen> => {
    const { accountId } = peerOf(request).account
    const schedules = [...records.state.reportSchedules.values()].filter((one) => one.accountId === accountId)
    return {
      ok: true,
      reports: (await reports.ofAccount(accountId)).map(seen),
      schedules: schedules.map(({ scheduleId, order, hour }) => ({ scheduleId, order, hour })),
    }
  })

  app.post('/api/reports/preview', async (request, reply): Promise<ReportPreview | FastifyReply> => {
    const wanted = ReportPreviewWanted.safeParse(request.body)
    if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', pathOf(wanted.error)))
    const { accountId } = peerOf(request).account
    const bucket = orders.of(accountId)
    if (!bucket.take()) return sendRefusal(reply, refuseTooMany(bucket.waitMs()))
    const table = openTable(ports, accountId, wanted.data)
    if (!table.ok) return sendRefusal(reply, table)
    const rows = []
    for await (const page of table.pages) {
      rows.push(...page)
      if (rows.length > PREVIEW_ROWS) break
    }
    return { ok: true, head: table.head, rows: rows.slice(0, PREVIEW_ROWS), more: rows.length > PREVIEW_ROWS }
  })

  app.post('/api/reports', async (request, reply) => {
    const wanted = NewReport.safeParse(request.body)
    if (!wanted.success) return sendRefusal(reply, refuse('input.invalid', pathOf(wanted.error)))
    const { accountId } = peerOf(request).account
    const bucket = orders.of(accountId)
    if (!bucket.take()) return sendRefusal(reply, refuseTooMany(bucket.waitMs()))
    const { id, order } = wanted.data
    const table = openTable(ports, accountId, order)
    if (!table.ok) return sendRefusal(reply, table)
    const isTaken = await reports.add(id, { account: accountId, schedule: null, order, at: clock.now() })
    return isTaken ? reply.status(202).send({ ok: true }) : sendRefusal(reply, refuse('report.tooMany'))
  })

  app.delete('/api/reports/:reportId', async (request, reply) => {
    const params = ReportParams.safeParse(request.params)
    if (!params.success) return sendRefusal(reply, refuse('report.unknown'))
    await reports.cancel(peerOf(request).account.accountId, params.data.reportId)
    return reply.status(204).send()
  })

  app.get('/api/reports/:reportId/file', async (request, reply) => {
    const params = ReportParams.safeParse(request.params)
    const { account } = peerOf(request)
    const job = params.success ? await reports.find(account.accountId, params.data.reportId) : null
    if (!job) return sendRefusal(reply, refuse('report.unknown'))
    // What one saw when it was made one may see no more.
    const table = openTable(ports, account.accountId, job.order)
    if (!table.ok) return sendRefusal(reply, table)
    const bytes = await reports.bytesOf(job.id)
    if (!bytes) return sendRefusal(reply, refuse('report.notReady'))
    const { format, spec } = job.order
    const name = encodeURIComponent(`${spec.title}.${format}`)
    return reply
      .header('content-type', TYPES[format])
      .header('content-disposition', `attachment; filename="report.${format}"; filename*=UTF-8''${name}`)
      .send(Buffer.from(bytes))
  })
}

function seen({ id, order, state, rows_done, made_at, size, code, schedule }: Job): ReportSeen {
  return {
    ...{ reportId: id, title: order.spec.title, format: order.format, state, done: rows_done },
    ...{ madeAt: Number(made_at), size, code, scheduleId: schedule },
  }
}

function pathOf(error: { issues: { path: PropertyKey[] }[] }): string {
  return error.issues[0]?.path.join('.') ?? ''
}
