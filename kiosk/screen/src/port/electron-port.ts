import { ScreenMessage } from '@service-hall/contract'
import type { ScreenIntent } from '@service-hall/contract'
import type { AgentPort, PortListener } from './port.ts'

/** What the preload puts on the page (kiosk/shell). */
type KioskPort = {
  post(intent: ScreenIntent): void
  onMessage(callback: (message: unknown) => void): () => void
}

declare global {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- Only an interface can be added to.
  interface Window {
    kiosk?: KioskPort
  }
}

/** The line through the preload; the agent behind it may come and go, a whole view follows by itself. */
export function electronPort(kiosk: KioskPort, listener: PortListener): AgentPort {
  kiosk.onMessage((data) => {
    const message = ScreenMessage.safeParse(data)
    if (message.success) listener.onMessage(message.data)
    else console.error('A message of the agent is not understood', message.error)
  })
  listener.onPresence(true)
  return { send: (intent) => kiosk.post(intent) }
}
