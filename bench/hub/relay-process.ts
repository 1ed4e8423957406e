// A Socket.IO server that does nothing but pass on: acknowledges what halls report and tells dashboards every 250 ms which
// of them did, with as many bytes as tiles have. Neither keys nor seals nor disk. Run by bare-relay.ts.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { serveClient: false, perMessageDeflate: false, maxHttpBufferSize: 4_000_000 })
/** What the hub tells of a hall that changed, in bytes and in shape. */
const CHANGE = {
  ...{ waiting: 4, longestSince: 1_767_578_400_000 },
  counters: { serving: 2 },
  today: { waitMs: 14_512_310, waits: 58 },
}
const changed = new Map<string, number>()
io.of('/uplink').on('connection', (socket) => {
  socket.on('facts', (text: string, _seal: string, answer: (said: object) => void) => {
    const { hallId, to, entries } = JSON.parse(text) as {
      hallId: string
      to: number
      entries: { at: number }[]
    }
    changed.set(hallId, entries.at(-1)?.at ?? 0)
    answer({ ok: true, number: to })
  })
})
io.of('/console').on('connection', (socket) => {
  socket.on('subscribe', (answer: (said: object) => void) => answer({ ok: true, tiles: [] }))
})
setInterval(() => {
  if (changed.size === 0) return
  const tiles = [...changed].map(([hallId, at]) => ({ hallId, at, ...CHANGE }))
  changed.clear()
  io.of('/console').emit('tiles', { now: Date.now(), tiles })
}, 250)
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ port, pid: process.pid })}\n`)
})
