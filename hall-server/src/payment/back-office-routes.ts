import { Readable } from 'node:stream'
import { PaymentJournalParams, PaymentJournalQuery, audienceOf, byId, refuse } from '@service-hall/contract'
import type { PaymentBooks, PaymentJournalLine, PaymentJournalPage, StationId } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HallOf } from '../core/hall.ts'
import { CSV_HEAD, csvLine } from './kiosk-journal/csv.ts'
import { kioskJournal } from './kiosk-journal/read.ts'
import { totalOf } from './ledger/books.ts'
import type { WithPayment } from './state.ts'

type Ports = { hall: HallOf<WithPayment> }
type Asked = PaymentJournalQuery & { stationId: StationId; timeZone: string }

/** What managers look up of the hall's books, and the electronic journal of a kiosk. */
export function backOfficeRoutes(app: FastifyInstance, { hall }: Ports): void {
  app.get('/api/payments/books', async (request, reply) => {
    if (!isManagers(request, reply)) return reply
    let books: PaymentBooks = { accounts: [], totalFen: 0, upTo: 0 }
    await hall.whenCommitted(
      ({ view, payment }) => booksOf(payment.books, view.number),
      (found) => (books = found),
    )
    return books
  })

  app.get('/api/payments/journal/:stationId', async (request, reply) => {
    const asked = askedOf(hall, request, reply)
    return asked ? pageOf(kioskJournal(hall, asked.stationId, asked.day), asked) : reply
  })

  app.get('/api/payments/journal/:stationId/csv', async (request, reply) => {
    const asked = askedOf(hall, request, reply)
    if (!asked) return reply
    const { stationId, day, timeZone } = asked
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="payments-${stationId}-${day}.csv"`)
      .send(Readable.from(csvOf(kioskJournal(hall, stationId, day), timeZone)))
  })
}

function isManagers({ peer }: FastifyRequest, reply: FastifyReply): boolean {
  if (peer && audienceOf(peer) === 'administrator') return true
  sendRefusal(reply, refuse(peer ? 'access.denied' : 'access.signIn'))
  return false
}

function booksOf(books: Readonly<Record<string, number>>, upTo: number): PaymentBooks {
  const accounts = Object.entries(books)
    .map(([account, fen]) => ({ account, fen }))
    .sort((a, b) => (a.account < b.account ? -1 : 1))
  return { accounts, totalFen: totalOf(books), upTo }
}

/** What is asked for; null: refused. */
function askedOf(hall: HallOf, request: FastifyRequest, reply: FastifyReply): Asked | null {
  if (!isManagers(request, reply)) return null
  const params = PaymentJournalParams.safeParse(request.params)
  const query = PaymentJournalQuery.safeParse(request.query)
  const { config } = hall
  if (!params.success || !query.success || !config) {
    sendRefusal(reply, config ? refuse('input.invalid', 'day, after, limit') : refuse('hall.recovering'))
    return null
  }
  const { stationId } = params.data
  if (!byId(config.stations, stationId)) {
    sendRefusal(reply, refuse('station.unknown'))
    return null
  }
  return { ...query.data, stationId, timeZone: config.hall.timeZone }
}

/** One more than a page is looked for: whether there is another. */
async function pageOf(
  journal: AsyncIterable<PaymentJournalLine>,
  { after, limit }: PaymentJournalQuery,
): Promise<PaymentJournalPage> {
  const lines: PaymentJournalLine[] = []
  for await (const line of journal) {
    if (line.number <= after) continue
    if (lines.length === limit) return { lines, next: lines.at(-1)?.number ?? null }
    lines.push(line)
  }
  return { lines, next: null }
}

async function* csvOf(journal: AsyncIterable<PaymentJournalLine>, timeZone: string): AsyncGenerator<string> {
  yield CSV_HEAD
  for await (const line of journal) yield csvLine(line, timeZone)
}
