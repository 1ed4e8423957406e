import { contextBridge, ipcRenderer } from 'electron'

/** Called with every message of the agent: a whole view each time. */
type Listener = (message: unknown) => void

const listeners = new Set<Listener>()
let port: MessagePort | undefined
let latest: unknown
let isLive = false

ipcRenderer.on('kiosk:port', (event) => {
  port?.close()
  port = event.ports[0]
  if (port === undefined) return
  port.onmessage = ({ data }) => {
    isLive = true
    deliver(data)
  }
})

/** The last view of the previous run, to look at until the agent is up. */
ipcRenderer.on('kiosk:lastView', (_event, view: unknown) => {
  if (!isLive) deliver({ type: 'view', view })
})

function deliver(message: unknown): void {
  latest = message
  for (const listener of listeners) listener(message)
}

/** All that the page can do beside showing itself: talk to the agent. */
contextBridge.exposeInMainWorld('kiosk', {
  post(intent: unknown): void {
    port?.postMessage(intent)
  },
  onMessage(listener: Listener): () => void {
    listeners.add(listener)
    if (latest !== undefined) queueMicrotask(() => listeners.has(listener) && listener(latest))
    return () => listeners.delete(listener)
  },
})

ipcRenderer.send('kiosk:connect')
