import { expect, test } from 'vitest'
import { MINUTE, aHall, asStaff, command, startServer } from '../../test/builders.ts'

const SERVERS = [
  'park-due:some-ticket:3',
  'rating-due:some-invitation',
  'effect:vault:7',
  'anything:else',
  '::::::::',
]

test('no peer writes under an id that the server makes for itself, whatever the command', async () => {
  const server = await startServer()
  const clerk = await server.staff('1001')
  const kiosk = await server.station('K1')
  await server.hall.committedView('staff', () => undefined)
  const number = server.hall.committedNumber
  for (const id of SERVERS)
    for (const [peer, order] of [
      [clerk, command('ticket.call', { counterId: 'C1' })],
      [clerk, command('ticket.unpark', { ticketId: 'no-such-ticket' })],
      [kiosk, command('ticket.issue')],
    ] as const)
      expect(await peer.send({ ...order, id }), id).toMatchObject({ ok: false, code: 'input.invalid' })
  expect(server.hall.committedNumber).toBe(number)
  // The heart holds as well, however a command came to it.
  for (const id of SERVERS)
    expect(
      await server.hall.execute(asStaff('S1001'), {
        ...command('ticket.call', { counterId: 'C1' }),
        id,
      } as never),
    ).toMatchObject({ code: 'input.invalid' })
  expect(server.hall.committedNumber).toBe(number)
})

test('a parked ticket comes back though a clerk tried to take the id it comes back under', async () => {
  const server = await startServer()
  const clerk = await server.staff('1001')
  const kiosk = await server.station('K1')
  await kiosk.send(command('ticket.issue'))
  await clerk.send(command('counter.open', { counterId: 'C1' }))
  await clerk.send(command('ticket.call', { counterId: 'C1' }))
  await clerk.send(command('ticket.park', { counterId: 'C1', reasonId: 'documents', minutes: 1 }))
  const [ticket] = Object.values(server.hall.state.view.tickets)
  await clerk.send({
    ...command('ticket.recall', { counterId: 'C1' }),
    id: `park-due:${ticket!.id}:${ticket!.revision}`,
  })
  server.clock.advance(2 * MINUTE)
  await expect.poll(() => server.hall.state.view.tickets[ticket!.id]?.state.status).toBe('waiting')
})

test('an id of the server’s own that a peer of an earlier release took does not keep its command back', async () => {
  const test = await aHall()
  const { hall } = test
  const id = 'park-due:some-ticket:3'
  const own = { ...command('ticket.issue'), id } as never
  // As the earlier release kept it: a refusal under the same id, by another's fingerprint.
  const taken = await hall.system({
    ...command('ticket.unpark', { ticketId: 'no-such-ticket' }),
    id,
  } as never)
  expect(taken).toMatchObject({ code: 'ticket.unknown' })
  const answer = await test.must({ kind: 'system' }, own)
  expect(await hall.system(own)).toEqual(answer)
  expect(Object.keys(hall.state.view.tickets)).toHaveLength(1)
})
