import type { InjectionKey } from 'vue'
import type { Clock } from './clock.ts'
import type { DrawLetter } from './letters/answer.ts'
import type { AgentPort, PortListener } from './port/port.ts'

/** What the screen stands on; the gallery puts its own in its place. */
export type Environment = {
  clock: Clock
  openPort: (listener: PortListener) => AgentPort
  /** In the fonts of this machine. */
  drawLetter: DrawLetter
}

export const ENVIRONMENT: InjectionKey<Environment> = Symbol('environment')
