import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { waitFor } from '@service-hall/harness/process'

type ControlReply = { id: number; ok: boolean; value?: unknown; error?: string }

/** A connection to a simulator's control channel. */
export type ControlClient = {
  /** Sends one request and gives the value of its answer; rejects on a refusal or when the simulator is gone. */
  ask: (request: Record<string, unknown>) => Promise<unknown>
  close: () => void
}

export async function openControlClient(port: number): Promise<ControlClient> {
  const socket = connect({ host: '127.0.0.1', port, noDelay: true })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  const connected = new Promise<void>((resolve, reject) =>
    socket.once('connect', resolve).once('error', reject),
  )
  await waitFor(`the control channel at port ${port}`, connected)
  const lines = createInterface({ input: socket })
  // It passes on the socket's errors, which are dealt with below.
  lines.on('error', () => undefined)
  lines.on('line', (line) => {
    const answer = JSON.parse(line) as ControlReply
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.ok) asked?.resolve(answer.value)
    else asked?.reject(new Error(answer.error))
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('the simulator is gone'))
    waiting.clear()
  })
  return {
    ask(request) {
      lastId += 1
      const id = lastId
      const answered = new Promise((resolve, reject) => {
        if (socket.destroyed) return reject(new Error('the simulator is gone'))
        waiting.set(id, { resolve, reject })
        socket.write(`${JSON.stringify({ ...request, id })}\n`)
      })
      return waitFor(`the simulator's answer to ${JSON.stringify(request)}`, answered)
    },
    close: () => socket.destroy(),
  }
}
