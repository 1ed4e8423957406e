import { lookUntil, waitFor } from '@service-hall/harness/process'
import { WebSocket } from 'ws'

/** A page of a browser by its DevTools protocol: only what Playwright cannot do for a plain Electron. */
export type DevToolsPage = {
  /** Runs an expression in the page, waits for its promise, answers with its value. */
  evaluate(expression: string): Promise<unknown>
  close(): void
}

const RETRY_MS = 10
const ANSWER_MS = 30_000

/** Connects to the first page, once there is one. `address` is what the browser says that DevTools listen on. */
export async function firstPage(address: string): Promise<DevToolsPage> {
  let url: string | undefined
  const isThere = async (): Promise<boolean> => (url = await pageAddress(address)) !== undefined
  await lookUntil('a page in the browser', isThere, { everyMs: RETRY_MS })
  return connect(url ?? '')
}

async function pageAddress(address: string): Promise<string | undefined> {
  const answer = await fetch(`http://${new URL(address).host}/json`, {
    signal: AbortSignal.timeout(ANSWER_MS),
  })
  const targets = (await answer.json()) as { type: string; webSocketDebuggerUrl?: string }[]
  return targets.find(({ type }) => type === 'page')?.webSocketDebuggerUrl
}

type Reply = {
  id?: number
  result?: { result?: { value?: unknown }; exceptionDetails?: { text: string } }
  error?: { message: string }
}

async function connect(url: string): Promise<DevToolsPage> {
  const socket = new WebSocket(url)
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  await waitFor('DevTools of a page', opened)
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  socket.on('message', (data) => {
    const reply = JSON.parse((data as Buffer).toString()) as Reply
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply)
  })
  return {
    evaluate: (expression) => {
      const answered = new Promise((resolve, reject) => {
        const id = ++last
        waiting.set(id, ({ result, error }) => {
          waiting.delete(id)
          const failure = error?.message ?? result?.exceptionDetails?.text
          if (failure !== undefined) reject(new Error(failure))
          else resolve(result?.result?.value)
        })
        const params = { expression, awaitPromise: true, returnByValue: true }
        socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }))
      })
      return waitFor(`the page's answer to ${expression}`, answered)
    },
    close: () => socket.close(),
  }
}
