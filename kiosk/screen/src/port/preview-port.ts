import { ScreenMessage } from '@service-hall/contract'
import type { AgentPort, PortListener } from './port.ts'

/** Close code of the agent for a token it does not know. */
const WRONG_TOKEN = 4401
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 5_000
/** Until the first view of a new line, ms: a machine that is gone answers nothing, and a browser waits minutes for it. */
const FIRST_VIEW_MS = 15_000
const TOKEN_KEY = 'kioskToken'

/** Takes the token out of the address into the tab's own storage, so that a reload still has it and a glance does not. */
export function previewToken(): string {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token !== null) {
    sessionStorage.setItem(TOKEN_KEY, token)
    history.replaceState(null, '', location.pathname)
  }
  return token ?? sessionStorage.getItem(TOKEN_KEY) ?? ''
}

/** The line of the browser preview: a WebSocket to the agent that served the page, taken up again when it breaks. */
export function previewPort(url: string, token: string, listener: PortListener): AgentPort {
  let socket = connect(FIRST_RETRY_MS)

  function connect(retryMs: number): WebSocket {
    const line = new WebSocket(url)
    let nextRetryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
    const tooLong = setTimeout(() => line.close(), FIRST_VIEW_MS)
    line.addEventListener('open', () => line.send(JSON.stringify({ type: 'hello', token })))
    line.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const message = ScreenMessage.safeParse(parsed(data))
      if (!message.success) return console.error('A message of the agent is not understood', message.error)
      clearTimeout(tooLong)
      nextRetryMs = FIRST_RETRY_MS
      listener.onPresence(true)
      listener.onMessage(message.data)
    })
    line.addEventListener('close', ({ code }) => {
      clearTimeout(tooLong)
      listener.onPresence(false)
      if (code === WRONG_TOKEN)
        return console.error('The agent does not know this preview; open it from its address')
      setTimeout(() => (socket = connect(nextRetryMs)), retryMs)
    })
    return line
  }

  return {
    send(intent) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(intent))
    },
  }
}

function parsed(data: unknown): unknown {
  try {
    return JSON.parse(String(data))
  } catch {
    return undefined
  }
}
