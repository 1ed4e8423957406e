// Halls of the bare relay: each sends a fact a second. Run by bare-relay.ts.
import { setTimeout as pause } from 'node:timers/promises'
import { lookUntil } from '@service-hall/harness/process'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { serveTasks } from '../lib/worker.ts'

export type BareTasks = {
  connect: { task: { url: string; count: number }; answer: number }
  steady: { task: { seconds: number }; answer: number }
}

const sockets: Socket[] = []
const FACT = {
  type: 'ServiceStarted',
  ticketId: '01a2299a-8f50-703f-b7f5-e494f2e15450',
  counterId: 'C1',
  by: 'staff:S1',
}

serveTasks({
  async connect({ url, count }: BareTasks['connect']['task']) {
    for (let n = 0; n < count; n += 1) {
      sockets.push(io(`${url}/uplink`, { transports: ['websocket'], forceNew: true }))
      if (n % 50 === 49) await pause(50)
    }
    await lookUntil('all halls to connect', () => sockets.every(({ connected }) => connected))
    return count
  },
  async steady({ seconds }: BareTasks['steady']['task']) {
    const steps = 100
    let sent = 0
    const began = performance.now()
    for (let step = 0; step < seconds * steps; step += 1) {
      for (let n = step % steps; n < sockets.length; n += steps) {
        const entries = [{ number: step + 1, at: Date.now(), fact: FACT }]
        const text = JSON.stringify({
          hallId: `H${n + 1}`,
          epoch: 'first',
          from: step,
          to: step,
          entries,
          marks: [],
        })
        sockets[n]?.emit('facts', text, 'x'.repeat(43), () => undefined)
        sent += 1
      }
      await pause(Math.max(0, began + ((step + 1) * 1_000) / steps - performance.now()))
    }
    return sent
  },
})
