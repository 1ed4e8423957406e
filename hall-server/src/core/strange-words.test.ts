import { follow, project } from '@service-hall/contract'
import { expect, test } from 'vitest'
import {
  STRANGE_KEYS,
  STRANGE_WORDS,
  aHallFile,
  command,
  freshId,
  startServer,
  withWordEverywhere,
} from '../../test/builders.ts'

/** Texts that may say anything. */
const FREE = new Set(['evidence', 'error'])

test('a word that every object knows is a word like any other, in every text of every command', async () => {
  const server = await startServer()
  const [clerk, manager, administrator, kiosk, host] = await Promise.all([
    server.staff('1001'),
    server.staff('2001'),
    server.staff('9001'),
    server.station('K1'),
    server.station('D1'),
  ])
  const issued = await kiosk.send(command('ticket.issue'))
  const ticketId = issued.ok && issued.result.ticket ? issued.result.ticket.id : ''
  await clerk.send(command('counter.open', { counterId: 'C1' }))
  const id = 'sound-id-of-a-command'
  const orders = {
    clerk: [
      command('ticket.callChosen', { id, counterId: 'C1', ticketId }),
      command('ticket.call', { id, counterId: 'C1' }),
      command('ticket.recall', { id, counterId: 'C1' }),
      command('ticket.noShow', { id, counterId: 'C1' }),
      command('ticket.start', { id, counterId: 'C1' }),
      command('ticket.complete', { id, counterId: 'C1' }),
      command('ticket.transfer', { id, counterId: 'C1', to: { kind: 'service', serviceId: 'ask' } }),
      command('ticket.transfer', { id, counterId: 'C1', to: { kind: 'counter', counterId: 'C2' } }),
      command('ticket.park', { id, counterId: 'C1', reasonId: 'documents', minutes: 5 }),
      command('counter.open', { id, counterId: 'C1' }),
      command('counter.pause', { id, counterId: 'C1', reasonId: 'break' }),
      command('counter.resume', { id, counterId: 'C1' }),
      command('counter.undo', { id, counterId: 'C1' }),
    ],
    manager: [
      command('ticket.resolvePaper', { id, ticketId, decision: 'reprint' }),
      command('ticket.reactivate', { id, ticketId }),
      command('ticket.unpark', { id, ticketId }),
      command('ticket.void', { id, ticketId, reasonId: 'left' }),
      command('counter.close', { id, counterId: 'C1' }),
    ],
    administrator: [
      command('station.enrol', { id, code: 'ABC-DEF', stationId: 'K1' }),
      command('station.revoke', { id, stationId: 'K9' }),
    ],
    kiosk: [
      command('ticket.issue', { id }),
      command('ticket.paper', { id, ticketId, attempt: 1, outcome: 'printed', evidence: 'fence' }),
    ],
    host: [
      command('rating.give', {
        id,
        invitationId: 'no-such-invitation',
        sequence: 1,
        deviceId: 'C1-pad',
        level: 5,
      }),
      command('rating.lapse', { id, invitationId: 'no-such-invitation', cause: 'timeout' }),
      command('device.report', { id, deviceId: 'C1-pad', state: { device: 'online', error: 'paperOut' } }),
      command('counter.key', { id, deviceId: 'C1-pad', key: 'next' }),
    ],
  }
  const peers = { clerk, manager, administrator, kiosk, host }
  let fresh = 0
  for (const [name, list] of Object.entries(orders)) {
    for (const order of list)
      for (const word of STRANGE_WORDS)
        for (const changed of withWordEverywhere<Record<string, unknown>>(order, word)) {
          const ownId = changed['id'] === id ? `${id}-${(fresh += 1)}` : changed['id']
          const answer = await peers[name as keyof typeof peers].send({ ...changed, id: ownId })
          const said = JSON.stringify(changed)
          expect(answer.ok ? 'ok' : answer.code, said).not.toBe('hall.internal')
          const isFree = [...FREE].some((field) => said.includes(`"${field}":"${word}"`))
          if (!isFree && changed['id'] === id) expect(answer, said).toMatchObject({ ok: false })
        }
    expect(
      await peers[name as keyof typeof peers].send({ ...list[0], ['__proto__']: { ok: true } }),
    ).toMatchObject({ ok: false })
  }
  expect(server.log.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
}, 60_000)

test('a hall whose rows bear such names works, on every screen, and after a restart', async () => {
  const [service, group, counter, kiosk, staff, host, pad, reason] = STRANGE_KEYS as [string, ...string[]]
  const text = JSON.stringify(aHallFile())
  const renamed = {
    pay: service,
    A: group,
    C1: counter,
    K1: kiosk,
    S1001: staff,
    D1: host,
    'C1-pad': pad,
    break: reason,
  }
  expect(Object.values(renamed).every(Boolean)).toBe(true)
  const file = JSON.parse(
    Object.entries(renamed)
      .reduce((all, [from, to]) => all.replaceAll(`"${from}"`, `"${to}"`), text)
      .replaceAll(`"prefix":"${group}"`, '"prefix":"A"'),
  ) as ReturnType<typeof aHallFile>
  const first = await startServer({ file })
  const clerk = await first.staff('1001')
  const { view } = await clerk.snapshot()
  const order = { serviceId: service, classId: 'normal' }
  const manager = await first.staff('2001')
  await manager.snapshot()
  const issue = command('ticket.issue', order)
  expect(await (await first.staff('9001')).send(issue)).toMatchObject({ ok: true })
  await clerk.send(command('ticket.issue', order))
  for (const [type, fields] of [
    ['counter.open', {}],
    ['counter.pause', { reasonId: reason }],
    ['counter.resume', {}],
    ['ticket.call', {}],
    ['ticket.start', {}],
    ['ticket.complete', {}],
  ] as const)
    expect(await clerk.send({ type, id: freshId(), counterId: counter, ...fields }), type).toMatchObject({
      ok: true,
    })
  await clerk.reached(first.hall.committedNumber)
  await manager.reached(first.hall.committedNumber)
  expect(view.counters[counter!]?.duty).toMatchObject({ status: 'open', staffId: staff })
  expect(clerk.view).toEqual(project('staff', first.hall.state.view))
  expect(manager.view).toEqual(first.hall.state.view)
  const second = await first.restart()
  expect(second.hall.state.view).toEqual(first.hall.state.view)
  expect(
    await (await second.staff('9001')).send(command('station.revoke', { stationId: host! })),
  ).toMatchObject({ ok: false, code: 'station.unknown' })
})

test('after a restart from a snapshot such a word is still unknown, at the hall and on a screen', async () => {
  const first = await startServer()
  await (await first.staff('9001')).send(command('ticket.issue'))
  const second = await first.restart()
  const administrator = await second.staff('9001')
  for (const stationId of STRANGE_KEYS)
    expect(await administrator.send(command('station.revoke', { stationId }))).toMatchObject({
      ok: false,
      code: 'station.unknown',
    })
  const { view } = await administrator.snapshot()
  const before = structuredClone(view)
  follow(view, {
    from: view.number + 1,
    to: view.number + 1,
    entries: [
      {
        number: view.number + 1,
        at: 1,
        fact: { type: 'TicketReactivated', ticketId: 'constructor' as never, by: 'system' },
      },
    ],
  })
  expect({ ...view, number: 0 }).toEqual({ ...before, number: 0 })
})
