import { ReconciliationParams, ReconciliationQuery, audienceOf, refuse } from '@service-hall/contract'
import type { ReconciliationReport } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { Clock } from '@service-hall/server-kit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HallOf } from '../../../core/hall.ts'
import type { WithPayment } from '../../state.ts'
import { isDay } from '../days.ts'
import { csvOf } from './csv.ts'
import { ReportDrawing } from './drawn.ts'
import { pageOf } from './page.ts'
import { reportOf } from './report.ts'
import { tablesOf } from './tables.ts'

const FOLDER = '/api/payments/reconciliation/:day'

type Ports = { hall: HallOf<WithPayment>; clock: Clock }

/** How a day stands with channels and utility, for managers: as data, as files, and as a page to print. */
export function reconciliationRoutes(app: FastifyInstance, { hall, clock }: Ports): void {
  const drawing = new ReportDrawing(clock)
  const route = (path: string, send: (reply: FastifyReply, made: Made) => unknown): void =>
    void app.get(path, async (request, reply) => {
      const asked = read(request)
      if ('code' in asked) return sendRefusal(reply, asked)
      const report = await committedReport(hall, asked.day)
      if (!report) return sendRefusal(reply, refuse('hall.recovering'))
      return send(reply, { ...asked, report, timeZone: hall.config?.hall.timeZone ?? 'Asia/Shanghai' })
    })
  route(FOLDER, (_reply, { report }) => report)
  route(`${FOLDER}/csv`, (reply, { report, language, timeZone }) =>
    reply
      .header('content-type', 'text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="reconciliation-${report.day}.csv"`)
      .send(csvOf(tablesOf(report, language, timeZone))),
  )
  route(`${FOLDER}/page`, (reply, { report, language, timeZone }) =>
    reply
      .header('content-type', 'text/html; charset=utf-8')
      .send(pageOf(tablesOf(report, language, timeZone), language)),
  )
  route(`${FOLDER}/pdf`, async (reply, { report, language, timeZone }) => {
    const file = await drawing.draw(tablesOf(report, language, timeZone), language)
    if (!file) return sendRefusal(reply, refuse('hall.recovering'))
    return reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="reconciliation-${report.day}.pdf"`)
      .send(file)
  })
}

type Asked = ReturnType<typeof ReconciliationParams.parse> & ReturnType<typeof ReconciliationQuery.parse>
type Made = Asked & { report: ReconciliationReport; timeZone: string }

function read({ peer, params, query }: FastifyRequest): Asked | ReturnType<typeof refuse> {
  if (!peer) return refuse('access.signIn')
  if (audienceOf(peer) !== 'administrator') return refuse('access.denied')
  const place = ReconciliationParams.safeParse(params)
  const how = ReconciliationQuery.safeParse(query)
  if (!place.success || !how.success || !isDay(place.data.day))
    return refuse('input.invalid', 'day, language')
  return { ...place.data, ...how.data }
}

async function committedReport(
  hall: HallOf<WithPayment>,
  day: Asked['day'],
): Promise<ReconciliationReport | null> {
  const { config } = hall
  if (!config) return null
  let report: ReconciliationReport | null = null
  await hall.whenCommitted(
    (state) => reportOf(state, config, day, hall.now()),
    (made) => (report = made),
  )
  return report
}
