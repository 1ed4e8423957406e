import { WebSocket } from 'ws'

/** A page of a browser by its DevTools protocol: only what Playwright cannot do for a plain Electron. */
export type DevToolsPage = {
  /** Runs an expression in the page, waits for its promise, answers with its value. */
  evaluate(expression: string): Promise<unknown>
  close(): void
}

const RETRY_MS = 10

/** Connects to the first page, once there is one. `address` is what the browser says that DevTools listen on. */
export async function firstPage(address: string): Promise<DevToolsPage> {
  for (;;) {
    const targets = (await (await fetch(`http://${new URL(address).host}/json`)).json()) as {
      type: string
      webSocketDebuggerUrl?: string
    }[]
    const url = targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl
    if (url !== undefined) return connect(url)
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

type Reply = {
  id?: number
  result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } }
  error?: { message: string }
}

async function connect(url: string): Promise<DevToolsPage> {
  const socket = new WebSocket(url)
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  socket.on('message', (data) => {
    const reply = JSON.parse((data as Buffer).toString()) as Reply
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  })
  return {
    evaluate: (expression) =>
      new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id)
          const failure = error?.message ?? result?.exceptionDetails?.text
          if (failure !== undefined) reject(new Error(failure))
          else resolve(result?.result?.value)
        })
        const params = { expression, awaitPromise: true, returnByValue: true }
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }))
      }),
    close: () => socket.close(),
  }
}
