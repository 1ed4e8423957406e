import type { InjectionKey } from 'vue'
import type { Clock } from './clock.ts'
import type { AgentPort, PortListener } from './port/port.ts'

/** What the screen stands on; the gallery puts its own in its place. */
export type Environment = {
  clock: Clock
  openPort: (listener: PortListener) => AgentPort
}

export const ENVIRONMENT: InjectionKey<Environment> = Symbol('environment')
