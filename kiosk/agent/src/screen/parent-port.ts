import { ScreenIntent } from '@service-hall/contract'
import type { ScreenMessage, ShellToAgent } from '@service-hall/contract'
import type { ScreenListener, ScreenPort } from './port.ts'

/** The few things the agent uses of Electron's MessagePortMain; named here because the agent knows no Electron. */
type Port = {
  on(event: 'message', listener: (message: { data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  start(): void
  postMessage(message: unknown): void
  close(): void
}

/** What a utility process has in `process.parentPort`. */
export type ParentPort = {
  on(event: 'message', listener: (message: { data: unknown; ports: Port[] }) => void): void
  postMessage(message: unknown): void
}

/** The parent port of an Electron utility process; undefined in plain Node. */
export function findParentPort(): ParentPort | undefined {
  return (process as typeof process & { parentPort?: ParentPort }).parentPort
}

/** Talks to the screen over the port that the shell hands in; a newer port takes the place of the older. */
export function parentScreen(parent: ParentPort, listener: ScreenListener, onStop: () => void): ScreenPort {
  let current: Port | undefined
  parent.on('message', ({ data, ports }) => {
    if (isMessage(data, 'stop')) return onStop()
    const [port] = ports
    if (!isMessage(data, 'screen') || port === undefined) return
    current?.close()
    current = port
    port.on('message', (message) => {
      const intent = ScreenIntent.safeParse(message.data)
      if (intent.success) listener.intent(intent.data)
      else listener.malformed()
    })
    port.on('close', () => {
      if (current === port) current = undefined
    })
    port.start()
    listener.opened()
  })
  return {
    show: (view) => current?.postMessage({ type: 'view', view } satisfies ScreenMessage),
    async close() {
      current?.close()
      current = undefined
    },
  }
}

function isMessage(data: unknown, type: ShellToAgent['type']): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type
}
