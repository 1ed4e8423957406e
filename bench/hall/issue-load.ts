// Issues tickets over Socket.IO as fast as so many clients can, each with one command under way. Run by issue.ts.
import { randomBytes } from 'node:crypto'
import { uuid7 } from '@service-hall/contract'
import type { Answer, ClassId, ClientToHall, Command, CommandId, HallToClient } from '@service-hall/contract'
import { waitFor } from '@service-hall/harness/process'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { SERVICES } from '../lib/bench-hall.ts'
import { quantile } from '../lib/quantile.ts'

/** What this process is told to do, as JSON in its first argument. */
export type IssueLoad = {
  url: string
  /** One a kiosk; the clients share them. None for the bare server. */
  tokens: string[]
  clients: number
  warmUpMs: number
  measureMs: number
}

export type IssueRate = {
  perSecond: number
  p50Ms: number
  p99Ms: number
}

const load = JSON.parse(process.argv[2] ?? '{}') as IssueLoad
const sockets = await Promise.all(Array.from({ length: load.clients }, (_, index) => connect(index)))
const measureFrom = performance.now() + load.warmUpMs
const end = measureFrom + load.measureMs
const latencies: number[] = []
await Promise.all(sockets.map(work))
latencies.sort((a, b) => a - b)
const rate: IssueRate = {
  perSecond: Math.round(latencies.length / (load.measureMs / 1000)),
  p50Ms: quantile(latencies, 0.5),
  p99Ms: quantile(latencies, 0.99),
}
process.stdout.write(`${JSON.stringify(rate)}\n`)
process.exit(0)

async function connect(index: number): Promise<Socket<HallToClient, ClientToHall>> {
  const token = load.tokens[index % load.tokens.length]
  const socket: Socket<HallToClient, ClientToHall> = io(load.url, {
    transports: ['websocket'],
    forceNew: true,
    ...(token ? { auth: { token } } : {}),
  })
  const connected = new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  await waitFor('a socket to the hall', connected)
  return socket
}

async function work(socket: Socket<HallToClient, ClientToHall>): Promise<void> {
  for (let at = performance.now(); at < end;) {
    const answer = await waitFor(
      'an answer of the hall',
      new Promise<Answer>((resolve) => socket.emit('command', touch(), resolve)),
    )
    if (!answer.ok) throw new Error(`a ticket was refused: ${answer.code}`)
    const now = performance.now()
    if (at >= measureFrom && now < end) latencies.push(now - at)
    at = now
  }
}

function touch(): Command {
  return {
    type: 'ticket.issue',
    id: uuid7(Date.now(), randomBytes(10)) as CommandId,
    serviceId: SERVICES[0],
    classId: 'normal' as ClassId,
    language: 'zh',
    senior: false,
    validUntil: Date.now() + 20_000,
  }
}
