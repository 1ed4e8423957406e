import { connect } from 'node:net'
import { faultOf } from './faults.ts'
import type { Transport, TransportEvents } from './transport.ts'

const KEEP_ALIVE_MS = 15_000

/** Opens a raw TCP line: a network printer, a serial device server, or a simulator. */
export function openTcp(host: string, port: number, events: TransportEvents): Transport {
  const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS })
  let ended = false
  let fault: Parameters<TransportEvents['onEnd']>[0] = 'disconnected'
  socket.on('connect', () => events.onOpen())
  socket.on('data', (bytes) => ended || events.onData(bytes))
  socket.on('error', (error) => {
    fault = faultOf(error)
  })
  socket.on('end', () => socket.destroy())
  socket.on('close', () => {
    if (ended) return
    ended = true
    events.onEnd(fault)
  })
  return {
    write: (bytes, done) => void socket.write(bytes, (error) => done(!error)),
    drain: (done) => (socket.writableLength === 0 ? done() : void socket.once('drain', done)),
    destroy() {
      ended = true
      socket.destroy()
    },
  }
}
