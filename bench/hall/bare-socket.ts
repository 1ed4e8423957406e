// A Socket.IO server that does nothing but acknowledge: what the wire alone can do. Run by issue.ts.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Answer, ClientToHall, HallToClient, TicketId } from '@service-hall/contract'
import { Server } from 'socket.io'

const http = createServer()
const server = new Server<ClientToHall, HallToClient>(http, { serveClient: false, perMessageDeflate: false })
let upTo = 0
server.on('connection', (socket) => {
  socket.on('command', (command, answer) => {
    upTo += 1
    const ticket = {
      id: command.id as string as TicketId,
      number: `A${upTo}`,
      ahead: upTo,
      issuedAt: Date.now(),
    }
    answer({ ok: true, upTo, result: { ticket } } satisfies Answer)
  })
})
http.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ listening: (http.address() as AddressInfo).port })}\n`)
})
