import { electronPort } from './electron-port.ts'
import { previewPort, previewToken } from './preview-port.ts'
import type { AgentPort, PortListener } from './port.ts'

/** Opens the line to the agent: through Electron's preload where there is one, else as browser preview. */
export function openPort(listener: PortListener): AgentPort {
  if (window.kiosk) return electronPort(window.kiosk, listener)
  return previewPort(`ws://${location.host}/screen`, previewToken(), listener)
}
