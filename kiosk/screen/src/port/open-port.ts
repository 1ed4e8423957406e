import { electronPort } from './electron-port.ts'
import { previewPort, previewToken } from './preview-port.ts'
import type { AgentPort, PortListener } from './port.ts'

/** Opens the line to the agent: through Electron's preload where there is one, else as browser preview. */
export function openPort(listener: PortListener): AgentPort {
  return window.kiosk ? electronPort(window.kiosk, listener) : previewPort(previewToken(), listener)
}
