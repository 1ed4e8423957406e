import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { emptyView } from '@service-hall/contract'
import type { ClientToHall, FactBatch, HallToClient } from '@service-hall/contract'
import { lookUntil, waitFor } from '@service-hall/harness/process'
import { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { Peer } from './peer.ts'

const batch = (number: number): FactBatch => ({
  from: number,
  to: number,
  entries: [{ number, at: 0, fact: { type: 'DayOpened', day: `2026-01-0${number}` as never } }],
})

test('facts right behind the snapshot are folded onto it', async () => {
  const http = createServer()
  const io = new Server<ClientToHall, HallToClient>(http)
  io.on('connection', (socket) => {
    socket.on('subscribe', (answer) => {
      const you = { kind: 'station', stationId: 'K1' as never, stationKind: 'kiosk' } as const
      answer({ ok: true, view: { ...emptyView(), number: 1 }, now: 0, you })
      socket.emit('facts', batch(2))
      socket.emit('facts', batch(3))
    })
  })
  await waitFor('a port to listen at', once(http.listen(0, '127.0.0.1'), 'listening'))
  const end = new AbortController()
  const peer = new Peer({
    hall: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    token: () => Promise.resolve('token'),
    signal: end.signal,
    log: () => undefined,
  })
  await lookUntil('the third fact', () => peer.view?.number === 3)
  expect(peer.view?.day).toBe('2026-01-03')
  end.abort()
  await io.close()
})
