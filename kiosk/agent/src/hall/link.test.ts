import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { emptyView } from '@service-hall/contract'
import type { ClientToHall, FactBatch, HallToClient } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'
import { Server } from 'socket.io'
import { afterEach, expect, test } from 'vitest'
import { createLog, systemClock } from '@service-hall/server-kit'
import type { KeyStore } from './credentials.ts'
import { HallLink } from './link.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const keys: KeyStore = {
  token: () => Promise.resolve({ stationId: 'K1' as never, token: 'token' }),
  saveToken: () => Promise.resolve(),
  request: () => Promise.resolve(null),
  saveRequest: () => Promise.resolve(),
  clear: () => Promise.resolve(),
}

const batch = (number: number): FactBatch => ({
  from: number,
  to: number,
  entries: [{ number, at: 0, fact: { type: 'DayOpened', day: `2026-01-0${number}` as never } }],
})

/** A hall that answers a subscription with a snapshot at fact 1, and has two batches right behind it. */
async function aHurriedHall(): Promise<string> {
  const http = createServer()
  const io = new Server<ClientToHall, HallToClient>(http)
  ends.push(() => io.close())
  io.on('connection', (socket) => {
    socket.on('subscribe', (answer) => {
      const you = { kind: 'station', stationId: 'K1' as never, stationKind: 'kiosk' } as const
      answer({ ok: true, view: { ...emptyView(), number: 1 }, now: 0, you })
      socket.emit('facts', batch(2))
      socket.emit('facts', batch(3))
    })
  })
  await waitFor('a port to listen at', once(http.listen(0, '127.0.0.1'), 'listening'))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

test('facts right behind the snapshot are folded onto it', async () => {
  const hall = await aHurriedHall()
  const log = createLog(
    () => undefined,
    () => 0,
  )
  const told: unknown[] = []
  const days = new Promise<void>((resolve) => {
    const link = new HallLink(
      { hall, kind: 'kiosk', keys, clock: systemClock, log },
      {
        onState: () => undefined,
        onEnrolmentCode: () => undefined,
        onSnapshot: ({ view }) => told.push(['snapshot', view.number]),
        onFacts: ({ to }, view) => {
          told.push(['facts', to, view.day])
          if (to === 3) resolve()
        },
      },
    )
    ends.push(() => link.stop())
    link.start()
  })
  await days
  expect(told).toEqual([
    ['snapshot', 1],
    ['facts', 2, '2026-01-02'],
    ['facts', 3, '2026-01-03'],
  ])
})
