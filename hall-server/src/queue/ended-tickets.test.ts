import { EndedTickets } from '@service-hall/contract'
import type { Snapshot } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aHallFile, asAdministrator, asKiosk, command, freshId, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

/** So many tickets given out, and all but the last `open` of them voided. */
async function aDay(server: TestServer, tickets: number, open: number): Promise<void> {
  const { hall } = server
  const answers = await Promise.all(
    Array.from({ length: tickets }, () =>
      hall.execute(asKiosk(), { ...command('ticket.issue'), id: freshId() }),
    ),
  )
  const ids = answers.flatMap((answer) =>
    answer.ok && answer.result.ticket ? [answer.result.ticket.id] : [],
  )
  await Promise.all(
    ids
      .slice(0, tickets - open)
      .map((ticketId) =>
        hall.execute(asAdministrator(), command('ticket.void', { ticketId, reasonId: 'left' })),
      ),
  )
}

test('a manager’s snapshot holds what is open and sums of the rest, however long the day', async () => {
  const server = await startServer()
  await aDay(server, 3_000, 10)
  const manager = await server.staff('2001')
  const { view, ended } = await manager.snapshot()
  expect(Object.keys(view.tickets)).toHaveLength(10)
  expect(ended).toMatchObject({ issued: 2_990, served: 0, day: view.day })
  expect(JSON.stringify({ view, ended }).length).toBeLessThan(30_000)
})

test('the sums and what the view holds are the figures of the day, whenever the page was opened', async () => {
  const server = await startServer()
  const clerk = await server.staff('1001')
  const early = await server.staff('9001')
  const first = await early.snapshot()
  const opened: Snapshot[] = []
  await clerk.send(command('counter.open', { counterId: 'C1' }))
  for (let n = 0; n < 4; n += 1) {
    await server.hall.execute(asKiosk(), command('ticket.issue'))
    server.clock.advance(60_000)
    for (const type of ['ticket.call', 'ticket.start', 'ticket.complete'] as const) {
      expect(await clerk.send(command(type, { counterId: 'C1' }))).toMatchObject({ ok: true })
      server.clock.advance(30_000)
    }
    opened.push(await (await server.staff('9001')).snapshot())
  }
  await early.reached(server.hall.committedNumber)
  expect(Object.keys(first.view.tickets)).toHaveLength(4)
  const last = opened.at(-1)
  // The case just completed can be undone: it is there, the others are sums.
  expect(Object.keys(last?.view.tickets ?? {}).length + (last?.ended?.issued ?? 0)).toBe(4)
  expect(last?.ended).toMatchObject({
    served: last?.ended?.issued,
    handlingMs: 30_000 * (last?.ended?.handled ?? 0),
  })
})

test('what has ended is asked for page by page, or by number; managers only', async () => {
  const server = await startServer({ file: aHallFile() })
  await aDay(server, 90, 5)
  const cookie = await server.signIn('2001')
  const ask = async (query: string) =>
    EndedTickets.parse(await (await server.request(`/api/tickets/ended${query}`, { cookie })).json())
  const numbers: string[] = []
  let page = await ask('')
  for (;;) {
    numbers.push(...page.tickets.map(({ number }) => number))
    if (page.next === null) break
    page = await ask(`?before=${page.next}`)
  }
  expect(numbers).toEqual(Array.from({ length: 85 }, (_, n) => `A${String(85 - n).padStart(3, '0')}`))
  expect((await ask('?wanted=a007')).tickets).toMatchObject([
    { number: 'A007', status: 'voided', counterId: null },
  ])
  expect((await ask('?limit=2')).tickets).toHaveLength(2)
  for (const query of ['?limit=101', '?limit=0', '?before=x', `?wanted=${'9'.repeat(200)}`])
    expect((await server.request(`/api/tickets/ended${query}`, { cookie })).status).toBe(400)
  expect((await server.request('/api/tickets/ended')).status).toBe(401)
  expect((await server.request('/api/tickets/ended', { cookie: await server.signIn('1001') })).status).toBe(
    403,
  )
})
