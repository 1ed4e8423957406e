import { join } from 'node:path'
import { openBare } from '@service-hall/journal/testing'
import { expect, test } from 'vitest'
import { asKiosk, command, startServer } from '../../test/builders.ts'
import type { TestServer } from '../../test/builders.ts'

/** Puts a fact on the disk that the server never hears of, as a commit does that fails after it was written. */
async function writeUnheard(server: TestServer): Promise<void> {
  const path = join(server.folder, 'data', 'journal.sqlite')
  const journal = await openBare(path)
  const fact = JSON.stringify({ type: 'CounterOpened', counterId: 'C3', staffId: 'S1003', by: 'staff:S1003' })
  const number = server.hall.committedNumber + 1
  await journal.run('INSERT INTO facts (number, at, fact) VALUES (?, ?, ?)', [
    number,
    server.clock.now(),
    fact,
  ])
  await journal.close()
}

test('screens ask again when facts turn up on the disk that nobody was told of', async () => {
  const server = await startServer()
  const [kiosk, display, staff] = [
    await server.station('K1'),
    await server.station('V1'),
    await server.staff('1001'),
  ]
  const clients = [kiosk, display, staff]
  await expect.poll(() => server.hall.state.view.stations['V1']?.connected, { timeout: 10_000 }).toBe(true)
  await server.hall.committedView('display', () => undefined)
  await Promise.all(clients.map((client) => client.snapshot()))
  await writeUnheard(server)
  // The next commit meets the number that is taken, fails, and the state is read from the disk again.
  const order = command('device.report', { deviceId: 'K1-printer', state: { device: 'online' } })
  expect(await server.hall.execute(asKiosk(), order)).toEqual({ ok: false, code: 'hall.storage' })
  await expect.poll(() => clients.map(({ gaps }) => gaps)).toEqual([1, 1, 1])
  for (const client of clients)
    expect((await client.snapshot()).view.counters['C3']?.duty.status).toBe('open')
  expect(server.hall.recovering).toBe(false)
})
